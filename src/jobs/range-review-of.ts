import type { RangeReview } from "../model/range-review.ts";
import type { PullRequestReview } from "../report/finished-review.ts";
import type { KnownRange } from "../ports/ranges.ts";

/** A reviewed range as the check of its commit tells it. */
export function rangeReviewOf(
  { kind, branch, pullRequest }: KnownRange,
  review: RangeReview,
): PullRequestReview {
  return { number: pullRequest, baseBranch: branch, range: kind, ...review };
}
