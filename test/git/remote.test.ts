import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openRemote, type RemoteOptions } from "../../src/git/remote.ts";
import type { Commits } from "../../src/ports/git.ts";
import { gitServer, type GitServer } from "./git-server.ts";
import { commitFiles, emptyRepository, git, scratchFolder } from "./scratch.ts";

const REPOSITORY = { installationId: 7, id: 42, owner: "o", name: "r" };

interface Remote {
  server: GitServer;
  dataDir: string;
  origin: string;
  open: (commits: string[], options?: Partial<RemoteOptions>) => Promise<Commits>;
}

/** Serves a copy of a repository the way GitHub serves one. */
async function remote(folder: string): Promise<Remote> {
  const root = scratchFolder();
  const origin = join(root, "o", "r.git");
  cpSync(join(folder, ".git"), origin, { recursive: true });
  for (const key of ["allowAnySHA1InWant", "allowFilter"]) {
    git(origin, "config", `uploadpack.${key}`, "true");
  }
  const server = await gitServer(root);
  const dataDir = scratchFolder();
  async function open(commits: string[], options: Partial<RemoteOptions> = {}): Promise<Commits> {
    const gitUrl = () => `${server.url}/o/r.git`;
    const opened = await openRemote({ gitUrl, dataDir, ...options }).fetch(
      REPOSITORY,
      "secret-token",
      commits,
    );
    onTestFinished(() => opened.close());
    return opened;
  }
  return { server, dataDir, origin, open };
}

function oidOf(folder: string, what: string): string {
  return git(folder, "rev-parse", what);
}

/** A main line with `before` commits, a fork of it, and `after` more commits on main. */
function forked(before: number, after: number): { folder: string; base: string; head: string } {
  const folder = emptyRepository();
  for (let n = 0; n < before; n += 1) commitFiles(folder, { "a.txt": `${n}` });
  git(folder, "checkout", "-q", "-b", "topic");
  const head = commitFiles(folder, { "topic.txt": "new", "dir/deep/x.js": "1" });
  git(folder, "checkout", "-q", "main");
  for (let n = 0; n < after; n += 1) commitFiles(folder, { "b.txt": `${n}` });
  return { folder, base: oidOf(folder, "main"), head };
}

test("a commit is fetched without its blobs, which come when they are read", async () => {
  const { folder, head } = forked(3, 0);
  const { open, server, dataDir } = await remote(folder);
  const commits = await open([head]);
  const listing = Buffer.from(await commits.list(head)).toString("utf8");
  expect(listing.split("\0").map((line) => line.split("\t")[1])).toEqual([
    "a.txt",
    "dir/deep/x.js",
    "topic.txt",
    undefined,
  ]);
  const store = join(dataDir, "git", "7-42");
  const before = git(store, "cat-file", "--batch-all-objects", "--batch-check");
  expect(before).not.toContain(" blob ");
  const asked = server.requests.length;
  const oid = oidOf(folder, "topic:topic.txt");
  const [content, again] = await commits.read([oid, oid], 100);
  expect(Buffer.from(content as Uint8Array).toString()).toBe("new");
  expect(again).toEqual(content);
  expect(server.requests.length).toBeGreaterThan(asked);
  const settled = server.requests.length;
  await commits.read([oid], 100);
  expect(server.requests.length).toBe(settled);
});

test("the token goes to the server in a header and is nowhere in the store", async () => {
  const { folder, head } = forked(1, 0);
  const { open, server, dataDir } = await remote(folder);
  await (await open([head])).list(head);
  const expected = `Basic ${Buffer.from("x-access-token:secret-token").toString("base64")}`;
  expect(new Set(server.requests.map(({ authorization }) => authorization))).toEqual(
    new Set([expected]),
  );
  const config = git(join(dataDir, "git", "7-42"), "config", "--list", "--file", "config");
  expect(config).not.toMatch(/token|remote\.|promisor/i);
});

test.each([
  { name: "a fresh fork", before: 3, after: 2 },
  { name: "a fork further back than the first depth", before: 5, after: 90 },
])("the merge base of $name is found", { timeout: 120_000 }, async ({ before, after }) => {
  const { folder, base, head } = forked(before, after);
  const { open } = await remote(folder);
  const commits = await open([base, head]);
  const expected = git(folder, "merge-base", "--all", base, head).split("\n");
  expect(await commits.mergeBases(base, head)).toEqual(expected);
  const [only = ""] = expected;
  expect(Buffer.from(await commits.list(only)).toString()).toContain("a.txt");
});

test("both merge bases of a criss-cross merge are found", async () => {
  const { folder, base, head } = forked(2, 2);
  const left = git(folder, "commit-tree", `${base}^{tree}`, "-p", base, "-p", head, "-m", "l");
  const right = git(folder, "commit-tree", `${head}^{tree}`, "-p", head, "-p", base, "-m", "r");
  const { open } = await remote(folder);
  const found = await (await open([left, right])).mergeBases(left, right);
  expect(found.toSorted()).toEqual([base, head].toSorted());
});

test("what a merge would give is worked out with objects that come when they are needed", async () => {
  const folder = emptyRepository();
  const lines = (first: string, last: string) => [first, ..."bcdefgh", last].join("\n");
  const root = commitFiles(folder, { "same.txt": lines("a", "i"), "x.txt": "1" });
  const theirs = commitFiles(folder, { "same.txt": lines("A", "i") });
  git(folder, "checkout", "-q", "-b", "dev", root);
  const ours = commitFiles(folder, { "same.txt": lines("a", "I"), "new.txt": "2" });
  const against = commitFiles(folder, { "same.txt": lines("!", "?") });
  const { open, dataDir } = await remote(folder);
  const commits = await open([ours, theirs, against]);
  await commits.mergeBases(ours, theirs);
  const merged = await commits.mergeResult(theirs, ours);
  if (typeof merged === "string") throw new Error(merged);
  const store = join(dataDir, "git", "7-42");
  expect(git(store, "show", `${merged.commit}:same.txt`)).toBe(lines("A", "I"));
  const listed = git(store, "ls-tree", merged.commit, "new.txt");
  expect(listed).toContain(oidOf(folder, `${ours}:new.txt`));
  await commits.mergeBases(theirs, against);
  expect(await commits.mergeResult(theirs, against)).toBe("conflict");
});

test(
  "a merge base that deep history shows to be older is not believed",
  { timeout: 120_000 },
  async () => {
    // `old` is a parent of the head, and 80 commits below the other base on a side line.
    const folder = emptyRepository();
    const old = commitFiles(folder, { "a.txt": "0" });
    const tree = oidOf(folder, "HEAD^{tree}");
    let line = old;
    for (let n = 0; n < 80; n += 1)
      line = git(folder, "commit-tree", tree, "-p", line, "-m", `${n}`);
    const head = git(folder, "commit-tree", tree, "-p", line, "-p", old, "-m", "head");
    const base = git(folder, "commit-tree", tree, "-p", line, "-p", old, "-m", "base");
    const { open } = await remote(folder);
    expect(await (await open([base, head])).mergeBases(base, head)).toEqual([line]);
  },
);

test("unrelated histories have no merge base", async () => {
  const folder = emptyRepository();
  const one = commitFiles(folder, { "a.txt": "1" });
  const other = git(folder, "commit-tree", oidOf(folder, "HEAD^{tree}"), "-m", "orphan");
  const { open } = await remote(folder);
  expect(await (await open([one, other])).mergeBases(one, other)).toEqual([]);
});

test("only blobs of listed trees are read", async () => {
  const { folder, base, head } = forked(2, 1);
  const { open, server } = await remote(folder);
  const commits = await open([head]);
  await commits.list(head);
  const asked = server.requests.length;
  expect(await commits.read([oidOf(folder, `${base}:b.txt`)], 100)).toEqual([
    { missing: "absent" },
  ]);
  expect(server.requests.length).toBe(asked);
});

test("a blob beyond the pack limit is too large and its neighbours are read", async () => {
  const folder = emptyRepository();
  const noise = Buffer.from(Array.from({ length: 300_000 }, (_, n) => (n * n * 31 + n * 7) % 251));
  const head = commitFiles(folder, {
    "big.bin": Buffer.concat([noise, noise.reverse()]),
    a: "1",
    z: "2",
  });
  const { open } = await remote(folder);
  const commits = await open([head], { limits: { packBytes: 2048 } });
  await commits.list(head);
  const oids = ["a", "big.bin", "z"].map((path) => oidOf(folder, `HEAD:${path}`));
  expect(await commits.read(oids, 1e9)).toEqual([
    Buffer.from("1"),
    { missing: "too-large" },
    Buffer.from("2"),
  ]);
});

test("a commit that an author made dangerous to check out is fetched and listed", async () => {
  const folder = emptyRepository();
  const url = '[submodule "x"]\n\tpath = x\n\turl = --upload-pack=touch\n\tupdate = !touch\n';
  const head = commitFiles(folder, { ".gitmodules": url, ".gitattributes": "* filter=evil\n" });
  const { open } = await remote(folder);
  const commits = await open([head]);
  await commits.list(head);
  const content = await commits.file(head, ".gitmodules", 1000);
  expect(Buffer.from(content ?? []).toString()).toBe(url);
});

test.each([
  { status: 404, kind: "gone" },
  { status: 401, kind: "refused" },
  { status: 403, kind: "refused" },
  { status: 429, kind: "rate-limited" },
  { status: 500, kind: "unavailable" },
  { status: 502, kind: "unavailable" },
])("an answer $status is a fault of kind $kind", async ({ status, kind }) => {
  const { folder, head } = forked(1, 0);
  const { open, server } = await remote(folder);
  server.answerWith = { status };
  await expect(open([head])).rejects.toMatchObject({ name: "Fault", kind });
});

test("a redirect to another host is refused, and that host hears nothing", async () => {
  const { folder, head } = forked(1, 0);
  const { open, server } = await remote(folder);
  const other = await gitServer(scratchFolder());
  const location = `${other.url}/o/r.git/info/refs?service=git-upload-pack`;
  server.answerWith = { status: 302, location };
  await expect(open([head])).rejects.toMatchObject({ name: "Fault", kind: "refused" });
  expect(other.requests).toEqual([]);
});

test("a commit that the server does not have is gone", async () => {
  const { open } = await remote(forked(1, 0).folder);
  await expect(open(["1".repeat(40)])).rejects.toMatchObject({ kind: "gone" });
});

test("no server at all is unavailable", async () => {
  const { folder, head } = forked(1, 0);
  const { open } = await remote(folder);
  const gitUrl = () => "http://127.0.0.1:9/o/r.git";
  await expect(open([head], { gitUrl })).rejects.toMatchObject({ kind: "unavailable" });
});

test.each(["ext::sh -c touch% /tmp/x", "file:///etc", "ssh://127.0.0.1/x", "git://127.0.0.1/x"])(
  "the address %s is not fetched from",
  async (address) => {
    const { folder, head } = forked(1, 0);
    const { open } = await remote(folder);
    await expect(open([head], { gitUrl: () => address })).rejects.toMatchObject({ name: "Fault" });
  },
);

test("two readers of one repository fetch at the same time without harm", async () => {
  const { folder, base, head } = forked(4, 3);
  const { open, dataDir } = await remote(folder);
  const both = await Promise.all([open([base, head]), open([head, base])]);
  const bases = await Promise.all(both.map((commits) => commits.mergeBases(base, head)));
  expect(bases[0]).toEqual(bases[1]);
  expect(readdirSync(join(dataDir, "git"))).toEqual(["7-42"]);
});

test("a store that outgrew its limit is started afresh once nobody reads it", async () => {
  const { folder, base, head } = forked(2, 1);
  const { open, dataDir } = await remote(folder);
  await open([base]);
  await open([head], { limits: { packs: 0 } });
  const objects = git(
    join(dataDir, "git", "7-42"),
    "cat-file",
    "--batch-all-objects",
    "--batch-check",
  );
  expect(objects).toContain(head);
  expect(objects).not.toContain(base);
});
