import type { Conclusion } from "../model/check.ts";
import type { Mode, Weakening } from "../model/policy.ts";
import type { Finding, Review } from "../model/review.ts";
import type { RuleText } from "../model/rule-text.ts";
import { reviewStanding } from "./conclusion.ts";
import type { AcceptedFinding, ModeVerdict, ReviewState } from "./conclusion.ts";

/** The review of one open pull request whose head is the reviewed commit, or of a range. */
export interface PullRequestReview {
  /** Null for a push. */
  number: number | null;
  baseBranch: string;
  /** What a merge queue wants to merge, or what is on the branch already. */
  range?: "merge-group" | "push";
  review: Review;
  mode: Mode;
  accepted: readonly AcceptedFinding[];
  /** Findings that do not count, by the paths that the policy gives their rules. */
  ignored?: readonly AcceptedFinding[];
  /** The verdicts of all other findings, by the mode of their rules. */
  verdicts?: readonly ModeVerdict[];
  /** Suppressions of the policy that do nothing here. */
  idleSuppressions?: readonly { rule: string; path: string; expires: string; state: string }[];
  /** Findings of earlier heads that wait to be accepted. */
  toAccept?: readonly { headSha: string; fingerprint: string }[];
  /** Earlier heads of this pull request that were malicious and that nobody accepted. */
  earlierMalicious: readonly string[];
  weakened: readonly Weakening[];
  /** The page that shows the whole review, to those who may see it; null for none. */
  page?: string | null;
}

/** Everything that a finished review check says. */
export interface FinishedReview {
  /** `url` is the repository's page, as GitHub answers it. */
  repository: { owner: string; name: string; url: string };
  headSha: string;
  /** Every open pull request with this head; at least one. */
  pullRequests: readonly [PullRequestReview, ...PullRequestReview[]];
  rules: ReadonlyMap<string, RuleText>;
  /** Whether a sandbox run can be asked for, so that the button and the line are shown. */
  sandboxAllowed: boolean;
  /** The page that explains checks and commands. */
  helpUrl: string;
}

/** The findings that still count: neither accepted nor in a path that their rule ignores. */
export function openFindings({ review, accepted, ignored = [] }: PullRequestReview): Finding[] {
  const settled = new Set([...accepted, ...ignored].map(({ fingerprint }) => fingerprint));
  return review.findings.filter(({ fingerprint }) => !settled.has(fingerprint));
}

/** One pull request's review with what it comes to. */
export interface Standing {
  pullRequest: PullRequestReview;
  state: ReviewState;
  conclusion: Conclusion;
}

/** What one review comes to under the mode of its policy. */
export function standingOf(pullRequest: PullRequestReview): Standing {
  return { pullRequest, ...reviewStanding(pullRequest, pullRequest.mode) };
}
