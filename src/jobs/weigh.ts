import { ABSENT, bindingOf, isSameBinding } from "../model/evidence.ts";
import type { Binding } from "../model/evidence.ts";
import { matchesPath } from "../model/path-pattern.ts";
import { MODES } from "../model/policy.ts";
import type { Finding, Review } from "../model/review.ts";
import type { Trigger } from "../model/trigger.ts";
import type { Policy } from "../policy.ts";
import type { AcceptedFinding, ModeVerdict } from "../report/conclusion.ts";
import { verdictOf } from "../review/verdict.ts";
import type { Acceptance, ReviewedHead } from "../ports/acceptances.ts";

/** What maintainers and the policy say about the findings of one review. */
export interface Weighed {
  /** Findings that a maintainer or a suppression accepted. */
  accepted: AcceptedFinding[];
  /** Findings that do not count, by the paths of their rule. */
  ignored: AcceptedFinding[];
  /** The verdict of all other findings, apart by the mode of their rules. */
  verdicts: ModeVerdict[];
  suppressions: SuppressionState[];
}

/** A suppression of the policy, and whether it does anything here. */
export interface SuppressionState {
  rule: string;
  path: string;
  expires: string;
  state: "used" | "unused" | "expired";
}

/** What findings are weighed by. */
export interface Weights {
  policy: Policy;
  acceptances: readonly Acceptance[];
  /** Rules that match one sign alone; only those can be told to ignore paths. */
  singleRules: ReadonlySet<string>;
  now: Date;
}

/** As many findings as a review lists; of more, nobody can say what is left. */
const MOST_FINDINGS = 2000;

/** Where code runs without being asked for, or beside secrets, no path is harmless. */
const NEVER_IGNORED: readonly Trigger[] = ["clone", "open", "agent", "install", "ci-secrets"];

/** Weighs the findings of a review of one head. */
export function weigh(reviewed: ReviewedHead, weights: Weights): Weighed {
  const { review } = reviewed;
  const accepted: AcceptedFinding[] = [];
  const ignored: AcceptedFinding[] = [];
  const open: Finding[] = [];
  for (const finding of review.findings) {
    const binding = bindingOf(finding, reviewed);
    const acceptance = acceptedBy(binding, weights);
    const reason = acceptance === null ? ignoredBy(finding, weights) : null;
    const { fingerprint } = finding;
    if (acceptance !== null) accepted.push({ fingerprint, ...acceptance });
    else if (reason !== null) ignored.push({ fingerprint, by: "the policy", reason });
    else open.push(finding);
  }
  return {
    accepted: accepted.filter(isOfMalice(review)),
    ignored,
    verdicts: verdictsOf(review, open, weights.policy),
    suppressions: suppressionStates(reviewed, weights),
  };
}

/**
 * Whether every finding that made a review malicious was accepted as it is. A review whose
 * findings are not known any more has none that could be.
 */
export function isSettled(reviewed: ReviewedHead, acceptances: readonly Acceptance[]): boolean {
  const isKnown = toAccept(reviewed, []).length > 0;
  return isKnown && toAccept(reviewed, acceptances).length === 0;
}

/** The findings that make a review malicious and that nobody accepted. */
export function toAccept(reviewed: ReviewedHead, acceptances: readonly Acceptance[]): Finding[] {
  const malicious = reviewed.review.findings.filter((one) => verdictOf([one]) === "malicious");
  return malicious.filter((finding) => {
    const binding = bindingOf(finding, reviewed);
    return !acceptances.some((one) => isSameBinding(one.binding, binding));
  });
}

function isOfMalice({ findings }: Review): (accepted: AcceptedFinding) => boolean {
  const malice = findings.filter(({ axis }) => axis === "malice");
  const fingerprints = new Set(malice.map(({ fingerprint }) => fingerprint));
  return ({ fingerprint }) => fingerprints.has(fingerprint);
}

function acceptedBy(
  binding: Binding,
  { acceptances, policy, now }: Weights,
): Pick<AcceptedFinding, "by" | "reason"> | null {
  const acceptance = acceptances.find((one) => isSameBinding(one.binding, binding));
  if (acceptance !== undefined) return { by: acceptance.by.login, reason: acceptance.reason };
  const suppression = policy.suppressions.find(
    (one) => !isExpired(one, now) && suppresses(one, binding),
  );
  return suppression === undefined ? null : { by: "the policy", reason: suppression.reason };
}

type Suppression = Policy["suppressions"][number];

/** A suppression says all that a finding is bound to; what is in no file cannot be suppressed. */
function suppresses(suppression: Suppression, binding: Binding): boolean {
  const { rule, path, triggers, evidence } = binding;
  if (binding.whole !== null || Object.values(suppression.evidence).includes(ABSENT)) return false;
  const said = { ...binding, ...suppression, triggers: [...suppression.triggers].sort() };
  const found = { ...binding, rule, path, triggers, evidence };
  return isSameBinding(said, found);
}

/** The last day counts whole, by UTC. */
function isExpired({ expires }: Suppression, now: Date): boolean {
  return expires < now.toISOString().slice(0, 10);
}

function suppressionStates(reviewed: ReviewedHead, { policy, now }: Weights): SuppressionState[] {
  const bindings = reviewed.review.findings.map((finding) => bindingOf(finding, reviewed));
  return policy.suppressions.map((suppression) => {
    const { rule, path, expires } = suppression;
    const isUsed = bindings.some((binding) => suppresses(suppression, binding));
    const state = isExpired(suppression, now) ? "expired" : isUsed ? "used" : "unused";
    return { rule, path, expires, state };
  });
}

/** Why a finding does not count by the paths of its rule; null where it does. */
function ignoredBy(finding: Finding, { policy, singleRules }: Weights): string | null {
  const { rule, path, triggers, confidence } = finding;
  const settings = Object.hasOwn(policy.rules, rule) ? policy.rules[rule] : undefined;
  if (settings?.paths === undefined || !singleRules.has(rule)) return null;
  if (confidence === "high" || triggers.some((one) => NEVER_IGNORED.includes(one))) return null;
  const isMeant = settings.paths.ignore.some((pattern) => matchesPath(pattern, path));
  return isMeant ? (settings.reason ?? "its rule ignores this path") : null;
}

/** Each finding counts in the mode of its rule, so every mode has a verdict of its own. */
function verdictsOf(review: Review, open: readonly Finding[], policy: Policy): ModeVerdict[] {
  const whole: ModeVerdict = { mode: policy.mode, verdict: review.verdict };
  // Of a list that was cut nobody can say what is left of the verdict.
  if (review.findings.length >= MOST_FINDINGS) return [whole];
  const modeOf = ({ rule }: Finding) =>
    (Object.hasOwn(policy.rules, rule) ? policy.rules[rule]?.mode : undefined) ?? policy.mode;
  return MODES.map((mode) => ({
    mode,
    verdict: verdictOf(open.filter((finding) => modeOf(finding) === mode)),
  })).filter(({ verdict }) => verdict !== "clean");
}
