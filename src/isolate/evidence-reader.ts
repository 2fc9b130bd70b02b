import { z } from "zod";
import { ABSENT } from "../model/evidence.ts";
import type { EvidenceBlobs } from "../model/evidence.ts";
import { ReviewLimits } from "../model/review-request.ts";
import type { CommitReader } from "../model/tree.ts";
import { ChildFailure } from "./child-failure.ts";
import { CHILD_OPTIONS, startChild } from "./child-process.ts";
import type { EvidenceInput } from "./evidence-task.ts";
import { runTask } from "./run-task.ts";

const Answer = z.array(z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/));
const MILLISECONDS = 30_000;

/**
 * The blob id of each path as a commit has it, read in a child of its own. What the child
 * cannot cope with is `ABSENT`, which binds an acceptance to the commit as a whole.
 */
export async function readEvidenceInChild(
  commits: CommitReader,
  commit: string,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<EvidenceBlobs> {
  const input: EvidenceInput = { commit, paths, entries: ReviewLimits.parse({}).treeEntries };
  const oids = await answerOf(commits, input, signal);
  const blobs = new Map(paths.map((path, index) => [path, oids[index] ?? ABSENT]));
  return Object.fromEntries(blobs);
}

async function answerOf(
  commits: CommitReader,
  input: EvidenceInput,
  signal: AbortSignal,
): Promise<string[]> {
  try {
    const answer = await runTask(startChild(CHILD_OPTIONS, "evidence"), {
      ...{ input, commits, signal, milliseconds: MILLISECONDS },
      allowance: { commits: [input.commit], blobBytes: 0, oneBlobBytes: 0 },
      memoryBytes: CHILD_OPTIONS.memoryBytes,
    });
    return Answer.safeParse(answer).data ?? [];
  } catch (error) {
    if (!(error instanceof ChildFailure)) throw error;
    return [];
  }
}
