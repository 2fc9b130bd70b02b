import { RE2JS } from "re2js";
import { problemAt, readRuleSource, schemaProblems, yamlProblems } from "./rule-problem.ts";
import type { RuleProblem, RuleSource } from "./rule-problem.ts";
import { RuleFile, type Clause, type Rule } from "./rule.ts";

/** A rule that was read, with the number of its patterns, or all that is wrong with it. */
export type ReadRule = { rule: Rule; patterns: number } | { problems: RuleProblem[] };

/** Reads one rule file; `path` is only named in problems. */
export function readRule(text: string, path: string): ReadRule {
  const source = sourceOf(text, path);
  if ("message" in source) return { problems: [source] };
  const broken = yamlProblems(source);
  // One slip of the pen has many consequences; the first ones say what it was.
  if (broken.length > 0) return { problems: broken.slice(0, 3) };
  const result = RuleFile.safeParse(source.document.toJS());
  if (!result.success) return { problems: schemaProblems(source, result.error) };
  const patterns = patternsOf(result.data);
  const rule = toRule(result.data);
  const problems = [
    ...patterns.flatMap(checkPattern(rule, source)),
    ...chainProblems(rule, source),
  ];
  return problems.length > 0 ? { problems } : { rule, patterns: patterns.length };
}

function sourceOf(text: string, path: string): RuleSource | RuleProblem {
  try {
    return readRuleSource(text, path);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { path, line: 1, column: 1, message: "the file is nested deeper than any rule" };
  }
}

function toRule(file: RuleFile): Rule {
  const { match, ...rest } = file;
  return { ...rest, match: Array.isArray(match) ? match : [match], pattern: compiler() };
}

/** Compiles patterns once each; all are linear in what they search. */
function compiler(): Rule["pattern"] {
  const compiled = new Map<string, (text: string) => boolean>();
  return (source) => {
    const known = compiled.get(source);
    if (known !== undefined) return known;
    const pattern = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
    const test = (text: string) => pattern.matcher(text).find();
    compiled.set(source, test);
    return test;
  };
}

interface Pattern {
  keys: readonly (string | number)[];
  source: string;
}

/** A bad pattern is found at start, not when it is first needed. */
function checkPattern(rule: Rule, source: RuleSource): (pattern: Pattern) => RuleProblem[] {
  return ({ keys, source: pattern }) => {
    try {
      rule.pattern(pattern);
      return [];
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const message = `${JSON.stringify(pattern)} is no RE2 pattern (${why}); RE2 has no look-around and no back-references`;
      return [problemAt(source, keys, message)];
    }
  };
}

function patternsOf(value: unknown, keys: readonly (string | number)[] = []): Pattern[] {
  if (typeof value === "string") {
    const name = keys.at(-1);
    const within = keys[0] === "match" || keys[0] === "unless";
    return within && typeof name === "string" && PATTERN_KEYS.has(name)
      ? [{ keys, source: value }]
      : [];
  }
  if (Array.isArray(value)) return value.flatMap((inner, at) => patternsOf(inner, [...keys, at]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => patternsOf(inner, [...keys, name]));
}

const PATTERN_KEYS: ReadonlySet<string> = new Set([
  "source",
  "not_source",
  "destination",
  "not_destination",
  "target",
  "not_target",
  "api",
  "content",
  "command",
  "says",
  "name",
  "value",
  "type",
  "path",
]);

/**
 * Only a chain of evidence is malicious: a rule may be sure of malice when it matches several
 * things together, a flow, something that was hidden by encoding, or content that says so.
 */
function chainProblems(rule: Rule, source: RuleSource): RuleProblem[] {
  if (rule.axis !== "malice" || rule.confidence !== "high") return [];
  if (rule.match.length > 1 || rule.match.some(isChain)) return [];
  const message =
    "`confidence` is high for malice, which needs a chain of evidence: several clauses, or a flow; else say medium";
  return [problemAt(source, ["confidence"], message)];
}

function isChain({ flow, capability }: Clause): boolean {
  return flow !== undefined || capability?.decoded === true || capability?.content !== undefined;
}
