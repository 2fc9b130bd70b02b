import { queuedReviewCheck } from "../report/review-check.ts";
import type { CommitSha, RepositoryRef } from "../model/repository.ts";
import type { KnownHead } from "../ports.ts";
import type { KnownRange } from "../ports/ranges.ts";
import type { JobParts } from "./parts.ts";

/** The key of a pull request's review jobs: of those that wait, the newest wins. */
export function reviewKey({ repository, pullRequest }: KnownHead): string {
  return `review ${repository.id} ${pullRequest}`;
}

type Parts = Pick<JobParts, "store" | "jobs">;

/**
 * Wants a head reviewed: shows at once that it waits, and sends the job. `run` names the
 * occasion, so that a repeated delivery starts nothing twice. A concluded check run is never
 * opened again; a new occasion makes a new one.
 */
export async function queueReview(parts: Parts, head: KnownHead, run: string): Promise<void> {
  const { repository, pullRequest, headSha } = head;
  if ((await showQueued(parts, { repository, headSha }, run)) === "done") return;
  const payload = { repository, pullRequest, headSha, run };
  await parts.jobs.send("review", payload, { key: reviewKey(head) });
}

/** The same for what a merge queue or a push brings. */
export async function queueRange(parts: Parts, range: KnownRange, run: string): Promise<void> {
  const { repository, baseSha, headSha } = range;
  if ((await showQueued(parts, range, run)) === "done") return;
  const key = `range ${repository.id} ${baseSha} ${headSha}`;
  await parts.jobs.send("range", { repository, baseSha, headSha, run }, { key });
}

/** Answers "done" where this occasion has been concluded before. */
async function showQueued(
  { store }: Pick<JobParts, "store">,
  { repository, headSha }: { repository: RepositoryRef; headSha: CommitSha },
  run: string,
): Promise<"done" | "queued"> {
  const checks = await store.checksAt(repository.id, "review", headSha);
  const isConcluded = (check: (typeof checks)[number]) => check.content.status === "completed";
  if (checks.some((check) => check.run === run && isConcluded(check))) return "done";
  if (checks.every(isConcluded)) {
    const content = queuedReviewCheck();
    await store.wantCheck({ repository, kind: "review", headSha, run, content });
  }
  return "queued";
}
