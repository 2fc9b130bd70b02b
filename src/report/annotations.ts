import type { Annotation } from "../model/check.ts";
import type { Finding } from "../model/review.ts";
import type { RuleText } from "../model/rule-text.ts";
import { defang, plainBlock, plainLine } from "./encoder.ts";
import { otherRules } from "./ranking.ts";
import type { RankedFinding } from "./ranking.ts";

/** GitHub takes 50 in a request; more than this many nobody reads. */
export const MAX_ANNOTATIONS = 150;
/** GitHub takes 255 characters. */
const TITLE_BYTES = 200;
const MESSAGE_BYTES = 4096;
const DETAILS_BYTES = 8192;

/**
 * One annotation for each place that GitHub can show, the worst first. A path that cannot
 * stand in plain text as it is gets none; its card in the text names it.
 */
export function annotationsOf(
  ranked: readonly RankedFinding[],
  rules: ReadonlyMap<string, RuleText>,
): Annotation[] {
  return ranked
    .filter(({ finding }) => canAnnotate(finding))
    .slice(0, MAX_ANNOTATIONS)
    .map((entry) => annotationOf(entry, rules));
}

/** Whether GitHub can be given the path of a finding as it is. */
function canAnnotate({ path }: Finding): boolean {
  return path !== "" && !path.startsWith("/") && plainLine(path, 4096) === path;
}

function annotationOf(entry: RankedFinding, rules: ReadonlyMap<string, RuleText>): Annotation {
  const { finding } = entry;
  return {
    path: finding.path,
    startLine: finding.line,
    endLine: Math.max(finding.line, finding.endLine),
    level: levelOf(finding),
    title: plainLine(rules.get(finding.rule)?.title ?? finding.rule, TITLE_BYTES),
    message: messageOf(entry, rules),
    rawDetails: detailsOf(finding),
  };
}

/** A weakness never changes the verdict, so it is never more than a notice. */
function levelOf({ axis, severity }: Finding): Annotation["level"] {
  if (axis === "weakness" || severity === "low") return "notice";
  return severity === "medium" ? "warning" : "failure";
}

function messageOf(entry: RankedFinding, rules: ReadonlyMap<string, RuleText>): string {
  const { finding } = entry;
  const rule = rules.get(finding.rule);
  const parts = [finding.message];
  if (rule !== undefined) {
    parts.push(`Why it matters: ${rule.why}`, `When this is normal: ${rule.normal}`);
    parts.push(`What to do: ${rule.do}`);
  }
  const others = otherRules(entry).map((id) => `${rules.get(id)?.title ?? "A rule"} (${id})`);
  if (others.length > 0) parts.push(`Also matched here: ${others.join("; ")}`);
  const page = rule?.page === undefined ? "" : `\n${rule.page}`;
  parts.push(`Rule ${finding.rule}, finding ${finding.fingerprint}${page}`);
  return plainBlock(parts.join("\n\n"), MESSAGE_BYTES);
}

function detailsOf({ evidence }: Finding): string | null {
  if (evidence.length === 0) return null;
  const lines = evidence.flatMap((one) => [
    `${one.path}:${one.line} (${one.kind})`,
    one.text,
    ...one.decoded.map((layer) => `decodes to: ${defang(layer)}`),
  ]);
  return plainBlock(lines.join("\n"), DETAILS_BYTES);
}
