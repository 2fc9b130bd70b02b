import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "../model/fault.ts";
import type { CommitSha } from "../model/repository.ts";
import { gitOutput, runGit } from "./run-git.ts";

/**
 * All merge bases of two commits, or null when the history that is there does not prove them.
 *
 * A shallow history can hide merge bases and invent some. It proves its answer when (1) every
 * commit whose parents were cut off is an ancestor of both sides: a common ancestor that only
 * hidden history leads to is then older than a visible one, so no merge base is hidden; and
 * (2) there is one merge base: what is visible is a superset of the truth, which is not empty
 * once two commits have a common ancestor. More than one is believed of a whole history only.
 */
export async function provenMergeBases(
  gitDir: string,
  a: CommitSha,
  b: CommitSha,
): Promise<CommitSha[] | null> {
  const cut = await shallowCommits(gitDir);
  if (cut.size > 0) {
    const oneSided = await commitLines(gitDir, ["rev-list", `${a}...${b}`]);
    if (oneSided.some((commit) => cut.has(commit))) return null;
  }
  const bases = await mergeBases(gitDir, a, b);
  if (bases.length < 2 || cut.size === 0) return bases;
  const history = await commitLines(gitDir, ["rev-list", a, b]);
  return history.some((commit) => cut.has(commit)) ? null : bases;
}

async function mergeBases(gitDir: string, a: CommitSha, b: CommitSha): Promise<CommitSha[]> {
  const answer = await runGit({ gitDir, args: ["merge-base", "--all", a, b] });
  if (answer.code === 0) return lines(answer.stdout);
  // 1 is git's word for "none".
  if (answer.code === 1) return [];
  throw new Fault("gone", `the history of ${a} and ${b} is not all there`);
}

async function commitLines(gitDir: string, args: string[]): Promise<CommitSha[]> {
  return lines(await gitOutput({ gitDir, args, maxBytes: 256 * 1024 * 1024 }));
}

/** The commits whose parents this store does not have. */
async function shallowCommits(gitDir: string): Promise<Set<CommitSha>> {
  const text = await readFile(join(gitDir, "shallow"), "latin1").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw error;
  });
  return new Set(lines(Buffer.from(text)));
}

function lines(output: Buffer): string[] {
  return output
    .toString("latin1")
    .split("\n")
    .filter((line) => line !== "");
}
