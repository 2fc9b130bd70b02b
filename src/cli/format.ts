import { join } from "node:path";
import { RULE_PAGES_URL, withPages } from "../model/rule-text.ts";
import type { Review } from "../model/review.ts";
import { reviewAsJson, reviewAsMarkdown } from "../report/review-formats.ts";
import { reviewAsSarif } from "../report/sarif.ts";
import { reviewAsText } from "../report/terminal.ts";
import { loadRules } from "../review/rules/load-rules.ts";
import type { CommandContext } from "./command.ts";

/** The formats of `--format`. */
export const FORMATS = ["text", "json", "sarif", "markdown"] as const;
export type Format = (typeof FORMATS)[number];

/** Renders a review for standard output, with a line feed at its end. */
export async function renderReview(
  { root, version, terminal }: CommandContext,
  review: Review,
  head: string,
  format: Format,
): Promise<string> {
  if (format === "json") return reviewAsJson(review);
  const rules = await loadRules(join(root, "rules"));
  const texts = withPages(rules, RULE_PAGES_URL);
  switch (format) {
    case "text":
      return reviewAsText(review, texts, { colour: terminal.colour });
    case "sarif":
      return reviewAsSarif(review, texts, version);
    case "markdown":
      return reviewAsMarkdown(review, head, texts);
  }
}
