import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stickyComment } from "../../src/report/sticky-comment.ts";
import { clean, finding, HEAD, PAGE, pullRequest, review, RULES } from "./examples.ts";
import { hostile, seen } from "./markdown.ts";

const FACTS = { headSha: HEAD, repositoryUrl: PAGE, rules: RULES, helpUrl: `${PAGE}/help` };

function commentOf(over: Parameters<typeof pullRequest>[0] = {}) {
  return stickyComment({ ...FACTS, pullRequest: pullRequest({ ...over }) });
}

const accepted = [{ fingerprint: "a".repeat(32), by: "maintainer", reason: "A fixture of ours." }];

describe("the one comment of a pull request", () => {
  it("begins when the head is malicious, and says what would happen and where", () => {
    const { body, begin } = commentOf();
    expect(begin).toBe(true);
    expect(body).toContain(HEAD);
    expect(body).toContain("Sends a credential to the network");
    expect(body).toContain("scripts/postinstall.js:3");
    expect(body.toLowerCase()).not.toMatch(/malware|attacker|author/);
  });

  it.each([
    ["is clean", { review: clean({ unanalysed: [] }) }],
    ["is suspicious", { review: review({ verdict: "suspicious", unanalysed: [] }) }],
    ["was accepted", { accepted }],
    ["is clean after a malicious one", { review: clean(), earlierMalicious: ["1".repeat(40)] }],
  ] as const)("never begins when the head %s, and then tells how things stand", (_, over) => {
    const { body, begin } = commentOf(over);
    expect(begin).toBe(false);
    expect(body).toContain("an earlier state of the pull request");
    expect(body).not.toContain("before anybody runs this");
  });

  it("stays short, whatever there is to say", () => {
    const findings = Array.from({ length: 2000 }, (_, nth) =>
      finding({ path: `${"d/".repeat(500)}${nth}.js`, fingerprint: String(nth).padStart(32, "0") }),
    );
    const { body } = commentOf({ review: review({ findings }) });
    expect(body).toContain("and 1990 more");
    expect(body.length).toBeLessThan(65_536);
  });

  it("lets nothing that a stranger wrote out of code: no mention, link, image or markup", () => {
    const told = (text: string) =>
      seen(
        commentOf({
          review: review({
            summary: text,
            findings: [finding({ path: text, message: text, rule: text })],
          }),
        }).body,
      );
    const plain = told("capture");
    fc.assert(
      fc.property(hostile, (text) => {
        const tree = told(text);
        expect(tree.prose).toBe(plain.prose);
        expect(tree.code.length).toBe(plain.code.length);
        for (const url of tree.urls) expect(url.startsWith(`${PAGE}/`)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
