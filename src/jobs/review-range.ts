import type { JobPayload } from "../model/job.ts";
import type { RangeReview } from "../model/range-review.ts";
import type { PullRequestReview } from "../report/finished-review.ts";
import {
  finishedReviewCheck,
  failedReviewCheck,
  runningReviewCheck,
} from "../report/review-check.ts";
import { withPolicyNotes } from "../report/policy-notes.ts";
import type { CheckContent } from "../model/check.ts";
import type { Acceptance } from "../ports/acceptances.ts";
import type { KnownRange } from "../ports/ranges.ts";
import { earlierOf } from "./earlier-heads.ts";
import { weigh } from "./weigh.ts";
import { weightsOf } from "./weights-of.ts";
import { openIncident } from "./incident.ts";
import { judgeChange } from "./judge-change.ts";
import type { Compared, Judged } from "./judge-change.ts";
import { wantUpload } from "./upload-sarif.ts";
import { writeOpenChecks } from "./leave-head.ts";
import type { JobParts } from "./parts.ts";
import { lastPolicyInForce } from "./policy-in-force.ts";
import { rangeReviewOf } from "./range-review-of.ts";
import { reviewAudit } from "./review-audit.ts";

/**
 * Reviews what a merge queue or a push brings, from its base to its head, and concludes the
 * check of its head. It waits for nobody: a merge queue stands still until it is answered.
 */
export async function reviewRange(
  parts: JobParts,
  job: JobPayload<"range">,
  attempt: { signal: AbortSignal },
): Promise<void> {
  const range = await parts.store.range(job.repository.id, job);
  if (range?.open !== true) return;
  await writeOpenChecks(parts, job, runningReviewCheck("reading the change"));
  const compared = await comparedIn(parts, range);
  const text = { title: "", body: "", branch: "", commitMessages: null };
  const judged = await judgeChange(parts, compared, text, attempt.signal);
  const review = await rangeReview(parts, range, judged);
  await parts.store.saveRangeReview(job.repository.id, job, review);
  const { kind, baseSha, pullRequest } = range;
  const subject = { ...job, pullRequest, range: { kind, baseSha } };
  await parts.audit.append(reviewAudit(parts, subject, judged));
  if ((await parts.store.range(job.repository.id, job))?.open !== true) return;
  await writeOpenChecks(parts, job, await contentOf(parts, range, judged), job.run);
  // The branches of a merge queue come and go; what it merges is pushed.
  if (kind !== "push") return;
  const { repository, headSha } = job;
  const upload = { repository, headSha, of: { baseSha }, ref: `refs/heads/${range.branch}` };
  await wantUpload(parts, judged.policy.policy, upload);
}

/**
 * The policy for a push is that of before it: what was pushed must not decide how it is
 * judged. For a merge queue it is the default branch's, made stricter by the branch's own.
 */
async function comparedIn({ github }: JobParts, range: KnownRange): Promise<Compared> {
  const { repository, kind, baseSha, headSha } = range;
  if (kind === "push") {
    const policyAt = { defaultTip: baseSha, baseTip: null, past: true } as const;
    return { repository, baseSha, headSha, policyAt };
  }
  const defaultTip = await github.defaultBranchTip(repository);
  const baseTip = baseSha === defaultTip ? null : baseSha;
  return { repository, baseSha, headSha, policyAt: { defaultTip, baseTip } };
}

/** A group remembers what its pull request does: an earlier malicious head still counts. */
async function rangeReview(
  parts: JobParts,
  range: KnownRange,
  { review, evidence, policy, proposed }: Judged,
): Promise<RangeReview> {
  const { headSha, kind } = range;
  const acceptances = await acceptancesFor(parts, range);
  const weights = { acceptances, ...weightsOf(parts, policy) };
  const weighed = weigh({ headSha, review, evidence }, weights);
  const { accepted, ignored, verdicts } = weighed;
  const number = kind === "merge-group" ? range.pullRequest : null;
  const subject = { repository: range.repository, headSha };
  const earlier =
    number === null ? null : await earlierOf(parts, { ...subject, number }, acceptances);
  return {
    ...{ review, mode: policy.policy.mode, accepted, ignored, verdicts },
    earlierMalicious: [...(earlier?.earlierMalicious ?? [])],
    weakened: proposed.weakened,
  };
}

/**
 * A group has the acceptances of its pull request. What is on the branch already came by any
 * of them, and is told and not stopped, so there the same evidence is enough.
 */
async function acceptancesFor(
  { store }: JobParts,
  { repository, kind, pullRequest }: KnownRange,
): Promise<Acceptance[]> {
  if (kind === "push") return store.acceptancesIn(repository.id);
  return pullRequest === null ? [] : store.acceptancesOf(repository.id, pullRequest);
}

/** Every range that ends at the commit; a pull request with this head concludes for both. */
async function contentOf(
  { store, addresses, rules }: JobParts,
  { repository, headSha, ...own }: KnownRange,
  { policy, proposed }: Judged,
): Promise<CheckContent> {
  const all = await store.rangesAt(repository.id, headSha);
  const told = all.flatMap((range) => (range.review ? [rangeReviewOf(range, range.review)] : []));
  const [first, ...others] = told;
  if (first === undefined) throw new Error(`the ${own.kind} that was just reviewed is gone`);
  const pullRequests: [PullRequestReview, ...PullRequestReview[]] = [first, ...others];
  const { owner, name } = repository;
  const content = finishedReviewCheck({
    repository: { owner, name, url: addresses.repository(repository) },
    ...{ headSha, pullRequests, rules, sandboxAllowed: false, helpUrl: addresses.help },
  });
  const { problems: inForce, lastValid, refused } = policy;
  const notes = { inForce, lastValid, refused, proposed: proposed.problems };
  const noted = withPolicyNotes(content, notes);
  return { ...noted, buttons: [] };
}

/** Concludes a range that we could not review: silence would hold up the merge queue. */
export async function abandonRange(
  parts: Pick<JobParts, "store" | "readPolicy" | "readUpperPolicy" | "serverPolicy" | "log">,
  job: JobPayload<"range">,
): Promise<void> {
  const { repository, headSha } = job;
  const { policy } = await lastPolicyInForce(parts, repository);
  const incident = openIncident(parts.log, { repository: repository.id, headSha });
  const onError = policy.on_error === undefined ? {} : { onError: policy.on_error };
  const content = failedReviewCheck({ incident, mode: policy.mode, ...onError });
  await writeOpenChecks(parts, job, { ...content, buttons: [] }, job.run);
}
