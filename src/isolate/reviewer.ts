import { Fault } from "../model/fault.ts";
import type { ReviewRequest } from "../model/review-request.ts";
import { Review } from "../model/review.ts";
import type { CommitReader } from "../model/tree.ts";
import type { Reviewer } from "../ports.ts";
import { ChildFailure } from "./child-failure.ts";
import { type Child, CHILD_OPTIONS, type ChildOptions } from "./child-process.ts";
import { runTask } from "./run-task.ts";
import { childSource } from "./spare-child.ts";

/** What the reviewer tells of children that failed. */
export interface ReviewerLog {
  warn(fields: { err: unknown; attempt: number; head: string }, message: string): void;
}

/** How reviews are run. */
export interface ReviewerOptions {
  log: ReviewerLog;
  /** Keep a loaded child waiting, so that a review does not wait for one; default true. */
  spare?: boolean;
  child?: ChildOptions;
  /** The review's own deadline comes first; a child that misses it by this much is killed. */
  graceMilliseconds?: number;
}

const GRACE_MILLISECONDS = 5_000;

/**
 * Runs each review in a child of its own. A child that fails is replaced once; if the second
 * fails too, the content did it and the review is incomplete, which is never green. Faults
 * of ours and of the reader are thrown as they are, except `refused`, which the content is
 * the cause of.
 */
export function createReviewer(options: ReviewerOptions): Reviewer & { close(): Promise<void> } {
  const made = options.child ?? CHILD_OPTIONS;
  const children = childSource(made, "review", options.spare ?? true);
  const grace = options.graceMilliseconds ?? GRACE_MILLISECONDS;
  children.prepare();
  return {
    async review(commits, request, signal) {
      const started = performance.now();
      const { memoryBytes } = made;
      const milliseconds = request.limits.milliseconds + grace;
      const once = () => {
        const child = { child: children.take(), memoryBytes, milliseconds };
        return reviewOnce(child, commits, request, signal);
      };
      try {
        const answer = await twice(once, options.log, request.head);
        if (typeof answer !== "string") return answer;
        return incompleteReview(answer, performance.now() - started);
      } finally {
        children.prepare();
      }
    },
    async close() {
      children.close();
    },
  };
}

/** Answers the review, or the reason of the second failure: a limit hit twice is the content's. */
async function twice(
  once: () => Promise<Review>,
  log: ReviewerLog,
  head: string,
): Promise<Review | string> {
  let reason = "";
  for (const attempt of [1, 2]) {
    try {
      return await once();
    } catch (error) {
      const caused = contentReason(error);
      if (caused === null) throw error;
      reason = caused;
      log.warn({ err: error, attempt, head }, "a review's child failed");
      // What the reader refuses it refuses again.
      if (error instanceof Fault) break;
    }
  }
  return reason;
}

async function reviewOnce(
  run: { child: Child; memoryBytes: number; milliseconds: number },
  commits: CommitReader,
  request: ReviewRequest,
  signal: AbortSignal,
): Promise<Review> {
  const { limits, mergeBases, head, customRules, merge } = request;
  const value = await runTask(run.child, {
    ...{ input: request, commits, signal },
    memoryBytes: run.memoryBytes,
    milliseconds: run.milliseconds,
    allowance: {
      commits: [
        ...[...mergeBases, head],
        ...[customRules?.commit, merge?.tip, merge?.result].flatMap((each) => each ?? []),
      ],
      // Both sides of every file.
      blobBytes: 2 * limits.totalBytes,
      oneBlobBytes: limits.fileBytes,
    },
  });
  const answer = Review.safeParse(value);
  if (answer.success) return answer.data;
  throw new ChildFailure("its answer is not a review", { cause: answer.error });
}

/** What the content is the cause of, in words to be shown; null for everything else. */
function contentReason(error: unknown): string | null {
  if (error instanceof ChildFailure) return `the analysis was ended: ${error.reason}`;
  if (error instanceof Fault && error.kind === "refused") {
    return `the commits could not be read: ${error.message.slice(0, 300)}`;
  }
  return null;
}

/** A review that found nothing because it could not look; its path is the whole change. */
function incompleteReview(reason: string, milliseconds: number): Review {
  return {
    schema: "gatehouse.review/1",
    verdict: "clean",
    complete: false,
    summary: "This change could not be analysed.",
    findings: [],
    executions: [],
    capabilities: [],
    external: [],
    unanalysed: [{ path: "", reason: reason.slice(0, 512) }],
    stats: { files: 0, bytes: 0, milliseconds: Math.round(milliseconds) },
  };
}
