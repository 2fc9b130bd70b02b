import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { reviewExample } from "../../src/review/examples/review-example.ts";
import { loadKnowledge } from "../../src/review/knowledge.ts";
import { parseRule } from "../../src/review/rules/load-rules.ts";
import { examplesOf } from "./examples.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const knowledge = await loadKnowledge(ROOT);

describe.each(knowledge.rules.map((rule) => [rule.id, rule] as const))("%s", (id, rule) => {
  const examples = examplesOf(join(ROOT, "rules", id));

  it("has flagged and clean examples, at least two of each", () => {
    expect(examples.filter((each) => each.flagged).length).toBeGreaterThanOrEqual(2);
    expect(examples.filter((each) => !each.flagged).length).toBeGreaterThanOrEqual(2);
  });

  it.each(examples.filter((each) => each.flagged).map((each) => [each.name, each] as const))(
    "flags %s on the marked lines",
    async (_, example) => {
      const { findings } = await reviewExample(example, knowledge);
      const own = findings.filter((finding) => finding.rule === id);
      expect(own.length, JSON.stringify(findings)).toBeGreaterThan(0);
      const places = own.map((finding) => `${finding.path}:${finding.line}`);
      for (const mark of example.marks) expect(places).toContain(mark);
    },
  );

  it.each(examples.filter((each) => !each.flagged).map((each) => [each.name, each] as const))(
    "finds nothing at all in %s",
    async (_, example) => {
      const { findings, complete, unanalysed } = await reviewExample(example, knowledge);
      expect(findings).toEqual([]);
      expect(unanalysed).toEqual([]);
      expect(complete).toBe(true);
    },
  );

  it("is only sure of malice when it matches a chain", () => {
    const sure = rule.axis === "malice" && rule.confidence === "high";
    const chained =
      rule.match.length > 1 ||
      rule.match.some(
        (clause) => clause.flow ?? clause.capability?.decoded ?? clause.capability?.content,
      );
    expect(!sure || chained).toBe(true);
  });
});

describe("a rule that is wrong", () => {
  const right = `
id: family/name
title: A title of a rule
axis: malice
severity: high
confidence: medium
match: { text: [bidi-control] }
message: A message of a rule
why: Because of this.
normal: When that.
do: Do this then.
`;
  const cases: [string, string, string][] = [
    ["an unknown key", right + "extra: 1\n", "extra"],
    [
      "an unknown capability",
      right.replace("{ text: [bidi-control] }", "{ capability: { any: [fly] } }"),
      "match",
    ],
    [
      "a pattern that is not RE2",
      right.replace("{ text: [bidi-control] }", "{ path: '(?=x)' }"),
      "RE2",
    ],
    [
      "a clause that says two things",
      right.replace("{ text: [bidi-control] }", "{ path: x, runs: [open] }"),
      "one thing",
    ],
    ["no message", right.replace("message: A message of a rule\n", ""), "message"],
  ];
  it.each(cases)("is refused with its file and reason: %s", (_, text, reason) => {
    expect(() => parseRule(text, "rules/family/name/rule.yml")).toThrow(
      "rules/family/name/rule.yml",
    );
    expect(() => parseRule(text, "rules/family/name/rule.yml")).toThrow(reason);
  });
});
