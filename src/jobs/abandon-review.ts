import type { JobPayload } from "../model/job.ts";
import { failedReviewCheck } from "../report/review-check.ts";
import { openIncident } from "./incident.ts";
import { writeOpenChecks } from "./leave-head.ts";
import type { JobParts } from "./parts.ts";
import { lastPolicyInForce } from "./policy-in-force.ts";

/**
 * Concludes the check of a review that we could not finish: an internal error with an
 * incident id, never a verdict and never a pass. How much it stops is the policy's word.
 */
export async function abandonReview(
  parts: Pick<JobParts, "store" | "readPolicy" | "readUpperPolicy" | "serverPolicy" | "log">,
  { repository, pullRequest, headSha }: JobPayload<"review">,
): Promise<void> {
  const newest = await parts.store.newestHead(repository.id, pullRequest);
  if (newest === null || !newest.open || newest.headSha !== headSha) return;
  const { policy } = await lastPolicyInForce(parts, repository);
  const incident = openIncident(parts.log, { repository: repository.id, pullRequest, headSha });
  const content = failedReviewCheck({
    incident,
    mode: policy.mode,
    ...(policy.on_error === undefined ? {} : { onError: policy.on_error }),
  });
  await writeOpenChecks(parts, { repository, headSha }, content);
}
