import type { Fact } from "../../model/fact.ts";
import type { Finding } from "../../model/review.ts";
import type { Places } from "../code/places.ts";
import type { Unit } from "../executions/unit.ts";
import { fingerprintOf, identityOf } from "../rules/identity.ts";
import { matchRule } from "../rules/match.ts";
import type { Rule } from "../rules/rule.ts";
import type { Subject } from "../rules/subject.ts";
import { describe } from "./describe.ts";

/** Findings about facts that are all new and that nothing runs. */
export function findingsOfFacts(
  about: { path: string; facts: readonly Fact[] },
  rules: readonly Rule[],
  places: Places,
): Finding[] {
  const subject = subjectOf(about);
  return rules.flatMap((rule) => judge(rule, subject, places));
}

function subjectOf({ path, facts }: { path: string; facts: readonly Fact[] }): Subject {
  const unit: Unit = {
    id: path,
    path,
    name: null,
    triggers: [],
    secrets: [],
    by: "",
    facts,
    folder: "",
  };
  return {
    path,
    facts: facts.map((fact) => ({ fact, unit })),
    baseFacts: [],
    triggersOf: () => new Set(),
  };
}

function judge(rule: Rule, subject: Subject, places: Places): Finding[] {
  return matchRule(rule, subject, places).map((match, index) => {
    const { message, evidence, at } = describe(rule, subject, match);
    return {
      rule: rule.id,
      axis: rule.axis,
      severity: rule.severity,
      confidence: rule.confidence,
      change: "added",
      path: subject.path,
      line: at.line,
      endLine: Math.max(at.line, at.endLine),
      message,
      fingerprint: fingerprintOf(identityOf(rule.id, subject.path, match), index),
      triggers: [],
      evidence,
    };
  });
}
