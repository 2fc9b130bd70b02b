import type { Conclusion } from "../model/check.ts";
import type { Mode } from "../model/policy.ts";
import type { Review } from "../model/review.ts";
import type { RunComparison } from "../model/run-comparison.ts";
import type { Outcome, SandboxRun } from "../model/sandbox-run.ts";

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

/** What decides about the state of a review, besides the review. */
export interface ReviewStanding {
  review: Review;
  accepted: readonly AcceptedFinding[];
  /** Earlier heads of this pull request that were malicious and that nobody accepted. */
  earlierMalicious: readonly string[];
  /** What the pull request would make milder in the policy. */
  weakened: readonly unknown[];
}

/** The state of a review: the first row of the conclusion table that applies. */
export function reviewState(standing: ReviewStanding): ReviewState {
  const { review } = standing;
  const open = openVerdict(standing);
  if (open === "malicious") return "malicious";
  if (standing.earlierMalicious.length > 0) return "earlier-malicious";
  if (standing.weakened.length > 0) return "policy-weakened";
  if (!review.complete || review.unanalysed.length > 0) return "incomplete";
  return open;
}

/** The conclusion for a state in a mode. */
export function reviewConclusion(state: ReviewState, mode: Mode): Conclusion {
  return REVIEW_CONCLUSIONS[state][mode];
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
 * The verdict without what was accepted. It only changes when nothing on the malice axis is
 * left: what remains is never judged milder than the review judged the whole.
 */
function openVerdict({ review, accepted }: ReviewStanding): "accepted" | Review["verdict"] {
  const fingerprints = new Set(accepted.map((one) => one.fingerprint));
  const malice = review.findings.filter((finding) => finding.axis === "malice");
  const settled = malice.length > 0 && malice.every((one) => fingerprints.has(one.fingerprint));
  return settled && review.verdict !== "clean" ? "accepted" : review.verdict;
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
  const unexplained = run.behaviours.some((behaviour) => behaviour.announcedBy === null);
  return unexplained || comparison.differences.length > 0 ? "neutral" : "success";
}

/** Whether one process read a credential and tried to send something. */
export function showsMaliceChain(run: SandboxRun): boolean {
  const who = (capability: string) =>
    run.behaviours.filter((seen) => seen.capability === capability).map((seen) => seen.process);
  const senders = new Set(who("network.send"));
  return who("read.credential").some((process) => senders.has(process));
}
