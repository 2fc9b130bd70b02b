import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { readRule } from "./read-rule.ts";
import type { Rule } from "./rule.ts";

/**
 * Loads every rule under `folder`, one folder each. Throws with the file and everything that
 * is wrong in it: a rule that cannot be used must be noticed at start.
 */
export async function loadRules(folder: string): Promise<Rule[]> {
  const rules: Rule[] = [];
  for (const family of await folders(folder)) {
    if (family === "vocabulary") continue;
    for (const name of await folders(join(folder, family))) {
      const path = join(folder, family, name, "rule.yml");
      const rule = parseRule(await readFile(path, "utf8"), path);
      if (rule.id !== `${family}/${name}`) {
        throw new Error(`${path}: the id is "${rule.id}", the folder says "${family}/${name}"`);
      }
      rules.push(rule);
    }
  }
  return rules;
}

async function folders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** Reads one rule. Throws with the path, every line that is wrong, and what would be right. */
export function parseRule(text: string, path: string): Rule {
  const read = readRule(text, path);
  if ("rule" in read) return read.rule;
  const lines = read.problems.map(
    ({ line, column, message }) => `${path}:${line}:${column}: ${message}`,
  );
  throw new Error(lines.join("\n"));
}
