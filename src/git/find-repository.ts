import { lstat, readFile, realpath, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { Fault } from "../model/fault.ts";

/** Where a repository on this machine keeps its parts. All paths are absolute. */
export interface RepositoryPlace {
  /** Holds `HEAD`: the repository's own folder or that of a linked worktree. */
  gitDir: string;
  /** Holds objects and refs; differs from `gitDir` for a linked worktree. */
  commonDir: string;
}

const MAX_POINTER_BYTES = 8192;

/**
 * Finds the repository that a folder belongs to, as git would, by reading at most two
 * one-line pointers and no configuration. Answers null when there is none.
 */
export async function findRepository(folder: string): Promise<RepositoryPlace | null> {
  let here = await realpath(folder).catch((cause: unknown) => {
    throw new Fault("gone", `there is no folder ${JSON.stringify(folder)}`, { cause });
  });
  for (;;) {
    const found = (await pointedAt(join(here, ".git"))) ?? (await placeAt(here));
    if (found) return found;
    const parent = dirname(here);
    if (parent === here) return null;
    here = parent;
  }
}

/** `.git` is the folder itself, or in a linked worktree and a submodule a file that names it. */
async function pointedAt(dotGit: string): Promise<RepositoryPlace | null> {
  const kind = await stat(dotGit).catch(() => null);
  if (kind?.isDirectory()) return placeAt(dotGit);
  if (!kind?.isFile()) return null;
  const line = /^gitdir: (.+?)\n?$/s.exec(await readPointer(dotGit));
  return line?.[1] ? placeAt(resolve(dirname(dotGit), line[1])) : null;
}

async function placeAt(gitDir: string): Promise<RepositoryPlace | null> {
  if (!(await isPresent(join(gitDir, "HEAD")))) return null;
  const common = await readPointer(join(gitDir, "commondir")).catch(() => ".");
  const commonDir = resolve(gitDir, common.replace(/\n$/, ""));
  const whole =
    (await isPresent(join(commonDir, "objects"))) && (await isPresent(join(commonDir, "refs")));
  return whole ? { gitDir: resolve(gitDir), commonDir } : null;
}

async function readPointer(path: string): Promise<string> {
  const { size } = await stat(path);
  if (size > MAX_POINTER_BYTES) throw new Fault("refused", `${JSON.stringify(path)} is too large`);
  return readFile(path, "utf8");
}

async function isPresent(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
