import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder that is removed when the test ends. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const WHO = { NAME: "Ada", EMAIL: "ada@example.invalid", DATE: "2026-01-02T03:04:05Z" };

/** Runs the machine's git as an ordinary person would, without that person's settings. */
export function git(cwd: string, ...args: string[]): string {
  return gitWithInput(cwd, "", ...args);
}

export function gitWithInput(cwd: string, input: string | Buffer, ...args: string[]): string {
  const env: Record<string, string> = {
    PATH: "/usr/local/bin:/usr/bin:/bin",
    HOME: "/nonexistent",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
  };
  for (const [key, value] of Object.entries(WHO)) {
    env[`GIT_AUTHOR_${key}`] = value;
    env[`GIT_COMMITTER_${key}`] = value;
  }
  return execFileSync("git", args, { cwd, input, env, stdio: ["pipe", "pipe", "ignore"] })
    .toString("utf8")
    .trim();
}

/** An empty repository on branch `main`. */
export function emptyRepository(...options: string[]): string {
  const folder = scratchFolder();
  git(folder, "init", "-q", "-b", "main", ...options);
  return folder;
}

/** Writes files and commits them; answers the commit's id. */
export function commitFiles(
  folder: string,
  files: Record<string, string | Buffer>,
  message = "Change files",
): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  git(folder, "add", "-A");
  git(folder, "commit", "-q", "--allow-empty", "-m", message);
  return git(folder, "rev-parse", "HEAD");
}

/** One entry of a tree that git's own commands would refuse to add. */
export interface RawEntry {
  mode: string;
  name: string | Buffer;
  oid: string;
}

/** Stores a blob and answers its id. */
export function blob(folder: string, content: string | Buffer): string {
  return gitWithInput(folder, content, "hash-object", "-w", "--stdin");
}

/** Stores a tree as it stands, without git's checks, and answers its id. */
export function rawTree(folder: string, entries: readonly RawEntry[]): string {
  const content = entries.map(({ mode, name, oid }) =>
    Buffer.concat([
      Buffer.from(`${mode} `),
      Buffer.from(name),
      Buffer.from([0]),
      Buffer.from(oid, "hex"),
    ]),
  );
  const bytes = Buffer.concat(content);
  return gitWithInput(folder, bytes, "hash-object", "-t", "tree", "-w", "--literally", "--stdin");
}

/** Commits a tree and answers the commit's id. */
export function commitTree(folder: string, tree: string, ...parents: string[]): string {
  const named = parents.flatMap((parent) => ["-p", parent]);
  return git(folder, "commit-tree", tree, ...named, "-m", "A commit made by hand");
}
