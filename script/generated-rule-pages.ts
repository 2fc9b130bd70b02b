import { join } from "node:path";
import { codeSpan } from "../src/report/encoder.ts";
import { rulePageMarkdown } from "../src/report/rule-page.ts";
import { prose } from "../src/report/sentence.ts";
import { loadShownExamples } from "../src/review/examples/shown-examples.ts";
import { loadRules } from "../src/review/rules/load-rules.ts";
import type { Rule } from "../src/review/rules/rule.ts";

/** The pages of all rules, each in its rule's folder, and the page that lists them, by path. */
export async function rulePages(root: string): Promise<Map<string, string>> {
  const rules = await loadRules(join(root, "rules"));
  const pages = new Map([["rules/README.md", listOf(rules)]]);
  for (const rule of rules) {
    const folder = `rules/${rule.id}`;
    const examples = await loadShownExamples(join(root, folder));
    pages.set(`${folder}/README.md`, rulePageMarkdown(rule, examples));
  }
  return pages;
}

function listOf(rules: readonly Rule[]): string {
  const families = Map.groupBy(rules, ({ id }) => id.split("/")[0] ?? "");
  const parts = [...families].map(([family, members]) => {
    const rows = members.map(
      ({ id, title, severity, confidence, axis }) =>
        `- [${codeSpan(id)}](${id}/README.md): ${prose(title)} (${axis}, ${severity}, confidence ${confidence})\n`,
    );
    return `## ${family}\n\n${rows.join("")}`;
  });
  const head = `<!-- Made from the rules by node script/generated.ts -->\n\n# The rules\n\nEach has a page with what it means, why, when it is normal, what to do, and examples. [How rules are written](../docs/rules.md).\n`;
  return `${head}\n${parts.join("\n")}`;
}
