import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CheckContent } from "../../src/model/check.ts";
import { Review } from "../../src/model/review.ts";
import {
  failedReviewCheck,
  finishedReviewCheck,
  queuedReviewCheck,
  runningReviewCheck,
  supersededReviewCheck,
} from "../../src/report/review-check.ts";
import {
  HEAD,
  PAGE,
  RULE_PAGE,
  clean,
  finding,
  finished,
  pullRequest,
  review,
} from "./examples.ts";
import { hostile, seen } from "./markdown.ts";

const MALICIOUS = finishedReviewCheck(finished());

function hostileReview(text: string): Review {
  return review({
    summary: text,
    findings: [
      finding({
        path: text,
        message: text,
        evidence: [{ path: text, line: 1, kind: text, text, decoded: [text] }],
      }),
      finding({
        rule: text,
        path: `x${text}`,
        message: text,
        fingerprint: "b".repeat(32),
        evidence: [],
      }),
    ],
    executions: [{ path: text, trigger: "install", by: text, secrets: [text], new: true }],
    external: [
      { path: text, kind: text, name: text, from: text, to: text, triggers: [], read: true },
    ],
    unanalysed: [{ path: text, reason: text }],
  });
}

function wordsOf(prose: string): string[] {
  return prose.split(/[\s,.;:!?]+/).filter((word) => word !== "");
}

describe("a finished review check", () => {
  it("lets no byte of a pull request out of code", () => {
    const told = (text: string) => {
      const pull = pullRequest({
        review: hostileReview(text),
        baseBranch: text,
        earlierMalicious: [text],
        weakened: [{ key: text, before: text, after: text }],
        accepted: [{ fingerprint: "b".repeat(32), by: text, reason: text }],
      });
      const other = pullRequest({ number: 8, review: clean(), baseBranch: text });
      const check = finishedReviewCheck(finished({ pullRequests: [pull, other] }));
      return { check, tree: seen(`${check.summary}\n\n${check.text ?? ""}`) };
    };
    const plain = told("capture");
    // The sentence about annotations depends on how many paths GitHub can be given.
    const harmless = [plain, told(""), told("\n")];
    const known = new Set(harmless.flatMap(({ tree }) => wordsOf(tree.prose)));
    fc.assert(
      fc.property(hostile, (text) => {
        const { check, tree } = told(text);
        expect(wordsOf(tree.prose).filter((word) => !known.has(word))).toEqual([]);
        expect(tree.headings).toBe(plain.tree.headings);
        for (const type of ["html", "image", "definition", "thematicBreak", "blockquote"]) {
          expect(tree.types).not.toContain(type);
        }
        for (const url of tree.urls) {
          expect(
            /^https:\/\/gatehouse\.example\/(?:help|rules\/credentials\/read-and-send)$/.test(
              url,
            ) || url.startsWith(`${PAGE}/blob/${HEAD}/`),
          ).toBe(true);
        }
        expect(() => CheckContent.parse(check)).not.toThrow();
      }),
      { numRuns: 200 },
    );
  });

  it("says first what would happen, in one sentence", () => {
    expect(MALICIOUS.conclusion).toBe("failure");
    expect(MALICIOUS.title).toBe("Would send a credential to the network on install");
    expect(MALICIOUS.summary.split("\n")[0]).toBe(
      "`scripts/postinstall.js` (new) runs on `npm install`, reads `~/.npmrc` and sends it to `collect.example.invalid`.",
    );
  });

  it("tells a finding in the order in which a maintainer asks", () => {
    const order = [
      "### Sends a credential to the network",
      "What it does: `~/.npmrc` is read and sent to `collect.example.invalid`.",
      "**What was seen**",
      "**What it decodes to**",
      "hxxps://collect[.]example[.]invalid",
      "**Why it matters:** Tokens",
      "**When this is normal:** A release script",
      "**What to do:** Ask what",
      "## What newly runs",
      "## What comes from outside",
      "## Run the tests of this commit in a sandbox",
      `/sandbox run ${HEAD}\n`,
    ].map((part) => (MALICIOUS.text ?? "").indexOf(part));
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it("links every finding, and what else matched there, to the page of its rule", () => {
    const also = finding({ rule: "text/offscreen-code", severity: "low" });
    const first = finding({ rule: "text/offscreen-code", severity: "critical", path: "a.js" });
    const folded = finding({ path: "a.js", severity: "high", fingerprint: "c".repeat(32) });
    const all = review({ findings: [finding(), also, first, folded] });
    const { text, annotations } = finishedReviewCheck(
      finished({ pullRequests: [pullRequest({ review: all })] }),
    );
    const links = seen(text ?? "").urls.filter((url) => url === RULE_PAGE);
    expect(links).toHaveLength(2);
    expect(annotations.filter(({ message }) => message.endsWith(`\n${RULE_PAGE}`))).toHaveLength(1);
  });

  it("links decoded addresses nowhere and lists only executions that are new", () => {
    expect(MALICIOUS.text).not.toContain("https://collect");
    expect(MALICIOUS.text).not.toContain("old.js");
  });

  it("puts the worst first, and folds findings of one line", () => {
    const findings = [
      finding({
        axis: "weakness",
        severity: "critical",
        path: "w.yml",
        fingerprint: "1".repeat(32),
      }),
      finding({ severity: "medium", path: "b.js", fingerprint: "2".repeat(32) }),
      finding({ severity: "high", path: "c.js", fingerprint: "3".repeat(32) }),
      finding({
        rule: "text/offscreen-code",
        severity: "low",
        path: "c.js",
        fingerprint: "4".repeat(32),
      }),
    ];
    const check = finishedReviewCheck(
      finished({ pullRequests: [pullRequest({ review: review({ findings }) })] }),
    );
    expect(check.annotations.map(({ path, level }) => [path, level])).toEqual([
      ["c.js", "failure"],
      ["b.js", "warning"],
      ["w.yml", "notice"],
    ]);
    expect(check.annotations[0]?.message).toContain(
      "Also matched here: Hides code behind blanks (text/offscreen-code)\n",
    );
    expect(check.text).toContain(
      "**Also matched here:** Hides code behind blanks (`text/offscreen-code`)\n",
    );
  });

  it("annotates no path that GitHub would have to read as another one", () => {
    const findings = [
      finding({ path: "a\u202eb.js" }),
      finding({ path: "a\nb.js" }),
      finding({ path: "" }),
    ];
    const check = finishedReviewCheck(
      finished({ pullRequests: [pullRequest({ review: review({ findings }) })] }),
    );
    expect(check.annotations).toEqual([]);
    expect(check.text).toContain("⟨U+202E⟩");
  });

  it("never says safe, and accuses nobody", () => {
    const check = finishedReviewCheck(
      finished({ pullRequests: [pullRequest({ review: clean() })] }),
    );
    expect(check.conclusion).toBe("success");
    expect(check.title).toBe("No malicious pattern found in 4 changed files");
    for (const { title, summary, text } of [check, MALICIOUS]) {
      expect(`${title} ${summary} ${text}`).not.toMatch(
        /\bsafe\b|\bauthor\b|\battacker\b|malware/i,
      );
    }
  });

  it("says what is missing when a review is incomplete, and is not green", () => {
    const unanalysed = [{ path: "data.bin", reason: "unknown encoding" }];
    const check = finishedReviewCheck(
      finished({ pullRequests: [pullRequest({ review: clean({ complete: false, unanalysed }) })] }),
    );
    expect(check.conclusion).toBe("action_required");
    expect(check.title).toBe("Could not be read completely: 1 path not analysed");
    expect(check.text).toContain("- `data.bin`: `unknown encoding`");
  });

  it("says who accepted what and why, and does not say clean", () => {
    const accepted = [
      { fingerprint: finding().fingerprint, by: "alice", reason: "our own registry upload" },
    ];
    const check = finishedReviewCheck(finished({ pullRequests: [pullRequest({ accepted })] }));
    expect(check.conclusion).toBe("neutral");
    expect(check.title).toBe("Malicious pattern accepted by a maintainer: 1 finding");
    expect(check.text).toContain("accepted by `alice`: `our own registry upload`");
    expect(check.annotations).toEqual([]);
  });

  it("names every pull request with this head and tells the worst", () => {
    const check = finishedReviewCheck(
      finished({
        pullRequests: [
          pullRequest({ number: 3, review: clean(), baseBranch: "v1" }),
          pullRequest({ number: 9 }),
        ],
      }),
    );
    expect(check.conclusion).toBe("failure");
    expect(check.summary).toContain("- pull request 3 into `v1`: no pattern found\n");
    expect(check.summary).toContain("- pull request 9 into `main`: would do harm, told here\n");
  });

  it("tells an earlier malicious head and a milder policy", () => {
    const earlier = pullRequest({ review: clean(), earlierMalicious: [HEAD] });
    const check = finishedReviewCheck(finished({ pullRequests: [earlier] }));
    expect(check.conclusion).toBe("action_required");
    expect(check.title).toMatch(/^An earlier head was malicious/);
    expect(check.summary).toContain(`- \`${HEAD}\``);
    const weakened = [{ key: "mode", before: '"enforce"', after: '"observe"' }];
    const milder = finishedReviewCheck(
      finished({ pullRequests: [pullRequest({ review: clean(), weakened })] }),
    );
    expect(milder.title).toBe("Makes Gatehouse's policy milder: mode");
    expect(milder.summary).toContain('- `mode`: `"enforce"` → `"observe"`');
  });

  it("is the same text on a re-run that took another time", () => {
    const stats = { files: 4, bytes: 1200, milliseconds: 99_999 };
    const again = finishedReviewCheck(
      finished({ pullRequests: [pullRequest({ review: review({ stats }) })] }),
    );
    expect(again).toEqual(MALICIOUS);
  });

  it("offers the sandbox only where it can be asked for", () => {
    expect(MALICIOUS.buttons.map((button) => button.identifier)).toEqual(["sandbox_run", "rerun"]);
    const without = finishedReviewCheck(finished({ sandboxAllowed: false }));
    expect(without.buttons.map((button) => button.identifier)).toEqual(["rerun"]);
    expect(without.text).not.toContain("/sandbox run");
  });
});

describe("a review check without a review", () => {
  it("fits the contract in every stage", () => {
    for (const check of [
      queuedReviewCheck(),
      runningReviewCheck("reading 3 of 9 files"),
      failedReviewCheck({ incident: "4f1c", mode: "advise" }),
      supersededReviewCheck({ by: HEAD }),
      MALICIOUS,
    ]) {
      expect(CheckContent.parse(check)).toEqual(check);
      expect(check.conclusion === null).toBe(check.status !== "completed");
    }
  });

  it("calls our own failure ours, and neither a finding nor a pass", () => {
    const check = failedReviewCheck({ incident: "4f1c", mode: "advise" });
    expect(check.conclusion).toBe("neutral");
    expect(check.summary).toContain("not a finding about the code");
    expect(check.summary).toContain("`4f1c`");
  });

  it("is cancelled when a newer head replaced it", () => {
    const check = supersededReviewCheck({ by: HEAD });
    expect(check.conclusion).toBe("cancelled");
    expect(check.summary).toContain(HEAD);
  });
});
