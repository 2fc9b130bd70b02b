import { queuedReviewCheck } from "../report/review-check.ts";
import type { KnownHead } from "../ports.ts";
import type { JobParts } from "./parts.ts";

/** The key of a pull request's review jobs: of those that wait, the newest wins. */
export function reviewKey({ repository, pullRequest }: KnownHead): string {
  return `review ${repository.id} ${pullRequest}`;
}

/**
 * Wants a head reviewed: shows at once that it waits, and sends the job. `run` names the
 * occasion, so that a repeated delivery starts nothing twice. A concluded check run is never
 * opened again; a new occasion makes a new one.
 */
export async function queueReview(
  { store, jobs }: Pick<JobParts, "store" | "jobs">,
  head: KnownHead,
  run: string,
): Promise<void> {
  const { repository, pullRequest, headSha } = head;
  const checks = await store.checksAt(repository.id, "review", headSha);
  const isConcluded = (check: (typeof checks)[number]) => check.content.status === "completed";
  if (checks.some((check) => check.run === run && isConcluded(check))) return;
  if (checks.every(isConcluded)) {
    const content = queuedReviewCheck();
    await store.wantCheck({ repository, kind: "review", headSha, run, content });
  }
  await jobs.send("review", { repository, pullRequest, headSha }, { key: reviewKey(head) });
}
