import { CONFIDENCES, SEVERITIES } from "../model/review.ts";
import type { Finding } from "../model/review.ts";

/** The findings of one place: the one that leads, and what else matched there. */
export interface RankedFinding {
  finding: Finding;
  also: Finding[];
}

/**
 * Malice before weakness, then by severity, confidence, path and line; findings of one line
 * share one entry, which the first of them leads. The same review gives the same order.
 */
export function rankFindings(findings: readonly Finding[]): RankedFinding[] {
  const places = new Map<string, RankedFinding>();
  for (const finding of [...findings].sort(byRank)) {
    const place = `${finding.line} ${finding.path}`;
    const known = places.get(place);
    if (known === undefined) places.set(place, { finding, also: [] });
    else known.also.push(finding);
  }
  return [...places.values()];
}

/** The rules that matched at a place besides the leading one, each once, in their order. */
export function otherRules({ finding, also }: RankedFinding): string[] {
  const rules = new Set(also.map(({ rule }) => rule));
  rules.delete(finding.rule);
  return [...rules];
}

function byRank(a: Finding, b: Finding): number {
  return (
    Number(a.axis === "weakness") - Number(b.axis === "weakness") ||
    SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) ||
    CONFIDENCES.indexOf(b.confidence) - CONFIDENCES.indexOf(a.confidence) ||
    compare(a.path, b.path) ||
    a.line - b.line ||
    compare(a.rule, b.rule) ||
    compare(a.fingerprint, b.fingerprint)
  );
}

/** By code units, so that the order depends on no locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
