import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Files that are reviewed as one added change, and the repository that holds them. */
export interface Workload {
  name: string;
  files: number;
  bytes: number;
  /** A repository whose commit `HEAD` adds the files to `HEAD~`. */
  repository: string;
  /** The same files as plain ones, for tools that read a folder. */
  folder: string;
}

/** Which files to take, and how many. */
export interface Choice {
  name: string;
  from: string;
  endings: RegExp;
  /** Sizes in bytes that count as ordinary. */
  least: number;
  most: number;
  /** Stops at this many files, or at this many bytes. */
  files: number;
  bytes: number;
}

/** Copies files that are already on this machine into a fresh repository under `scratch`. */
export function makeWorkload(scratch: string, choice: Choice): Workload {
  const folder = join(scratch, choice.name);
  rmSync(folder, { recursive: true, force: true });
  let files = 0;
  let bytes = 0;
  for (const path of candidates(choice)) {
    if (files >= choice.files || bytes >= choice.bytes) break;
    const content = readFileSync(join(choice.from, path));
    // Under other folders, so that nothing is taken for somebody else's package.
    const to = join(folder, "src", path.replaceAll("node_modules", "lib"));
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, content);
    files += 1;
    bytes += content.length;
  }
  const repository = `${folder}.git`;
  rmSync(repository, { recursive: true, force: true });
  const git = (...args: string[]) =>
    execFileSync("git", ["--git-dir", repository, "--work-tree", folder, ...args], { env: NOBODY });
  git("init", "-q");
  git("commit", "-q", "--allow-empty", "-m", "Nothing");
  git("add", "-A", "-f");
  git("commit", "-q", "-m", "Everything");
  return { name: choice.name, files, bytes, repository, folder };
}

const NOBODY = {
  PATH: process.env["PATH"],
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "bench",
  GIT_AUTHOR_EMAIL: "bench@example.invalid",
  GIT_COMMITTER_NAME: "bench",
  GIT_COMMITTER_EMAIL: "bench@example.invalid",
};

function candidates({ from, endings, least, most }: Choice): string[] {
  return readdirSync(from, { recursive: true, encoding: "utf8" })
    .filter((path) => endings.test(path))
    .filter((path) => {
      const stat = statSync(join(from, path));
      return stat.isFile() && stat.size >= least && stat.size <= most;
    })
    .sort();
}
