import { isDeepStrictEqual } from "node:util";
import type { Review } from "../../model/review.ts";
import type { Knowledge } from "../knowledge.ts";
import { readRule } from "../rules/read-rule.ts";
import type { RuleProblem } from "../rules/rule-problem.ts";
import type { Rule } from "../rules/rule.ts";
import { type Example, readExamples } from "./read-example.ts";
import { reviewExample } from "./review-example.ts";

/** What became of a folder of rules: those that hold, and everything that is wrong. */
export interface CheckedRules {
  rules: { id: string; examples: number }[];
  problems: RuleProblem[];
}

const RULE_PATH = /^(?:.*\/)?([^/]+\/[^/]+)\/rule\.yml$/;

/**
 * Checks every rule among `files`, which are named by path: that it can be read, that its
 * flagged examples are flagged where they say so, and that its clean ones are not.
 */
export async function checkRules(
  files: ReadonlyMap<string, Uint8Array>,
  knowledge: Knowledge,
): Promise<CheckedRules> {
  const out: CheckedRules = { rules: [], problems: [] };
  const taken = new Map<string, string>();
  for (const [path, content] of files) {
    const id = RULE_PATH.exec(path)?.[1];
    if (id === undefined || path.includes("/examples/")) continue;
    const read = readRule(Buffer.from(content).toString("utf8"), path);
    const own = knowledge.rules.find((rule) => "rule" in read && rule.id === read.rule.id);
    // Our own folder can be checked as well.
    if (own && "rule" in read && !isDeepStrictEqual(said(own), said(read.rule))) {
      taken.set(own.id, "Gatehouse itself");
    }
    const problems = "problems" in read ? read.problems : nameProblems(read.rule, id, path, taken);
    if ("rule" in read && problems.length === 0) {
      taken.set(read.rule.id, path);
      problems.push(...(await exampleProblems(read.rule, path, files, knowledge, out)));
    }
    out.problems.push(...problems);
  }
  return out;
}

function said(rule: Rule): Omit<Rule, "pattern"> {
  const { pattern, ...file } = rule;
  void pattern;
  return file;
}

function nameProblems(
  rule: Rule,
  id: string,
  path: string,
  taken: ReadonlyMap<string, string>,
): RuleProblem[] {
  const at = (message: string) => [{ path, line: 1, column: 1, message }];
  if (rule.id !== id) return at(`\`id\` is ${rule.id}, and the folders say ${id}: make them equal`);
  const other = taken.get(id);
  return other === undefined ? [] : at(`${other} has a rule ${id} already; take another name`);
}

async function exampleProblems(
  rule: Rule,
  path: string,
  files: ReadonlyMap<string, Uint8Array>,
  knowledge: Knowledge,
  out: CheckedRules,
): Promise<RuleProblem[]> {
  const folder = `${path.slice(0, -"rule.yml".length)}examples/`;
  const examples = examplesIn(folder, files);
  if (!Array.isArray(examples)) return [{ path: folder, line: 1, column: 1, ...examples }];
  const problems = ["flagged", "clean"].flatMap((kind) =>
    examples.some(({ name }) => name.startsWith(kind))
      ? []
      : [{ path, line: 1, column: 1, message: noExample(kind) }],
  );
  for (const example of examples) {
    const answer = await reviewExample(example, { ...knowledge, rules: [rule] });
    problems.push(...judged(example, rule, answer, folder + example.name, files));
  }
  if (problems.length === 0) out.rules.push({ id: rule.id, examples: examples.length });
  return problems;
}

function noExample(kind: string): string {
  return `the rule has no ${kind} example: put a file at examples/${kind}.<extension>, or a tree in examples/${kind}-<name>/`;
}

function examplesIn(
  folder: string,
  files: ReadonlyMap<string, Uint8Array>,
): Example[] | { message: string } {
  const own = [...files].flatMap(([path, content]): [string, Uint8Array][] =>
    path.startsWith(folder) ? [[path.slice(folder.length), content]] : [],
  );
  try {
    return readExamples(new Map(own));
  } catch (error) {
    return { message: error instanceof Error ? error.message : String(error) };
  }
}

function judged(
  example: Example,
  rule: Rule,
  answer: Review,
  path: string,
  files: ReadonlyMap<string, Uint8Array>,
): RuleProblem[] {
  const places = answer.findings.map((finding) => `${finding.path}:${finding.line}`);
  const at = (place: string, message: string) => ({ ...placeIn(path, place, files), message });
  if (!example.flagged) {
    const message = `${rule.id} flags this line of a clean example; narrow \`match\`, or say \`unless\``;
    return places.map((place) => at(place, message));
  }
  if (places.length === 0) {
    const message = `${rule.id} does not flag this example; ${seenIn(answer)}`;
    return [at(example.marks[0] ?? "", message)];
  }
  const missed = example.marks.filter((mark) => !places.includes(mark));
  return missed.map((mark) => at(mark, `${rule.id} flags ${places.join(", ")}, and not this line`));
}

/** What a review understood of an example, in the words that rules are written in. */
function seenIn({ capabilities, executions, unanalysed }: Review): string {
  const seen = new Set(capabilities.flatMap(({ added }) => added));
  const runs = new Set(executions.map(({ trigger }) => trigger));
  const lost = unanalysed[0];
  if (lost !== undefined) return `it could not be read: ${lost.path}: ${lost.reason}`;
  const what = seen.size === 0 ? "no capability" : [...seen].join(", ");
  return `the review sees ${what} in it, run at ${runs.size === 0 ? "no moment" : [...runs].join(", ")}`;
}

/** The file and line of an example as they stand in its folder. */
function placeIn(path: string, place: string, files: ReadonlyMap<string, Uint8Array>) {
  const colon = place.lastIndexOf(":");
  const line = colon < 0 ? 1 : Number(place.slice(colon + 1));
  if (files.has(path)) return { path, line: path.endsWith(".tree.yml") ? 1 : line, column: 1 };
  const inner = colon < 0 ? "" : place.slice(0, colon);
  const found = [`${path}/head/${inner}`, `${path}/${inner}`].find((each) => files.has(each));
  return { path: found ?? path, line: found === undefined ? 1 : line, column: 1 };
}
