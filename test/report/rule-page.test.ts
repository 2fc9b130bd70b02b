import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { DescribedRule } from "../../src/model/rule-text.ts";
import { CONFIDENCES, SEVERITIES, type Verdict } from "../../src/model/review.ts";
import { rulePageMarkdown, ruleSections } from "../../src/report/rule-page.ts";
import { loadShownExamples } from "../../src/review/examples/shown-examples.ts";
import { loadRules } from "../../src/review/rules/load-rules.ts";
import type { Rule } from "../../src/review/rules/rule.ts";
import { verdictOf } from "../../src/review/verdict.ts";
import { ROOT } from "../architecture/sources.ts";
import { finding } from "./examples.ts";
import { hostile, seen } from "./markdown.ts";

const RULE: DescribedRule = {
  ...{ id: "house/one", title: "Does a thing", message: "{path} does it", axis: "malice" },
  ...{ severity: "high", confidence: "high", why: "why", normal: "normal", do: "do" },
  references: ["https://attack.mitre.org/techniques/T1552/"],
};
const NONE = { flagged: null, clean: null };

describe("a rule's page", () => {
  test("says of every weight what the verdict makes of it", () => {
    const words: Record<Verdict, RegExp> = {
      ...{ malicious: /malicious/, suspicious: /suspicious/, clean: /changes no verdict/ },
    };
    for (const axis of ["malice", "weakness"] as const) {
      for (const severity of SEVERITIES) {
        for (const confidence of CONFIDENCES) {
          const weight = { axis, severity, confidence };
          const said = ruleSections({ ...RULE, ...weight }).find(({ heading }) =>
            heading.endsWith("means"),
          );
          expect(said?.text).toMatch(words[verdictOf([finding(weight)])]);
        }
      }
    }
  });

  test("holds an example as text, whatever stands in it", () => {
    const plain = seen(rulePageMarkdown(RULE, NONE));
    fc.assert(
      fc.property(hostile, (text) => {
        const shown = { files: [{ path: text, text }] };
        const tree = seen(rulePageMarkdown(RULE, { flagged: shown, clean: shown }));
        expect(tree.headings).toBe(plain.headings + 2);
        expect(tree.urls).toEqual(plain.urls);
        expect(tree.prose).not.toMatch(/zebra|octocat|bad/i);
      }),
      { numRuns: 200 },
    );
  });
});

describe("the examples that a page shows", () => {
  let rules: Rule[];
  beforeAll(async () => {
    rules = await loadRules(join(ROOT, "rules"));
  });

  test("are one of each kind, but for the few rules about what is no text", async () => {
    const without: string[] = [];
    for (const { id } of rules) {
      const { flagged, clean } = await loadShownExamples(join(ROOT, "rules", id));
      if (flagged === null || clean === null) without.push(id);
    }
    expect(without.length).toBeLessThan(rules.length / 10);
  });
});
