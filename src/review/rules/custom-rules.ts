import type { CommitReader, TreeEntry, TreeListing } from "../../model/tree.ts";
import { parseListing } from "../tree/listing.ts";
import { readRule } from "./read-rule.ts";
import type { RuleProblem } from "./rule-problem.ts";
import type { Rule } from "./rule.ts";

/** What the rules of a repository may cost, so that they cannot starve our own. */
export const CUSTOM_LIMITS = {
  rules: 100,
  /** Bytes of one rule file. */
  fileBytes: 16 * 1024,
  /** Patterns of all rules together. */
  patterns: 500,
  /** Time in which they are matched. */
  milliseconds: 5_000,
  findings: 200,
  /** Problems that are listed. */
  problems: 50,
} as const;

/** The rules of a repository that can be used, and what is wrong with the others. */
export interface CustomRules {
  rules: Rule[];
  problems: RuleProblem[];
}

/**
 * Reads the rules in `folders` of a commit, `<folder>/<family>/<name>/rule.yml` each. `taken`
 * are ids that a rule must not have. A rule with a problem is left out, and the problem listed.
 */
export async function readCustomRules(
  commits: CommitReader,
  source: { commit: string; folders: readonly string[]; treeEntries: number },
  taken: ReadonlySet<string>,
): Promise<CustomRules> {
  const { entries } = parseListing(await commits.list(source.commit), source.treeEntries);
  const out: CustomRules = { rules: [], problems: [] };
  const files: RuleFileEntry[] = [];
  for (const folder of source.folders.map((each) => each.replace(/\/+$/, ""))) {
    const found = ruleFilesIn(folder, entries);
    if (found.length === 0) out.problems.push(noRules(folder));
    files.push(...found);
  }
  const within = files.slice(0, CUSTOM_LIMITS.rules);
  if (files.length > within.length) out.problems.push(tooMany(files[within.length], "rules"));
  const blobs = await commits.read(
    within.map(({ entry }) => entry.oid),
    CUSTOM_LIMITS.fileBytes,
  );
  const reading = { entries, taken: new Set(taken), patterns: 0 };
  for (const [index, file] of within.entries()) take(file, blobs[index], reading, out);
  return { ...out, problems: out.problems.slice(0, CUSTOM_LIMITS.problems) };
}

interface RuleFileEntry {
  entry: TreeEntry;
  /** What its folders say: `family/name`. */
  id: string;
}

interface Reading {
  entries: TreeListing;
  taken: Set<string>;
  patterns: number;
}

function ruleFilesIn(folder: string, entries: TreeListing): RuleFileEntry[] {
  const start = `${folder}/`;
  return [...entries.values()].flatMap((entry) => {
    if (!entry.path.startsWith(start)) return [];
    const words = entry.path.slice(start.length).split("/");
    const isRule = words.length === 3 && words[2] === "rule.yml";
    return isRule ? [{ entry, id: words.slice(0, 2).join("/") }] : [];
  });
}

function take(file: RuleFileEntry, blob: unknown, reading: Reading, out: CustomRules): void {
  const { path, kind } = file.entry;
  const whole = (message: string) => void out.problems.push(atTop(path, message));
  if (kind !== "file" && kind !== "executable") return whole("a rule must be a regular file");
  if (!(blob instanceof Uint8Array)) {
    return whole(`a rule has at most ${CUSTOM_LIMITS.fileBytes} bytes`);
  }
  const read = readRule(Buffer.from(blob).toString("utf8"), path);
  if ("problems" in read) return void out.problems.push(...read.problems);
  const wrong = misplaced(read.rule, file, reading);
  if (wrong !== null) return whole(wrong);
  if (reading.patterns + read.patterns > CUSTOM_LIMITS.patterns) {
    return void out.problems.push(tooMany(file, "patterns"));
  }
  reading.patterns += read.patterns;
  reading.taken.add(read.rule.id);
  out.rules.push(read.rule);
}

function misplaced({ id }: Rule, file: RuleFileEntry, { entries, taken }: Reading): string | null {
  if (id !== file.id) return `\`id\` is ${id}, and the folders say ${file.id}: make them the same`;
  if (taken.has(id)) return `there is a rule ${id} already; give this one a name of its own`;
  const start = `${file.entry.path.slice(0, -"rule.yml".length)}examples/`;
  const names = [...entries.keys()].filter((path) => path.startsWith(start));
  const missing = ["flagged", "clean"].find(
    (kind) => !names.some((path) => path.startsWith(start + kind)),
  );
  if (missing === undefined) return null;
  return `the rule has no ${missing} example: put one at examples/${missing}.<extension>, or a tree in examples/${missing}-<name>/`;
}

function noRules(folder: string): RuleProblem {
  return atTop(folder, "no rule here; a rule is <this folder>/<family>/<name>/rule.yml");
}

function tooMany(file: RuleFileEntry | undefined, what: "rules" | "patterns"): RuleProblem {
  const message = `${CUSTOM_LIMITS[what]} ${what} are the most that a repository may have; this rule and what comes after it are not used`;
  return atTop(file?.entry.path ?? "", message);
}

function atTop(path: string, message: string): RuleProblem {
  return { path, line: 1, column: 1, message };
}
