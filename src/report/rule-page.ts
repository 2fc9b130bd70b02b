import type { DescribedRule, ShownExample, ShownExamples } from "../model/rule-text.ts";
import { codeBlock, codeSpan } from "./encoder.ts";
import { prose } from "./sentence.ts";

const EXAMPLE_BYTES = 4096;

/** The questions that a rule's page answers, in the order in which they are asked. */
export function ruleSections(rule: DescribedRule): { heading: string; text: string }[] {
  return [
    { heading: "What it says", text: rule.message ?? rule.title },
    { heading: "What a finding means", text: meaningOf(rule) },
    { heading: "Why it matters", text: rule.why },
    { heading: "When this is normal", text: rule.normal },
    { heading: "What to do", text: rule.do },
  ];
}

/** A rule's page as Markdown. It stands in the rule's folder, beside its examples. */
export function rulePageMarkdown(rule: DescribedRule, examples: ShownExamples): string {
  const { id, title, axis, severity, confidence, references } = rule;
  const sections = ruleSections(rule).map(
    ({ heading, text }) => `## ${heading}\n\n${prose(text.trim())}\n`,
  );
  const links = references.map((reference) => `- <${reference}>\n`).join("");
  return [
    "<!-- Made from rule.yml and examples/ by node script/generated.ts -->\n",
    `# ${prose(title)}\n`,
    `Rule ${codeSpan(id)}: ${axis}, severity ${severity}, confidence ${confidence}.\n`,
    ...sections,
    "## Examples\n",
    example("A change that is flagged", examples.flagged),
    example("A change that is not", examples.clean),
    "[All examples](examples/), which are the rule's tests; [the rule itself](rule.yml), and [how to read it](../../../docs/rules.md#words).\n",
    ...(links === "" ? [] : [`## Read more\n\n${links}`]),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function example(heading: string, shown: ShownExample | null): string {
  if (shown === null) return "";
  const files = shown.files.map(
    ({ path, text }) => `${codeSpan(path)}:\n${codeBlock(text, EXAMPLE_BYTES)}`,
  );
  return `### ${heading}\n\n${files.join("\n")}`;
}

/** By the same table as the verdict: what weighs how much is said where it is read. */
function meaningOf({ axis, severity, confidence }: DescribedRule): string {
  if (axis === "weakness") {
    return "It makes an attack easier and is no attack itself. It is told as a notice and changes no verdict.";
  }
  const severe = severity === "high" || severity === "critical";
  if (severe && confidence === "high") {
    return "It is a chain of evidence for an attack. A change with such a finding is malicious unless a maintainer accepts exactly this finding.";
  }
  if (severity === "low" || confidence === "low") {
    return "It is a weak sign. It is shown beside others and changes no verdict by itself.";
  }
  return "It is a sign of an attack and no proof. A change with such a finding is suspicious: somebody should look before it is merged.";
}
