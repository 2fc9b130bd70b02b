import type { ChangeText } from "../../model/change.ts";
import type { Finding } from "../../model/review.ts";
import type { Places } from "../code/places.ts";
import type { Rule } from "../rules/rule.ts";
import { textFactsOf } from "../text/text-facts.ts";
import { findingsOfFacts } from "./facts-alone.ts";

/**
 * Findings in the text around the change: title, body, branch and commit messages are read
 * by people and by machines, and attackers hide things there. Their path is empty, because
 * no file of the tree is meant.
 */
export function aroundFindings(
  text: ChangeText,
  rules: readonly Rule[],
  places: Places,
): Finding[] {
  const parts: [string, string][] = [
    ["title", text.title],
    ["body.md", text.body],
    ["branch", text.branch],
    ...text.commitMessages.slice(0, 250).map((message): [string, string] => ["commit", message]),
  ];
  return parts.flatMap(([name, content]) => {
    const path = `(${name.replace(/\.md$/, "")})`;
    const facts = textFactsOf(content.slice(0, 200_000), name);
    return findingsOfFacts({ path, facts }, rules, places);
  });
}
