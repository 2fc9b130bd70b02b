import { describe, expect, it } from "vitest";
import { finishedReviewCheck } from "../../src/report/review-check.ts";
import { RULES, finding, finished, pullRequest, review } from "./examples.ts";

function titleOf(ruleTitle: string, over: Parameters<typeof review>[0] = {}): string {
  const text = { title: ruleTitle, why: "w", normal: "n", do: "d", references: [] };
  const one = review({ findings: [finding({ triggers: ["open"] })], ...over });
  const rules = new Map([...RULES, ["credentials/read-and-send", text]]);
  return finishedReviewCheck(finished({ rules, pullRequests: [pullRequest({ review: one })] }))
    .title;
}

describe("the title of a review check", () => {
  it.each([
    [
      "Runs code that is hidden behind an encoding",
      "Would run code that is hidden behind an encoding when the folder is opened in an editor",
    ],
    [
      "Writes where programs start",
      "Would write where programs start when the folder is opened in an editor",
    ],
    ["Fetches a program", "Would fetch a program when the folder is opened in an editor"],
    ["Carries data out", "Would carry data out when the folder is opened in an editor"],
    ["Starts a task when the folder is opened", "Would start a task when the folder is opened"],
    ["A name that deceives", "A name that deceives when the folder is opened in an editor"],
  ])("says of a rule called %j that it %s", (rule, title) => {
    expect(titleOf(rule)).toBe(title);
  });

  it("asks for a look where nothing is sure", () => {
    expect(titleOf("Runs a thing", { verdict: "suspicious" })).toMatch(
      /^Needs a maintainer's look: Would run a thing/,
    );
  });

  it("falls back to the review's own sentence in plain text, cut short", () => {
    const summary = `\`a\u202eb\` ${"runs ".repeat(100)}`;
    const title = titleOf("x", { findings: [], summary });
    expect(title.startsWith("a⟨U+202E⟩b runs runs")).toBe(true);
    expect(title.length).toBeLessThanOrEqual(255);
  });
});
