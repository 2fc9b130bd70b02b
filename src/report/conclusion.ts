import type { Conclusion } from "../model/check.ts";
import type { Mode } from "../model/policy.ts";
import type { Review, Verdict } from "../model/review.ts";
import type { RunComparison } from "../model/run-comparison.ts";
import type { Outcome } from "../model/outcome.ts";
import type { Behaviour, SandboxRun } from "../model/sandbox-run.ts";

/** What a review check can be about; where several hold, the first one counts. */
export const REVIEW_STATES = [
  "malicious",
  "earlier-malicious",
  "policy-weakened",
  "incomplete",
  "suspicious",
  "accepted",
  "clean",
] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

/** The conclusion for each state and mode; `fault` is our own failure, after retries. */
const REVIEW_CONCLUSIONS: Record<ReviewState | "fault", Record<Mode, Conclusion>> = {
  malicious: { observe: "neutral", advise: "failure", enforce: "failure" },
  "earlier-malicious": {
    observe: "neutral",
    advise: "action_required",
    enforce: "action_required",
  },
  "policy-weakened": { observe: "neutral", advise: "action_required", enforce: "action_required" },
  incomplete: { observe: "neutral", advise: "action_required", enforce: "action_required" },
  suspicious: { observe: "neutral", advise: "neutral", enforce: "action_required" },
  // An acceptance lets a pull request go on, and never makes it look clean.
  accepted: { observe: "neutral", advise: "neutral", enforce: "neutral" },
  clean: { observe: "success", advise: "success", enforce: "success" },
  fault: { observe: "neutral", advise: "neutral", enforce: "action_required" },
};

/** Conclusions from the worst to the best. */
const WORST_FIRST: readonly Conclusion[] = [
  "failure",
  "action_required",
  "timed_out",
  "cancelled",
  "neutral",
  "success",
];

/** A finding that a maintainer or the policy accepted, and why. */
export interface AcceptedFinding {
  fingerprint: string;
  /** A login, or where the policy says so. */
  by: string;
  reason: string;
}

/** The worst verdict of all findings whose rules have this mode. */
export interface ModeVerdict {
  mode: Mode;
  verdict: Verdict;
}

/** What decides about the state of a review, besides the review. */
export interface ReviewStanding {
  review: Review;
  accepted: readonly AcceptedFinding[];
  /** Earlier heads of this pull request that were malicious and that nobody accepted. */
  earlierMalicious: readonly string[];
  /** What the pull request would make milder in the policy. */
  weakened: readonly unknown[];
  /** The verdicts of what is open, by mode; left out where neither anybody nor a policy spoke. */
  verdicts?: readonly ModeVerdict[];
}

/** The state of a review under one mode: the first row of the conclusion table that applies. */
export function reviewState(standing: ReviewStanding, mode: Mode = "advise"): ReviewState {
  return reviewStanding(standing, mode).state;
}

/**
 * What a review comes to: the row of the table with the worst conclusion, the first of those.
 * Rules can have modes of their own; everything else counts in the mode of the policy.
 */
export function reviewStanding(
  standing: ReviewStanding,
  mode: Mode,
): { state: ReviewState; conclusion: Conclusion } {
  const rows = rowsOf(standing, mode).map((row) => ({
    state: row.state,
    conclusion: reviewConclusion(row.state, row.mode),
  }));
  const worst = worstConclusion(rows.map(({ conclusion }) => conclusion));
  const inOrder = REVIEW_STATES.flatMap((state) => rows.filter((row) => row.state === state));
  const found = inOrder.find(({ conclusion }) => conclusion === worst);
  if (found === undefined) throw new Error("a review is at least in one state");
  return found;
}

/** The conclusion for a state in a mode. */
export function reviewConclusion(state: ReviewState, mode: Mode): Conclusion {
  return REVIEW_CONCLUSIONS[state][mode];
}

/** Every row of the table that applies; the last one only where no other does. */
function rowsOf(standing: ReviewStanding, mode: Mode): { state: ReviewState; mode: Mode }[] {
  const { review, accepted, earlierMalicious, weakened } = standing;
  const verdicts = standing.verdicts ?? [{ mode, verdict: openVerdict(standing) }];
  const rows: { state: ReviewState; mode: Mode }[] = verdicts.flatMap((one) =>
    one.verdict === "clean" ? [] : [{ state: one.verdict, mode: one.mode }],
  );
  if (earlierMalicious.length > 0) rows.push({ state: "earlier-malicious", mode });
  if (weakened.length > 0) rows.push({ state: "policy-weakened", mode });
  if (!review.complete || review.unanalysed.length > 0) rows.push({ state: "incomplete", mode });
  const known = new Set(review.findings.map(({ fingerprint }) => fingerprint));
  const speaks =
    review.verdict !== "clean" && accepted.some(({ fingerprint }) => known.has(fingerprint));
  if (rows.length === 0) rows.push({ state: speaks ? "accepted" : "clean", mode });
  return rows;
}

/** The conclusion of a check that we could not finish; `onError` is the policy's `on_error`. */
export function faultConclusion(mode: Mode, onError?: "neutral" | "block"): Conclusion {
  if (mode === "observe" || onError === undefined) return REVIEW_CONCLUSIONS.fault[mode];
  return onError === "block" ? "action_required" : "neutral";
}

/** The worst of several; several pull requests can share one head, and its check run. */
export function worstConclusion(conclusions: readonly Conclusion[]): Conclusion {
  return WORST_FIRST.find((conclusion) => conclusions.includes(conclusion)) ?? "neutral";
}

/**
 * The verdict without what was accepted, where nobody weighed the rest: it only changes when
 * nothing on the malice axis is left.
 */
function openVerdict({ review, accepted }: ReviewStanding): Verdict {
  const fingerprints = new Set(accepted.map((one) => one.fingerprint));
  const malice = review.findings.filter((finding) => finding.axis === "malice");
  const settled = malice.length > 0 && malice.every((one) => fingerprints.has(one.fingerprint));
  return settled ? "clean" : review.verdict;
}

const RUN_CONCLUSIONS: Record<Outcome, Conclusion> = {
  passed: "success",
  failed: "failure",
  "timed-out": "timed_out",
  "out-of-memory": "failure",
  "output-limit": "failure",
  "disk-limit": "failure",
  cancelled: "cancelled",
  refused: "action_required",
  broken: "neutral",
};

/**
 * The conclusion of a sandbox run. A pass is only a success when runner, command and test
 * configuration equal the base's and nothing unexplained was seen.
 */
export function sandboxConclusion(run: SandboxRun, comparison: RunComparison): Conclusion {
  // Our own failure, a refusal and a cancellation say nothing about the code.
  if (["broken", "refused", "cancelled"].includes(run.outcome)) return RUN_CONCLUSIONS[run.outcome];
  if (showsMaliceChain(run)) return "failure";
  if (run.outcome !== "passed") return RUN_CONCLUSIONS[run.outcome];
  const unexplained = run.behaviours.some(isUnexplained);
  return unexplained || comparison.differences.length > 0 ? "neutral" : "success";
}

/** Whether neither the review announced it nor the merge base does it as well. */
export function isUnexplained({ announcedBy, seenOnBase }: Behaviour): boolean {
  return announcedBy === null && seenOnBase !== true;
}

/** Whether one process read a credential and tried to send something. */
export function showsMaliceChain(run: SandboxRun): boolean {
  const who = (capability: string) =>
    run.behaviours.filter((seen) => seen.capability === capability).map((seen) => seen.process);
  const senders = new Set(who("network.send"));
  return who("read.credential").some((process) => senders.has(process));
}
