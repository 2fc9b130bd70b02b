import { execFileSync } from "node:child_process";
import { lstatSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openLocal } from "../../src/git/local.ts";
import { staysInside } from "../../src/git/symlink-target.ts";
import {
  blob,
  commitTree,
  emptyRepository,
  type RawEntry,
  rawTree,
  scratchFolder,
} from "./scratch.ts";

async function archiveOf(folder: string, commit: string): Promise<Buffer> {
  const repository = await openLocal(folder);
  onTestFinished(() => repository.close());
  const chunks: Buffer[] = [];
  for await (const chunk of await repository.archive(commit)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function unpacked(archive: Buffer): string {
  const folder = scratchFolder();
  execFileSync("tar", ["-x", "-f", "-", "-C", folder], { input: archive });
  return folder;
}

function treeWith(folder: string, entries: readonly RawEntry[]): string {
  return commitTree(folder, rawTree(folder, entries));
}

test("a commit is unpacked by tar as git has it", async () => {
  const folder = emptyRepository();
  const file = blob(folder, "content");
  const inner = rawTree(folder, [
    { mode: "100755", name: "run.sh", oid: file },
    { mode: "120000", name: "up", oid: blob(folder, "../plain.txt") },
  ]);
  const long = `${"long-".repeat(45)}ü.txt`;
  const commit = treeWith(folder, [
    { mode: "40000", name: "bin", oid: inner },
    { mode: "100644", name: long, oid: file },
    { mode: "160000", name: "module", oid: "1".repeat(40) },
    { mode: "100644", name: "plain.txt", oid: file },
    { mode: "100644", name: 'quo"te and rtl\u202e', oid: blob(folder, Buffer.alloc(3_000_000, 7)) },
  ]);
  const archive = await archiveOf(folder, commit);
  const out = unpacked(archive);
  expect(readFileSync(join(out, "plain.txt"), "utf8")).toBe("content");
  expect(readFileSync(join(out, long), "utf8")).toBe("content");
  expect(readFileSync(join(out, 'quo"te and rtl\u202e')).length).toBe(3_000_000);
  expect(lstatSync(join(out, "bin/run.sh")).mode & 0o777).toBe(0o755);
  expect(lstatSync(join(out, "plain.txt")).mode & 0o777).toBe(0o644);
  expect(readlinkSync(join(out, "bin/up"))).toBe("../plain.txt");
  expect(lstatSync(join(out, "module")).isDirectory()).toBe(true);
  expect((await archiveOf(folder, commit)).equals(archive)).toBe(true);
});

test("attributes in the commit hide and change nothing", async () => {
  const folder = emptyRepository();
  const attributes = "secret.sh export-ignore\nversion.txt export-subst\n* text eol=crlf\n";
  const commit = treeWith(folder, [
    { mode: "100644", name: ".gitattributes", oid: blob(folder, attributes) },
    { mode: "100644", name: "secret.sh", oid: blob(folder, "evil\n") },
    { mode: "100644", name: "version.txt", oid: blob(folder, "$Format:%H$\n") },
  ]);
  const out = unpacked(await archiveOf(folder, commit));
  expect(readFileSync(join(out, "secret.sh"), "utf8")).toBe("evil\n");
  expect(readFileSync(join(out, "version.txt"), "utf8")).toBe("$Format:%H$\n");
});

test.each([
  { name: "..", why: 'a part ".."' },
  { name: ".git", why: "through .git" },
  { name: ".GIT", why: "through .git" },
  { name: "GIT~1", why: "through .git" },
  { name: ".git . ", why: "through .git" },
  { name: ".git::$INDEX_ALLOCATION", why: "through .git" },
  { name: ".g\u200cit", why: "through .git" },
  { name: "/etc/passwd", why: "absolute" },
  { name: "a\\..\\b", why: "backslash" },
  { name: "new\nline", why: "control character" },
  { name: Buffer.from([0x61, 0xff]), why: "not UTF-8" },
  { name: "n".repeat(256), why: "longer than 255" },
])("a file named $name is refused", async ({ name, why }) => {
  const folder = emptyRepository();
  const commit = treeWith(folder, [{ mode: "100644", name, oid: blob(folder, "x") }]);
  await expect(archiveOf(folder, commit)).rejects.toMatchObject({
    kind: "refused",
    message: expect.stringContaining(why) as string,
  });
});

test("a hostile name deeper in the tree is refused", async () => {
  const folder = emptyRepository();
  const hooks = rawTree(folder, [
    { mode: "100755", name: "post-checkout", oid: blob(folder, "x") },
  ]);
  const inner = rawTree(folder, [{ mode: "40000", name: ".git", oid: hooks }]);
  const commit = treeWith(folder, [{ mode: "40000", name: "sub", oid: inner }]);
  await expect(archiveOf(folder, commit)).rejects.toThrow("through .git");
});

test("all problems are listed together", async () => {
  const folder = emptyRepository();
  const oid = blob(folder, "x");
  const commit = treeWith(folder, [
    { mode: "100644", name: "..", oid },
    { mode: "100644", name: ".git", oid },
    { mode: "120000", name: "link", oid: blob(folder, "/etc/passwd") },
  ]);
  await expect(archiveOf(folder, commit)).rejects.toThrow(/"\.\.".*"\.git".*"link"/);
});

test.each([
  { name: "case", names: ["README", "readme"] },
  { name: "normal form", names: ["\u00e9", "e\u0301"].toSorted() },
  { name: "nothing at all", names: ["twice", "twice"] },
])("names that differ in $name collide", async ({ names }) => {
  const folder = emptyRepository();
  const oid = blob(folder, "x");
  const sorted = names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const commit = treeWith(
    folder,
    sorted.map((name) => ({ mode: "100644", name, oid })),
  );
  await expect(archiveOf(folder, commit)).rejects.toThrow("collides");
});

test("a folder that is also a symlink is refused", async () => {
  const folder = emptyRepository();
  const inner = rawTree(folder, [{ mode: "100644", name: "file", oid: blob(folder, "x") }]);
  const commit = treeWith(folder, [
    { mode: "120000", name: "a", oid: blob(folder, ".") },
    { mode: "40000", name: "a", oid: inner },
  ]);
  await expect(archiveOf(folder, commit)).rejects.toMatchObject({ kind: "refused" });
});

test("a tree that unfolds without end is refused, not unfolded", { timeout: 120_000 }, async () => {
  const folder = emptyRepository();
  let entries: RawEntry[] = [{ mode: "100644", name: "f", oid: blob(folder, "x") }];
  for (let level = 0; level < 10; level += 1) {
    const oid = rawTree(folder, entries);
    entries = Array.from({ length: 10 }, (_, n) => ({ mode: "40000", name: `d${n}`, oid }));
  }
  const commit = treeWith(folder, entries);
  const repository = await openLocal(folder);
  onTestFinished(() => repository.close());
  await expect(repository.list(commit)).rejects.toMatchObject({ kind: "refused" });
  await expect(repository.archive(commit)).rejects.toMatchObject({ kind: "refused" });
});

test("an archive that nobody reads to its end stops quietly", async () => {
  const folder = emptyRepository();
  const oid = blob(folder, Buffer.alloc(500_000, 1));
  const entries = Array.from({ length: 9 }, (_, n) => ({ mode: "100644", name: `f${n}`, oid }));
  const repository = await openLocal(folder);
  const archive = await repository.archive(treeWith(folder, entries));
  for await (const chunk of archive) {
    expect(chunk).toBeInstanceOf(Buffer);
    break;
  }
  expect(archive.destroyed).toBe(true);
  await repository.close();
});

test.each([
  { path: "l", target: "a/b", inside: true },
  { path: "d/e/l", target: "../../a", inside: true },
  { path: "d/e/l", target: "../../../a", inside: false },
  { path: "l", target: "/etc/passwd", inside: false },
  { path: "l", target: "..", inside: false },
  { path: "l", target: "a/../../x", inside: false },
  { path: "l", target: "", inside: false },
  { path: "l", target: "a\nb", inside: false },
  // `deep/er/top` leads to the root: going up from there leaves the tree.
  { path: "l", target: "deep/er/top/../x", inside: false },
  { path: "l", target: "deep/er/top/x", inside: true },
  { path: "l", target: "round/x", inside: false },
  { path: "l", target: "out/x", inside: false },
])("a symlink at $path to $target is inside: $inside", ({ path, target, inside }) => {
  const symlinks = new Map([
    ["deep/er/top", "../.."],
    ["round", "round"],
    ["out", "/tmp"],
    [path, target],
  ]);
  expect(staysInside(path, target, symlinks)).toBe(inside);
});
