import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { RE2JS } from "re2js";
import { parse } from "yaml";
import { z } from "zod";
import { RuleFile, type Rule } from "./rule.ts";

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

/** Reads one rule. Throws with the path and what would be right. */
export function parseRule(text: string, path: string): Rule {
  const result = RuleFile.safeParse(parse(text));
  if (!result.success) throw new Error(`${path}: ${z.prettifyError(result.error)}`);
  const { match, ...rest } = result.data;
  const clauses = Array.isArray(match) ? match : [match];
  const rule: Rule = { ...rest, match: clauses, pattern: compiler(path) };
  for (const clause of [...clauses, ...rest.unless]) compileAll(clause, rule);
  return rule;
}

/** Compiles patterns once each; all are linear in what they search. */
function compiler(path: string): Rule["pattern"] {
  const compiled = new Map<string, (text: string) => boolean>();
  return (source) => {
    const known = compiled.get(source);
    if (known !== undefined) return known;
    const test = compile(source, path);
    compiled.set(source, test);
    return test;
  };
}

function compile(source: string, path: string): (text: string) => boolean {
  try {
    const pattern = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
    return (text) => pattern.matcher(text).find();
  } catch (error) {
    throw new Error(`${path}: "${source}" is no RE2 pattern`, { cause: error });
  }
}

/** A bad pattern is found at start, not when it is first needed. */
function compileAll(value: unknown, rule: Rule, key = ""): void {
  if (typeof value === "string") {
    if (PATTERN_KEYS.has(key)) rule.pattern(value);
    return;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return;
  for (const [name, inner] of Object.entries(value)) compileAll(inner, rule, name);
}

const PATTERN_KEYS: ReadonlySet<string> = new Set([
  "source",
  "not_source",
  "destination",
  "not_destination",
  "target",
  "not_target",
  "api",
  "says",
  "name",
  "value",
  "type",
  "path",
]);
