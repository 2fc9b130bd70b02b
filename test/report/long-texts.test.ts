import { describe, expect, it } from "vitest";
import { Review } from "../../src/model/review.ts";
import type { Finding } from "../../src/model/review.ts";
import { finishedReviewCheck } from "../../src/report/review-check.ts";
import { reviewAsMarkdown } from "../../src/report/review-formats.ts";
import { runText } from "../../src/report/run-text.ts";
import { finding, finished, HEAD, pullRequest, review, RULES, run } from "./examples.ts";
import { seen } from "./markdown.ts";

const DASHBOARD = "https://gatehouse.example/dashboard/reviews/12/7/x";

/** The long text of a review of so many findings and files that nobody read. */
function textOf(findings: number, unread: number, page: string | null = null): string {
  const many = Array.from({ length: findings }, (_, at) =>
    finding({ path: `src/${at}.js`, fingerprint: at.toString(16).padStart(32, "0") }),
  );
  const unanalysed = Array.from({ length: unread }, (_, at) => ({
    ...{ path: `lib/${"x".repeat(80)}${at}.bin`, reason: "an unknown format" },
  }));
  const all = review({ findings: many, unanalysed });
  const own = pullRequest({ review: all, page });
  return finishedReviewCheck(finished({ pullRequests: [own] })).text ?? "";
}

describe("a review that is longer than GitHub takes", () => {
  it("stays within GitHub's limits with as many and as large findings as a review can hold", () => {
    const big = "\u202e`".repeat(1024);
    const many: Finding[] = Array.from({ length: 2000 }, (_, index) =>
      finding({
        path: `src/${index}.js`,
        message: big.slice(0, 2048),
        fingerprint: index.toString(16).padStart(32, "0"),
        evidence: Array.from({ length: 32 }, () => ({
          path: big,
          line: 1,
          kind: "flow",
          text: big,
          decoded: [big, big, big, big],
        })),
      }),
    );
    const rows = Array.from({ length: 5000 }, () => ({ path: big, reason: big.slice(0, 512) }));
    const all = Review.parse(review({ findings: many, unanalysed: rows }));
    const check = finishedReviewCheck(finished({ pullRequests: [pullRequest({ review: all })] }));
    expect(Buffer.byteLength(check.summary)).toBeLessThanOrEqual(65_535);
    expect(Buffer.byteLength(check.text ?? "")).toBeLessThanOrEqual(65_535);
    expect(check.text).toContain("### Sends a credential to the network");
    expect(check.text).toMatch(/\*\*\d+ more places with findings are not shown here\.\*\*/);
    expect(check.text).toContain(`/sandbox run ${HEAD}\n`);
    expect(check.annotations.length).toBe(150);
    expect(check.text).toContain("1850 places with findings have no annotation");
    for (const annotation of check.annotations) {
      expect(annotation.title.length).toBeLessThanOrEqual(255);
      expect(Buffer.byteLength(annotation.message)).toBeLessThanOrEqual(65_535);
      expect(Buffer.byteLength(annotation.rawDetails ?? "")).toBeLessThanOrEqual(65_535);
    }
    expect(seen(check.text ?? "").types).not.toContain("html");
  });

  it.each([
    ["findings", 400, 0],
    ["rows of a list", 1, 400],
  ])("ends with a link to the page that has the rest of its %s", (_, findings, unread) => {
    const text = textOf(findings, unread, DASHBOARD);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_535);
    expect(seen(text.trimEnd().split("\n").at(-1) ?? "").urls).toEqual([DASHBOARD]);
  });

  it("ends with the command that shows the rest where people reach no such page", () => {
    const last = textOf(400, 0).trimEnd().split("\n").at(-1);
    expect(last).toContain("Not everything has room here");
    expect(last).toContain(`\`gatehouse review --head ${HEAD} --format json\``);
    expect(
      reviewAsMarkdown(
        review({ findings: Array.from({ length: 400 }, () => finding()) }),
        HEAD,
        RULES,
      ),
    ).not.toContain("dashboard");
  });

  it("says nothing of the kind when everything has room", () => {
    expect(textOf(1, 1, DASHBOARD)).not.toContain("Not everything");
  });
});

describe("a run that wrote more than is shown", () => {
  const long = { bytes: 9000, truncated: false, tail: "a line of the output\n".repeat(400) };

  it("ends with where the rest is", () => {
    const text = runText(run({ log: long }), "https://gatehouse.example/runs/1");
    expect(seen(text.trimEnd().split("\n").at(-1) ?? "").urls).toEqual([
      "https://gatehouse.example/runs/1",
    ]);
    expect(runText(run({ log: long }))).toContain(
      `gatehouse sandbox run --rev ${HEAD} --format json`,
    );
  });

  it("says nothing of the kind when it wrote little", () => {
    expect(runText(run(), "https://gatehouse.example/runs/1")).not.toContain("Not everything");
  });
});
