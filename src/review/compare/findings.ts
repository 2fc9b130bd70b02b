import type { ChangedFile } from "../../model/change.ts";
import type { Finding } from "../../model/review.ts";
import { TRIGGERS, type Trigger } from "../../model/trigger.ts";
import type { Places } from "../code/places.ts";
import { describe } from "./describe.ts";
import { fingerprintOf, identityOf } from "../rules/identity.ts";
import { matchRule } from "../rules/match.ts";
import type { Rule } from "../rules/rule.ts";
import type { Match, Subject } from "../rules/subject.ts";
import type { UnderstoodSide } from "../side/understand.ts";
import { secretsOfFile, subjectOf, triggersOfFile } from "./subjects.ts";

/** Both sides of a change, and the rules that judge it. */
export interface Comparison {
  base: UnderstoodSide;
  head: UnderstoodSide;
  changes: readonly ChangedFile[];
  /** Unchanged files that mean something else because of changed ones. */
  linked: readonly string[];
  rules: readonly Rule[];
  places: Places;
  /** When to stop, by `performance.now()`; the findings until then are answered. */
  until?: number;
}

/** How often, and with which reach, a match stood in the base. */
interface Known {
  count: number;
  triggers: Set<Trigger>;
}

/**
 * The findings that this change adds or makes worse. A match that the base has too, in the
 * same file with the same reach, is not the change's.
 */
export function findingsOf(comparison: Comparison): Finding[] {
  const findings: Finding[] = [];
  for (const { path, basePath } of judgedFiles(comparison)) {
    const base = basePath === null ? null : { path: basePath, understood: comparison.base };
    const subject = subjectOf(path, comparison.head, base);
    const before = base === null ? null : subjectOf(base.path, comparison.base, null);
    const grown = growth(path, basePath, comparison);
    for (const rule of comparison.rules) {
      if (comparison.until !== undefined && performance.now() > comparison.until) return findings;
      findings.push(...judge(rule, subject, before, grown, comparison));
    }
  }
  return findings;
}

/** Changed files, and unchanged ones that run when they did not, or with more in reach. */
export function judgedFiles(
  comparison: Pick<Comparison, "base" | "head" | "changes" | "linked">,
): { path: string; basePath: string | null }[] {
  const out = new Map<string, string | null>();
  for (const change of comparison.changes) {
    if (change.head !== null)
      out.set(change.path, change.base === null ? null : (change.previousPath ?? change.path));
    else out.set(change.path, change.path);
  }
  for (const path of comparison.linked) if (!out.has(path)) out.set(path, path);
  for (const path of comparison.head.files.keys()) {
    if (out.has(path)) continue;
    const { triggers, secrets } = growth(path, path, comparison);
    if (triggers.length + secrets.length > 0) out.set(path, path);
  }
  return [...out].map(([path, basePath]) => ({ path, basePath }));
}

interface Growth {
  triggers: Trigger[];
  secrets: string[];
}

/** With what a file runs now and did not run before. */
function growth(
  path: string,
  basePath: string | null,
  comparison: Pick<Comparison, "base" | "head">,
): Growth {
  const now = triggersOfFile(path, comparison.head);
  const before = basePath === null ? new Set<Trigger>() : triggersOfFile(basePath, comparison.base);
  const secretsNow = secretsOfFile(path, comparison.head);
  const secretsBefore =
    basePath === null ? new Set<string>() : secretsOfFile(basePath, comparison.base);
  return {
    triggers: [...now].filter((each) => !before.has(each)),
    secrets: [...secretsNow].filter((each) => !secretsBefore.has(each)),
  };
}

function judge(
  rule: Rule,
  subject: Subject,
  before: Subject | null,
  grown: Growth,
  comparison: Comparison,
): Finding[] {
  const known = new Map<string, Known>();
  for (const match of before === null ? [] : matchRule(rule, before, comparison.places)) {
    const key = identityOf(rule.id, subject.path, match);
    const entry = known.get(key) ?? { count: 0, triggers: new Set<Trigger>() };
    entry.count += 1;
    known.set(key, entry);
  }
  const seen = new Map<string, number>();
  return matchRule(rule, subject, comparison.places).flatMap((match) => {
    const key = identityOf(rule.id, subject.path, match);
    const occurrence = seen.get(key) ?? 0;
    seen.set(key, occurrence + 1);
    const change = occurrence < (known.get(key)?.count ?? 0) ? "unchanged" : "added";
    const escalates = grown.triggers.length + grown.secrets.length > 0;
    if (change === "unchanged" && !escalates) return [];
    return [
      toFinding(rule, subject, match, change === "added" ? "added" : "escalated", key, occurrence),
    ];
  });
}

function toFinding(
  rule: Rule,
  subject: Subject,
  match: Match,
  change: Finding["change"],
  key: string,
  occurrence: number,
): Finding {
  const { message, evidence, at } = describe(rule, subject, match);
  const units = [match.primary, ...match.others].flatMap((each) =>
    each === null ? [] : [each.unit],
  );
  const triggers = new Set(units.flatMap((unit) => [...subject.triggersOf(unit)]));
  return {
    rule: rule.id,
    axis: rule.axis,
    severity: rule.severity,
    confidence: rule.confidence,
    change,
    path: subject.path,
    line: at.line,
    endLine: Math.max(at.line, at.endLine),
    message,
    fingerprint: fingerprintOf(key, occurrence),
    triggers: TRIGGERS.filter((trigger) => triggers.has(trigger)),
    evidence,
  };
}
