import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { RULE_PAGES_URL } from "../model/rule-text.ts";
import { nearest } from "../model/nearest.ts";
import { loadRules } from "../review/rules/load-rules.ts";
import type { Rule } from "../review/rules/rule.ts";
import { oneOf, readArguments } from "./arguments.ts";
import { type CommandContext, EXIT, wrongUse } from "./command.ts";
import { testRulesIn } from "./rules-folder.ts";

const ACTIONS = ["list", "explain", "test"] as const;

/** `gatehouse rules list|explain|test`: the rules as they are, from their own files. */
export async function runRules(context: CommandContext, args: readonly string[]): Promise<number> {
  const read = readArguments(args, [], 2);
  if ("problem" in read) return wrongUse(context, read.problem);
  const [word, id] = read.words;
  if (word === undefined)
    return wrongUse(context, "say rules list, rules explain RULE, or rules test DIR");
  const action = oneOf("the action", word, ACTIONS);
  if ("problem" in action) return wrongUse(context, action.problem);
  if (action.word === "test") return testRulesIn(context, id);
  if (action.word === "explain" && (id === undefined || id === "verdict")) {
    context.terminal.out(await readFile(join(context.root, "docs", "verdict.md"), "utf8"));
    return EXIT.done;
  }
  const rules = await loadRules(join(context.root, "rules"));
  if (action.word === "explain" && id !== undefined) return explain(context, rules, id);
  if (id !== undefined) return wrongUse(context, `${JSON.stringify(id)} is one word too many`);
  const width = Math.max(...rules.map((rule) => rule.id.length));
  context.terminal.out(rules.map((rule) => listed(rule, width)).join(""));
  return EXIT.done;
}

function listed({ id, axis, severity, title }: Rule, width: number): string {
  return `${id.padEnd(width)}  ${axis.padEnd(8)}  ${severity.padEnd(8)}  ${title}\n`;
}

function explain(context: CommandContext, rules: readonly Rule[], id: string): number {
  const rule = rules.find((one) => one.id === id);
  if (rule) {
    context.terminal.out(explained(rule));
    return EXIT.done;
  }
  const ids = rules.map((one) => one.id);
  const near = nearest(id, ids) ?? ids.find((one) => one.endsWith(`/${id}`));
  const hint = near === undefined ? "see gatehouse rules list" : `did you mean ${near}?`;
  return wrongUse(context, `there is no rule ${JSON.stringify(id)}; ${hint}`);
}

function explained(rule: Rule): string {
  const { id, title, axis, severity, confidence, why, normal, references } = rule;
  return [
    `${title}\n${id}: ${axis}, severity ${severity}, confidence ${confidence}\n`,
    `Why it matters\n  ${why.trim()}\n`,
    `When this is normal\n  ${normal.trim()}\n`,
    `What to do\n  ${rule.do.trim()}\n`,
    ...(references.length > 0
      ? [`References\n${references.map((url) => `  ${url}\n`).join("")}`]
      : []),
    `Its page, with examples\n  ${RULE_PAGES_URL}/${id}\n`,
  ].join("\n");
}
