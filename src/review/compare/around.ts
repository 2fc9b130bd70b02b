import type { ChangeText } from "../../model/change.ts";
import type { Fact } from "../../model/fact.ts";
import type { Finding } from "../../model/review.ts";
import type { Places } from "../code/places.ts";
import type { Unit } from "../executions/unit.ts";
import { fingerprintOf, identityOf } from "../rules/identity.ts";
import { matchRule } from "../rules/match.ts";
import type { Rule } from "../rules/rule.ts";
import type { Subject } from "../rules/subject.ts";
import { textFactsOf } from "../text/text-facts.ts";
import { describe } from "./describe.ts";

/**
 * Findings in the text around the change: title, body, branch and commit messages are read
 * by people and by machines, and attackers hide things there. Their path is empty, because
 * no file of the tree is meant.
 */
export function aroundFindings(
  text: ChangeText,
  rules: readonly Rule[],
  places: Places,
): Finding[] {
  const parts: [string, string][] = [
    ["title", text.title],
    ["body.md", text.body],
    ["branch", text.branch],
    ...text.commitMessages.slice(0, 250).map((message): [string, string] => ["commit", message]),
  ];
  return parts.flatMap(([name, content]) => {
    const subject = subjectOf(name, textFactsOf(content.slice(0, 200_000), name));
    return rules.flatMap((rule) => judge(rule, subject, places));
  });
}

function subjectOf(name: string, facts: Fact[]): Subject {
  const path = `(${name.replace(/\.md$/, "")})`;
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
