import type { Confidence, Finding, Severity, Verdict } from "../model/review.ts";

/** From how severe and how sure a finding of malice makes a verdict: the first row that holds. */
const TABLE: readonly { verdict: Verdict; severity: Severity[]; confidence: Confidence[] }[] = [
  { verdict: "malicious", severity: ["high", "critical"], confidence: ["high"] },
  {
    verdict: "suspicious",
    severity: ["medium", "high", "critical"],
    confidence: ["medium", "high"],
  },
];

/**
 * The verdict on the malice axis. A rule may only be sure (`high`) when it matches a chain of
 * evidence, so nothing else is ever malicious. Weaknesses never count.
 */
export function verdictOf(findings: readonly Finding[]): Verdict {
  const malice = findings.filter((finding) => finding.axis === "malice");
  const row = TABLE.find(({ severity, confidence }) =>
    malice.some((each) => severity.includes(each.severity) && confidence.includes(each.confidence)),
  );
  return row?.verdict ?? "clean";
}

const SEVERITY_ORDER: readonly Severity[] = ["critical", "high", "medium", "low"];
const CONFIDENCE_ORDER: readonly Confidence[] = ["high", "medium", "low"];

/** Findings in the order in which a person should read them; stable for equal ones. */
export function ranked(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      (a.axis === b.axis ? 0 : a.axis === "malice" ? -1 : 1) ||
      CONFIDENCE_ORDER.indexOf(a.confidence) - CONFIDENCE_ORDER.indexOf(b.confidence) ||
      SEVERITY_ORDER.indexOf(a.severity) - SEVERITY_ORDER.indexOf(b.severity) ||
      (a.triggers.length === 0 ? 1 : 0) - (b.triggers.length === 0 ? 1 : 0) ||
      a.path.localeCompare(b.path) ||
      a.line - b.line ||
      a.rule.localeCompare(b.rule),
  );
}
