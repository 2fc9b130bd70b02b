import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CheckContent } from "../../src/model/check.ts";
import { answerCheck, answerText } from "../../src/report/answer-check.ts";
import { answerComment } from "../../src/report/answer-comment.ts";
import type { Answer } from "../../src/report/answer-check.ts";
import { HEAD, PAGE, RULES, finding, RULE_PAGE } from "./examples.ts";
import { hostile, seen } from "./markdown.ts";

const HELP = "https://gatehouse.example/help";

function answersWith(text: string): Answer[] {
  return [
    { kind: "help", commands: [{ usage: text, says: "Lists.", role: "write" }] },
    { kind: "problems", problems: [text], nearest: text },
    { kind: "exact-command", line: text },
    { kind: "denied", reason: text },
    {
      kind: "status",
      runs: [{ headSha: text, profile: text, state: "ended", outcome: "passed", approvedBy: text }],
    },
    {
      kind: "explain",
      findings: [finding({ path: text })],
      repositoryUrl: PAGE,
      headSha: HEAD,
      rules: RULES,
    },
    { kind: "accepted", finding: finding({ path: text }), reason: text, by: text },
    { kind: "done", what: "review" },
    { kind: "done", what: "cancel" },
  ];
}

describe("an answer", () => {
  it("judges nothing, whatever was asked", () => {
    for (const answer of answersWith("x")) {
      const check = answerCheck(answer, HELP);
      expect(check.conclusion).toBe("neutral");
      expect(CheckContent.parse(check)).toEqual(check);
    }
  });

  it("lets nothing that somebody wrote out of code", () => {
    const plain = answersWith("capture").map((answer) => seen(answerCheck(answer, HELP).summary));
    fc.assert(
      fc.property(hostile, (text) => {
        for (const [index, answer] of answersWith(text).entries()) {
          const tree = seen(answerCheck(answer, HELP).summary);
          expect(tree.prose).toBe(plain[index]?.prose);
          expect(tree.code.length).toBe(plain[index]?.code.length);
          for (const url of tree.urls)
            expect([HELP, RULE_PAGE].includes(url) || url.startsWith(`${PAGE}/blob/`)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("lets none out in the comment that it may be instead, which notifies nobody", () => {
    const ASKED = `${PAGE}/pull/1#issuecomment-7`;
    const comment = (answer: Answer) => answerComment(answerText(answer), ASKED, HELP).body;
    const plain = answersWith("capture").map((answer) => seen(comment(answer)));
    fc.assert(
      fc.property(hostile, (text) => {
        for (const [index, answer] of answersWith(text).entries()) {
          const tree = seen(comment(answer));
          expect(tree.prose).toBe(plain[index]?.prose);
          for (const url of tree.urls)
            expect([HELP, RULE_PAGE, ASKED].includes(url) || url.startsWith(`${PAGE}/blob/`)).toBe(
              true,
            );
        }
      }),
      { numRuns: 300 },
    );
  });

  it("gives the exact line for a bare run, ready to copy", () => {
    const answer = answerCheck({ kind: "exact-command", line: `/sandbox run ${HEAD}` }, HELP);
    expect(seen(answer.summary).code).toEqual([`/sandbox run ${HEAD}`]);
  });

  it("stays within the limit with as many runs as there may be", () => {
    const one = {
      headSha: HEAD,
      profile: "unit",
      state: "ended",
      outcome: "failed",
      approvedBy: "a",
    } as const;
    const { summary } = answerCheck(
      { kind: "status", runs: Array.from({ length: 5000 }, () => one) },
      HELP,
    );
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(65_535);
    expect(summary).toMatch(/- and \d+ more\n/);
  });
});
