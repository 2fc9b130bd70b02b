import type { Confidence, Finding, Severity } from "./review.ts";

/** What a rule says to people; the text of a rule file, without its match. */
export interface RuleText {
  title: string;
  /** The message with its `{placeholders}`, so that its own words can be told from captures. */
  message?: string;
  why: string;
  normal: string;
  do: string;
  references: readonly string[];
  /** The address of its page; a rule of a repository's own has none. */
  page?: string;
}

/** A rule as its page shows it. */
export interface DescribedRule extends RuleText {
  id: string;
  axis: Finding["axis"];
  severity: Severity;
  confidence: Confidence;
}

/** One example of a rule, as its page shows it: files that the change brings or alters. */
export interface ShownExample {
  files: readonly { path: string; text: string }[];
}

/** An example that a rule flags, and one that it does not; null where none can be shown. */
export interface ShownExamples {
  flagged: ShownExample | null;
  clean: ShownExample | null;
}

/** Where the pages of the rules are when nobody says otherwise. */
export const RULE_PAGES_URL = "https://github.com/gatehouse/gatehouse/tree/main/rules";

/** Rules by id, each with the address of its page below `url`. */
export function withPages<T extends RuleText & { id: string }>(
  rules: readonly T[],
  url: string,
): Map<string, T & { page: string }> {
  return new Map(rules.map((rule) => [rule.id, { ...rule, page: `${url}/${rule.id}` }]));
}
