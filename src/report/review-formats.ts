import type { Review } from "../model/review.ts";
import type { RuleText } from "../model/rule-text.ts";
import { plural } from "./review-title.ts";
import { reviewText } from "./review-text.ts";
import { sentence } from "./sentence.ts";

/** A review as JSON: the contract `gatehouse.review/1` as it is, with a line feed at the end. */
export function reviewAsJson(review: Review): string {
  return JSON.stringify(review, null, 2) + "\n";
}

/** A review as Markdown, as in the check run but without links to a repository's page. */
export function reviewAsMarkdown(
  review: Review,
  headSha: string,
  rules: ReadonlyMap<string, RuleText>,
): string {
  const ours = [...rules.values()].flatMap((rule) => [rule.title, rule.message ?? ""]);
  const first =
    review.verdict === "clean" && review.complete && review.findings.length === 0
      ? `No malicious pattern was found in ${plural(review.stats.files, "changed file")}.`
      : sentence(review.summary, ours);
  const complete = review.complete ? "" : " (incomplete)";
  const text = reviewText({
    review,
    open: review.findings,
    headSha,
    rules,
    repositoryUrl: null,
    accepted: [],
    unannotated: 0,
    wholePage: null,
    closing: "",
  });
  return `# Gatehouse review: ${review.verdict}${complete}\n\n${first}\n\n${text}`;
}
