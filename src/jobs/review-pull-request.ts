import { setTimeout as pause } from "node:timers/promises";
import { Fault } from "../model/fault.ts";
import type { JobPayload } from "../model/job.ts";
import type { PullRequest } from "../model/pull-request.ts";
import { runningReviewCheck } from "../report/review-check.ts";
import type { KnownHead } from "../ports.ts";
import { concludeReviews } from "./conclude-reviews.ts";
import { forgetPullRequest } from "./hear-pull-request.ts";
import { spendReview } from "./budget.ts";
import { deferReview } from "./queue-review.ts";
import { writeOpenChecks } from "./leave-head.ts";
import { judgeHead } from "./judge-head.ts";
import type { JobParts } from "./parts.ts";
import { wantComment } from "./sticky-comment.ts";
import { wantUpload } from "./upload-sarif.ts";
import { reviewAudit } from "./review-audit.ts";

/** How often, and how far apart, GitHub is asked again when its answer is behind its delivery. */
const STALE_READS = { count: 2, restMs: 1000 } as const;

/**
 * Reviews one head of a pull request and concludes its check. A head that is no more is
 * dropped; a head that was superseded while it was reviewed is remembered and not shown.
 */
export async function reviewPullRequest(
  parts: JobParts,
  job: JobPayload<"review">,
  attempt: { signal: AbortSignal },
): Promise<void> {
  const { store, github } = parts;
  const { repository, pullRequest: number, headSha, run = null } = job;
  const known = await store.newestHead(repository.id, number);
  if (known === null || !known.open || known.headSha !== headSha) return;
  const until = job.deferred === true ? await spendReview(parts, known) : null;
  if (until !== null) return deferReview(parts, known, run ?? headSha, until);
  const live = await liveHead(parts, known);
  if (live === null) return;
  await writeOpenChecks(parts, job, runningReviewCheck("reading the change"));
  const defaultTip = await github.defaultBranchTip(repository);
  const subject = { head: known, live, defaultTip };
  const judged = await judgeHead(parts, subject, attempt.signal);
  await store.saveReview(repository.id, number, headSha, judged.review, judged.evidence);
  await parts.audit.append(reviewAudit(parts, job, judged));
  if (!(await isStillHead(parts, known))) return;
  const { content, own } = await concludeReviews(parts, subject, judged);
  if (content !== null) await writeOpenChecks(parts, job, content, run);
  await wantComment(parts, subject, judged, own);
  const upload = { repository, headSha, of: { pullRequest: number } };
  await wantUpload(parts, judged.policy.policy, { ...upload, ref: `refs/pull/${number}/head` });
}

/** The pull request as GitHub has it, or null when there is nothing to review any more. */
async function liveHead(parts: JobParts, known: KnownHead): Promise<PullRequest | null> {
  const { repository, pullRequest, headSha } = known;
  try {
    for (let reads = 0; ; reads += 1) {
      const live = await parts.github.pullRequest(repository, pullRequest);
      if (live.state === "closed") {
        await forgetPullRequest(parts, known, headSha, "The pull request was closed");
        return null;
      }
      if (live.headSha === headSha) return live;
      if (reads >= STALE_READS.count) break;
      await pause(STALE_READS.restMs);
    }
  } catch (error) {
    if (!(error instanceof Fault) || error.kind !== "gone") throw error;
    parts.log.warn({ err: error, headSha }, "a pull request is gone, or out of our reach");
    await forgetPullRequest(parts, known, headSha, "Gatehouse has no access any more");
    return null;
  }
  throw new Fault("unavailable", "GitHub answers another head than it told of");
}

async function isStillHead({ store }: JobParts, known: KnownHead): Promise<boolean> {
  const newest = await store.newestHead(known.repository.id, known.pullRequest);
  return newest?.open === true && newest.headSha === known.headSha;
}
