import type { Evidence, Finding, Review, Severity } from "../model/review.ts";
import type { RuleText } from "../model/rule-text.ts";
import { relativeUri, sarifMessage } from "./encoder.ts";
import { rankFindings } from "./ranking.ts";

/** GitHub keeps this many results of an upload, the first ones. */
const MAX_RESULTS = 5000;
const MESSAGE_BYTES = 4096;

const LEVELS: Record<Severity, "error" | "warning" | "note"> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
};

/** GitHub's bands: over 9.0 critical, over 7.0 high, over 4.0 medium. */
const SECURITY_SEVERITY: Record<Severity, string> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "3.0",
};

/**
 * A review as SARIF 2.1.0. `partialFingerprints` are the review's own, which survive moved
 * lines, so that a later upload finds the same alerts again.
 */
export function reviewAsSarif(
  review: Review,
  rules: ReadonlyMap<string, RuleText>,
  version: string,
): string {
  const findings = rankFindings(review.findings).flatMap(({ finding, also }) => [finding, ...also]);
  const shown = findings.slice(0, MAX_RESULTS);
  const ids = [...new Set(shown.map((finding) => finding.rule))].sort();
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Gatehouse",
            semanticVersion: version,
            rules: ids.map((id) => describe(id, shown, rules.get(id))),
          },
        },
        columnKind: "utf16CodeUnits",
        invocations: [
          { executionSuccessful: true, toolExecutionNotifications: notifications(review) },
        ],
        results: shown.map((finding) => resultOf(finding, ids.indexOf(finding.rule))),
      },
    ],
  };
  return JSON.stringify(log, null, 2) + "\n";
}

function describe(id: string, findings: readonly Finding[], rule: RuleText | undefined) {
  const finding = findings.find((one) => one.rule === id);
  const severity = finding?.severity ?? "low";
  return {
    id,
    shortDescription: { text: sarifMessage(rule?.title ?? id, 1024) },
    ...(rule === undefined ? {} : { help: { text: helpOf(rule) } }),
    ...(rule?.page === undefined ? {} : { helpUri: rule.page }),
    defaultConfiguration: { level: finding === undefined ? "note" : levelOf(finding) },
    properties: {
      tags: ["security", ...(finding === undefined ? [] : [finding.axis])],
      "security-severity": SECURITY_SEVERITY[severity],
      precision: finding?.confidence ?? "low",
    },
  };
}

function helpOf(rule: RuleText): string {
  const text = `Why it matters: ${rule.why}\nWhen this is normal: ${rule.normal}\nWhat to do: ${rule.do}`;
  return sarifMessage(text, MESSAGE_BYTES);
}

function levelOf({ axis, severity }: Finding) {
  return axis === "weakness" ? "note" : LEVELS[severity];
}

function resultOf(finding: Finding, ruleIndex: number) {
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: levelOf(finding),
    message: { text: sarifMessage(finding.message, MESSAGE_BYTES) },
    locations: [locationOf(finding.path, finding.line, finding.endLine)],
    relatedLocations: finding.evidence.map(relatedLocation),
    partialFingerprints: { "gatehouse/v1": finding.fingerprint },
  };
}

function relatedLocation(evidence: Evidence, index: number) {
  return {
    id: index,
    ...locationOf(evidence.path, evidence.line, evidence.line),
    message: { text: sarifMessage(evidence.kind, 256) },
  };
}

function locationOf(path: string, startLine: number, endLine: number) {
  return {
    physicalLocation: {
      artifactLocation: { uri: relativeUri(path), uriBaseId: "%SRCROOT%" },
      region: { startLine, endLine: Math.max(startLine, endLine) },
    },
  };
}

/** What was not analysed is told as a warning, so that no results do not look like none. */
function notifications({ unanalysed }: Review) {
  return unanalysed.slice(0, 1000).map(({ path, reason }) => ({
    level: "warning",
    message: { text: sarifMessage(`${path} was not analysed: ${reason}`, MESSAGE_BYTES) },
  }));
}
