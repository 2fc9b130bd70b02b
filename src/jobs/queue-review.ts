import { queuedReviewCheck } from "../report/review-check.ts";
import type { CommitSha, RepositoryRef } from "../model/repository.ts";
import type { KnownHead } from "../ports.ts";
import type { KnownRange } from "../ports/ranges.ts";
import { spendReview } from "./budget.ts";
import { placeOf } from "./review-order.ts";
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
  const { priority, before } = await placeOf(parts, head);
  if ((await showQueued(parts, { repository, headSha }, run, before)) === "done") return;
  const payload = { repository, pullRequest, headSha, run };
  const { installationId } = repository;
  await parts.jobs.send("review", payload, { key: reviewKey(head), priority, installationId });
}

/**
 * The same within the budget of the head's owner. What is over it waits without a check, which
 * costs nothing and is no pass; only where the commit has a conclusion already, of another
 * base or another pull request, a check that waits takes that back.
 */
export async function wantReview(
  parts: Parts & Pick<JobParts, "forkReviewsPerHour" | "now">,
  head: KnownHead,
  run: string,
): Promise<void> {
  const until = await spendReview(parts, head);
  if (until === null) return queueReview(parts, head, run);
  await deferReview(parts, head, run, until);
}

/** Lets a head wait for its owner's next share; of several heads, the newest is reviewed then. */
export async function deferReview(
  parts: Parts,
  head: KnownHead,
  run: string,
  until: Date,
): Promise<void> {
  const { repository, pullRequest, headSha } = head;
  const checks = await parts.store.checksAt(repository.id, "review", headSha);
  if (checks.length > 0 && (await showQueued(parts, head, run)) === "done") return;
  const payload = { repository, pullRequest, headSha, run, deferred: true };
  const { priority } = await placeOf(parts, head);
  const { installationId } = repository;
  const waits = { key: reviewKey(head), startAfter: until, priority, installationId };
  await parts.jobs.send("review", payload, waits);
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
  before: number | null = null,
): Promise<"done" | "queued"> {
  const checks = await store.checksAt(repository.id, "review", headSha);
  const isConcluded = (check: (typeof checks)[number]) => check.content.status === "completed";
  if (checks.some((check) => check.run === run && isConcluded(check))) return "done";
  if (checks.every(isConcluded)) {
    const content = queuedReviewCheck(before);
    await store.wantCheck({ repository, kind: "review", headSha, run, content });
  }
  return "queued";
}
