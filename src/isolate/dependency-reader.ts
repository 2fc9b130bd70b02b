import { DependencyReading } from "../model/dependency.ts";
import { Fault } from "../model/fault.ts";
import type { CommitSha } from "../model/repository.ts";
import type { CommitReader } from "../model/tree.ts";
import { ChildFailure } from "./child-failure.ts";
import { CHILD_OPTIONS, startChild } from "./child-process.ts";
import { runTask } from "./run-task.ts";

/** A lockfile of 16 MiB takes two seconds. */
const MILLISECONDS = 30_000;
const MEBIBYTE = 1024 * 1024;

/**
 * Reads in a child of its own what a commit says about the packages it needs. What the child
 * cannot cope with is refused: the content is the cause of it.
 */
export async function readDependenciesInChild(
  commits: CommitReader,
  of: { commit: CommitSha; language: string },
  signal: AbortSignal,
): Promise<DependencyReading> {
  try {
    const answer = await runTask(startChild(CHILD_OPTIONS, "dependencies"), {
      ...{ input: of, commits, signal, milliseconds: MILLISECONDS },
      allowance: {
        commits: [of.commit],
        blobBytes: 64 * MEBIBYTE,
        oneBlobBytes: 16 * MEBIBYTE,
      },
      memoryBytes: CHILD_OPTIONS.memoryBytes,
    });
    const parsed = DependencyReading.safeParse(answer);
    if (parsed.success) return parsed.data;
    throw new ChildFailure("its answer is no reading", { cause: parsed.error });
  } catch (error) {
    if (!(error instanceof ChildFailure)) throw error;
    const message = `the lockfiles of the commit could not be read: ${error.reason}`;
    throw new Fault("refused", message, { cause: error });
  }
}
