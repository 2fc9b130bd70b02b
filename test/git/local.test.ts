import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openLocal } from "../../src/git/local.ts";
import type { LocalRepository } from "../../src/ports/git.ts";
import {
  blob,
  commitFiles,
  commitTree,
  emptyRepository,
  git,
  rawTree,
  scratchFolder,
} from "./scratch.ts";

async function open(folder: string): Promise<LocalRepository> {
  const repository = await openLocal(folder);
  onTestFinished(() => repository.close());
  return repository;
}

function text(bytes: Uint8Array | null | undefined | { missing: string }): string {
  return bytes instanceof Uint8Array ? Buffer.from(bytes).toString("utf8") : JSON.stringify(bytes);
}

function paths(listing: Uint8Array): string[] {
  const lines = Buffer.from(listing).toString("latin1").split("\0").filter(Boolean);
  return lines.map((line) => line.slice(line.indexOf("\t") + 1));
}

test("a folder without a repository is gone", async () => {
  await expect(openLocal(scratchFolder())).rejects.toMatchObject({ kind: "gone" });
  await expect(openLocal("/nonexistent")).rejects.toMatchObject({ kind: "gone" });
});

test("revisions resolve as git resolves them, from any folder of the work tree", async () => {
  const folder = emptyRepository();
  const first = commitFiles(folder, { "sub/dir/a": "1" });
  const second = commitFiles(folder, { "sub/dir/a": "2" });
  git(folder, "tag", "-a", "v1", first, "-m", "v1");
  git(folder, "update-ref", "refs/remotes/origin/main", first);
  git(folder, "pack-refs", "--all");
  const repository = await open(join(folder, "sub", "dir"));
  for (const [revision, expected] of [
    ["HEAD", second],
    ["main", second],
    ["HEAD~1", first],
    ["v1", first],
    ["origin/main", first],
    [second.slice(0, 10), second],
    [`${second}^`, first],
    ["main@{0}", second],
    ["nothing", null],
    ["HEAD~9", null],
    ["--all", null],
    ["", null],
    ["1".repeat(40), null],
  ] as const) {
    expect([revision, await repository.resolve(revision)]).toEqual([revision, expected]);
  }
});

test("linked worktrees, bare repositories and borrowed objects are read", async () => {
  const folder = emptyRepository();
  const main = commitFiles(folder, { a: "1" });
  const elsewhere = scratchFolder();
  git(folder, "worktree", "add", "-q", "-b", "topic", join(elsewhere, "tree"));
  const topic = commitFiles(join(elsewhere, "tree"), { b: "2" });
  git(elsewhere, "clone", "-q", "--bare", folder, "bare.git");
  git(elsewhere, "clone", "-q", "--shared", folder, "borrowing");
  for (const [place, expected] of [
    ["tree", topic],
    ["bare.git", main],
    ["borrowing", main],
  ] as const) {
    const repository = await open(join(elsewhere, place));
    expect([place, await repository.resolve("HEAD")]).toEqual([place, expected]);
    expect(text(await repository.file(expected, "a", 10))).toBe("1");
  }
});

test("a repository with SHA-256 ids is read", async () => {
  const folder = emptyRepository("--object-format=sha256");
  const first = commitFiles(folder, { a: "1" });
  const head = commitFiles(folder, { a: "2" });
  expect(head).toHaveLength(64);
  const repository = await open(folder);
  expect(await repository.resolve("HEAD")).toBe(head);
  expect(await repository.mergeBases(first, head)).toEqual([first]);
  expect(text(await repository.file(head, "a", 10))).toBe("2");
});

test("another account's repository is read, since none of it is obeyed", async () => {
  const folder = emptyRepository();
  const head = commitFiles(folder, { a: "1" });
  execFileSync("chown", ["-R", "65534:65534", folder]);
  expect(await (await open(folder)).resolve("HEAD")).toBe(head);
});

test("names are listed as the bytes that git stores", async () => {
  const folder = emptyRepository();
  const oid = blob(folder, "x");
  const names = ['quo"te', "new\nline", "rtl\u202etxt.exe", "tab\tbed", Buffer.from([0x66, 0xff])];
  const sorted = names.map((name) => Buffer.from(name)).toSorted((a, b) => Buffer.compare(a, b));
  const head = commitTree(
    folder,
    rawTree(
      folder,
      sorted.map((name) => ({ mode: "100644", name, oid })),
    ),
  );
  git(folder, "update-ref", "HEAD", head);
  const repository = await open(folder);
  const expected = sorted.map((name) => name.toString("latin1"));
  expect(paths(await repository.list(head))).toEqual(expected);
  for (const name of ['quo"te', "new\nline", "rtl\u202etxt.exe", "tab\tbed"]) {
    expect(text(await repository.file(head, name, 10))).toBe("x");
  }
});

test("a large blob is too large without being read, and its neighbours are read", async () => {
  const folder = emptyRepository();
  const head = commitFiles(folder, { big: Buffer.alloc(50 * 1024 * 1024, 1), small: "s" });
  const repository = await open(folder);
  const [big = "", small = ""] = ["big", "small"].map((path) =>
    git(folder, "rev-parse", `${head}:${path}`),
  );
  const answers = await repository.read([small, big, small, "0".repeat(40), head], 4096);
  expect(answers.map(text)).toEqual([
    "s",
    '{"missing":"too-large"}',
    "s",
    '{"missing":"absent"}',
    '{"missing":"absent"}',
  ]);
  await expect(repository.file(head, "big", 4096)).rejects.toMatchObject({ kind: "refused" });
});

test("only whole object ids reach git", async () => {
  const folder = emptyRepository();
  const head = commitFiles(folder, { a: "1" });
  const repository = await open(folder);
  for (const id of ["HEAD:a", `${head}\n${head}`, "--help", head.slice(0, 12), "main"]) {
    await expect(repository.read([id], 10)).rejects.toMatchObject({ kind: "refused" });
    await expect(repository.list(id)).rejects.toMatchObject({ kind: "refused" });
    await expect(repository.mergeBases(id, head)).rejects.toMatchObject({ kind: "refused" });
  }
});

test("a damaged object is absent and the next is read", async () => {
  const folder = emptyRepository();
  commitFiles(folder, { a: randomBytes(5000), b: "good" });
  const [damaged = "", good = ""] = ["HEAD:a", "HEAD:b"].map((name) =>
    git(folder, "rev-parse", name),
  );
  const path = join(folder, ".git", "objects", damaged.slice(0, 2), damaged.slice(2));
  const content = execFileSync("cat", [path]);
  chmodSync(path, 0o644);
  content.fill(0, 2000, 3000);
  writeFileSync(path, content);
  const answers = await (await open(folder)).read([damaged, good], 10_000);
  expect(answers.map(text)).toEqual(['{"missing":"absent"}', "good"]);
});

test("symlinks and submodules are no files", async () => {
  const folder = emptyRepository();
  const oid = blob(folder, "/etc/passwd");
  const head = commitTree(
    folder,
    rawTree(folder, [
      { mode: "120000", name: "link", oid },
      { mode: "160000", name: "module", oid: "1".repeat(40) },
    ]),
  );
  git(folder, "update-ref", "HEAD", head);
  const repository = await open(folder);
  for (const path of ["link", "module"]) {
    await expect(repository.file(head, path, 100)).rejects.toMatchObject({ kind: "refused" });
  }
  expect(await repository.file(head, "link/passwd", 100)).toBeNull();
  expect(await repository.file(head, "../x", 100).catch(() => null)).toBeNull();
  expect(await repository.file(head, ":(top)link", 100)).toBeNull();
});

test("replace refs and grafts change nothing", async () => {
  const folder = emptyRepository();
  const first = commitFiles(folder, { a: "honest" });
  const second = commitFiles(folder, { a: "second" });
  const other = commitFiles(folder, { a: "innocent" });
  git(folder, "replace", second, other);
  mkdirSync(join(folder, ".git", "info"), { recursive: true });
  writeFileSync(join(folder, ".git", "info", "grafts"), `${second}\n`);
  const repository = await open(folder);
  expect(text(await repository.file(second, "a", 100))).toBe("second");
  expect(await repository.mergeBases(first, second)).toEqual([first]);
});

test("a shallow clone answers a merge base only when its history proves it", async () => {
  const folder = emptyRepository();
  commitFiles(folder, { a: "0" });
  const fork = commitFiles(folder, { a: "1" });
  git(folder, "checkout", "-q", "-b", "topic");
  const topic = commitFiles(folder, { b: "1" });
  git(folder, "checkout", "-q", "main");
  const main = commitFiles(folder, { a: "2" });
  const into = scratchFolder();
  const clone = ["clone", "-q", "--no-single-branch"];
  git(into, ...clone, "--depth=1", `file://${folder}`, "one");
  git(into, ...clone, "--depth=2", `file://${folder}`, "two");
  await expect((await open(join(into, "one"))).mergeBases(main, topic)).rejects.toMatchObject({
    kind: "gone",
  });
  expect(await (await open(join(into, "two"))).mergeBases(main, topic)).toEqual([fork]);
});

test("the default branch is what the remote says, then a usual name", async () => {
  const folder = emptyRepository();
  const first = commitFiles(folder, { a: "1" });
  const second = commitFiles(folder, { a: "2" });
  expect(await (await open(folder)).defaultBase()).toEqual({ name: "main", commit: second });
  git(folder, "update-ref", "refs/remotes/origin/develop", first);
  git(folder, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/develop");
  expect(await (await open(folder)).defaultBase()).toEqual({ name: "origin/HEAD", commit: first });
});

test("recent merges are the merge commits where history has them, else every commit", async () => {
  const folder = emptyRepository();
  const root = commitFiles(folder, { a: "1" });
  const second = commitFiles(folder, { a: "2" }, "Squashed\n\nbody");
  const plain = await open(folder);
  expect(await plain.recentMerges(9)).toEqual([{ base: root, head: second, subject: "Squashed" }]);
  git(folder, "checkout", "-q", "-b", "topic", root);
  commitFiles(folder, { b: "1" });
  git(folder, "checkout", "-q", "main");
  git(folder, "merge", "-q", "--no-ff", "-m", "Merge topic", "topic");
  const merge = git(folder, "rev-parse", "HEAD");
  const merged = await open(folder);
  expect(await merged.recentMerges(9)).toEqual([
    { base: second, head: merge, subject: "Merge topic" },
  ]);
  expect(await merged.recentMerges(0)).toEqual([]);
});

test("an empty repository has nothing to say", async () => {
  const repository = await open(emptyRepository());
  expect(await repository.resolve("HEAD")).toBeNull();
  expect(await repository.recentMerges(3)).toEqual([]);
  expect(await repository.defaultBase()).toBeNull();
});

test("nothing stays behind in the temporary folder", async () => {
  const folder = emptyRepository();
  commitFiles(folder, { a: "1" });
  const mine = () => readdirSync(tmpdir()).filter((name) => name.startsWith("gatehouse-git-"));
  const before = new Set(mine());
  const repository = await openLocal(folder);
  const made = mine().filter((name) => !before.has(name));
  await repository.close();
  expect(mine().filter((name) => made.includes(name))).toEqual([]);
  writeFileSync(join(folder, ".git", "HEAD"), "ref: ../../etc/passwd\n");
  await expect(openLocal(folder)).rejects.toMatchObject({ kind: "refused" });
  rmSync(folder, { recursive: true });
});
