import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Review } from "../../src/model/review.ts";
import { reviewAsJson, reviewAsMarkdown } from "../../src/report/review-formats.ts";
import { reviewAsSarif } from "../../src/report/sarif.ts";
import { reviewAsText, sandboxRunAsText } from "../../src/report/terminal.ts";
import { HEAD, RULE_PAGE, RULES, clean, finding, review, run } from "./examples.ts";
import { hostile, seen } from "./markdown.ts";

interface Sarif {
  version: string;
  runs: {
    tool: {
      driver: {
        name: string;
        rules: { id: string; helpUri?: string; properties: Record<string, unknown> }[];
      };
    };
    invocations: { toolExecutionNotifications: unknown[] }[];
    results: {
      ruleId: string;
      ruleIndex: number;
      level: string;
      message: { text: string };
      partialFingerprints: Record<string, string>;
      locations: {
        physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } };
      }[];
    }[];
  }[];
}

function sarif(value: Review): Sarif["runs"][number] {
  const parsed = JSON.parse(reviewAsSarif(value, RULES, "1.2.3")) as Sarif;
  const [only] = parsed.runs;
  if (parsed.version !== "2.1.0" || only === undefined) throw new Error("not one SARIF 2.1.0 run");
  return only;
}

function everywhere(text: string): Review {
  return review({
    summary: text,
    findings: [
      finding({
        rule: text,
        path: text,
        message: text,
        evidence: [{ path: text, line: 2, kind: text, text, decoded: [text] }],
      }),
    ],
    executions: [{ path: text, trigger: "open", by: text, secrets: [text], new: true }],
    external: [
      { path: text, kind: text, name: text, from: text, to: text, triggers: [], read: false },
    ],
    unanalysed: [{ path: text, reason: text }],
  });
}

describe("text for a terminal", () => {
  it("carries no control character of a pull request and no colour unless it is asked for", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const shown of [
          reviewAsText(everywhere(text), RULES, { colour: false }),
          sandboxRunAsText(
            run({
              reason: text,
              witnesses: [text],
              log: { bytes: 1, truncated: false, tail: text },
            }),
            { colour: false },
          ),
        ]) {
          expect(shown).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b]/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("starts no line of its own with untrusted text", () => {
    const forged = "x\nclean\nNo malicious pattern found in 4 changed files.";
    const lines = reviewAsText(everywhere(forged), RULES, { colour: false }).split("\n");
    expect(lines.filter((line) => /^(clean|No malicious)/.test(line))).toEqual([]);
    const log = { bytes: 9, truncated: false, tail: "a\nTests exited 0\n" };
    const output = sandboxRunAsText(run({ outcome: "failed", log }), { colour: false }).split("\n");
    expect(output.filter((line) => line.startsWith("Tests exited 0"))).toEqual([]);
  });

  it("says the verdict, the sentence, the place and the decoded layer", () => {
    const text = reviewAsText(review(), RULES, { colour: false });
    expect(text.startsWith("malicious\n`scripts/postinstall.js` (new) runs")).toBe(true);
    expect(text).toContain("scripts/postinstall.js:3");
    expect(text).toContain("hxxps://collect[.]example[.]invalid");
    expect(reviewAsText(review(), RULES, { colour: true })).toContain("\x1b[31mmalicious\x1b[0m");
  });

  it("tells an incomplete review apart from a clean one", () => {
    const text = reviewAsText(clean({ complete: false }), RULES, { colour: false });
    expect(text).toContain("(incomplete)");
    expect(text).not.toContain("No malicious pattern found");
    expect(reviewAsText(clean(), RULES, { colour: false })).toContain(
      "No malicious pattern found in 4 changed files.",
    );
  });
});

describe("JSON and Markdown", () => {
  it("give the contract as it is", () => {
    expect(Review.parse(JSON.parse(reviewAsJson(review())))).toEqual(review());
  });

  it("keep untrusted text in code", () => {
    const plain = seen(reviewAsMarkdown(everywhere("capture"), HEAD, RULES));
    fc.assert(
      fc.property(hostile, (text) => {
        const tree = seen(reviewAsMarkdown(everywhere(text), HEAD, RULES));
        expect(tree.urls).toEqual([]);
        expect(tree.headings).toBe(plain.headings);
        expect(tree.prose).not.toMatch(/zebra|octocat|bad|mermaid|smile/i);
        for (const type of ["html", "image", "link", "definition"])
          expect(tree.types).not.toContain(type);
      }),
      { numRuns: 300 },
    );
  });
});

describe("SARIF", () => {
  it("names rule, place, level and the fingerprint that stays", () => {
    const { results, tool } = sarif(review());
    expect(results).toHaveLength(1);
    expect(results[0]).toMatchObject({
      ruleId: "credentials/read-and-send",
      ruleIndex: 0,
      level: "error",
      partialFingerprints: { "gatehouse/v1": "a".repeat(32) },
    });
    expect(tool.driver.rules[0]?.properties["security-severity"]).toBe("9.5");
    expect(tool.driver.rules[0]?.helpUri).toBe(RULE_PAGE);
  });

  it("keeps the fingerprint when a finding moves to another line", () => {
    const moved = sarif(review({ findings: [finding({ line: 90, endLine: 92 })] }));
    expect(moved.results[0]?.partialFingerprints).toEqual(
      sarif(review()).results[0]?.partialFingerprints,
    );
  });

  it("holds no link and only relative addresses, for any text", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { results } = sarif(everywhere(text));
        for (const { message, locations } of results) {
          expect(message.text.replace(/\\[\\[\]]/g, "")).not.toMatch(/[[\]]/);
          for (const { physicalLocation } of locations) {
            expect(physicalLocation.artifactLocation.uri).toMatch(/^[A-Za-z0-9%._/-]*$/);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it("tells what was not analysed, and calls a weakness a note", () => {
    const weak = sarif(
      review({
        findings: [finding({ axis: "weakness", severity: "high" })],
        unanalysed: [{ path: "a.bin", reason: "unknown encoding" }],
      }),
    );
    expect(weak.results[0]?.level).toBe("note");
    expect(weak.invocations[0]?.toolExecutionNotifications).toHaveLength(1);
  });

  it("points every result to its own rule", () => {
    const findings = [
      finding({ rule: "text/offscreen-code", path: "z.js", fingerprint: "1".repeat(32) }),
      finding({ rule: "a/unknown", path: "y.js", fingerprint: "2".repeat(32) }),
      finding({ fingerprint: "3".repeat(32) }),
    ];
    const { results, tool } = sarif(review({ findings }));
    for (const { ruleId, ruleIndex } of results)
      expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  });
});
