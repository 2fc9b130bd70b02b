import type { ReviewRequest } from "../../model/review-request.ts";
import type { Finding, Unanalysed } from "../../model/review.ts";
import type { CommitReader } from "../../model/tree.ts";
import { CUSTOM_LIMITS, readCustomRules } from "../rules/custom-rules.ts";
import type { Rule } from "../rules/rule.ts";
import { aroundFindings } from "./around.ts";
import { type Comparison, findingsOf } from "./findings.ts";

/** What a repository's own rules add. What of them could not be used leaves the review incomplete. */
export interface CustomFindings {
  findings: Finding[];
  unanalysed: Unanalysed[];
}

/**
 * Applies the repository's own rules, within their budget: they stand beside our own, cannot
 * replace one of them, and take nothing away.
 */
export async function customFindings(
  commits: CommitReader,
  request: ReviewRequest,
  comparison: Comparison,
): Promise<CustomFindings> {
  if (request.customRules === undefined) return { findings: [], unanalysed: [] };
  const source = { ...request.customRules, treeEntries: request.limits.treeEntries };
  const taken = new Set(comparison.rules.map(({ id }) => id));
  const { rules, problems } = await readCustomRules(commits, source, taken);
  const unanalysed = problems.map(({ path, line, column, message }) => ({
    path,
    reason: `line ${line}, column ${column}: ${message}`.slice(0, 512),
  }));
  const { findings, late } = within(comparison, rules, request);
  if (late) {
    unanalysed.push(notDone(request, `took longer than ${CUSTOM_LIMITS.milliseconds / 1000} s`));
  }
  if (findings.length > CUSTOM_LIMITS.findings) {
    unanalysed.push(notDone(request, `found more than ${CUSTOM_LIMITS.findings} things`));
  }
  return { findings: findings.slice(0, CUSTOM_LIMITS.findings), unanalysed };
}

function within(comparison: Comparison, rules: readonly Rule[], request: ReviewRequest) {
  const until = performance.now() + CUSTOM_LIMITS.milliseconds;
  const findings = findingsOf({ ...comparison, rules, until });
  findings.push(...aroundFindings(request.text, rules, comparison.places));
  return { findings, late: performance.now() > until };
}

function notDone({ customRules }: ReviewRequest, why: string): Unanalysed {
  return {
    path: customRules?.folders[0] ?? "",
    reason: `the repository's own rules ${why}; what came after was not looked for`,
  };
}
