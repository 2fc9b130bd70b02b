import { join } from "node:path";
import { type Verdict, VERDICTS } from "../../src/model/review.ts";
import type { Knowledge } from "../../src/review/knowledge.ts";
import type { MemoryTree } from "../../test/fakes/memory-commits.ts";
import { incidentsIn } from "../../test/incidents/incident.ts";
import { examplesOf, reviewTrees } from "../../test/rules/examples.ts";
import { languageNamed } from "./idioms.ts";
import { type Rewrite, REWRITES } from "./rewrite.ts";

interface Attack {
  name: string;
  base: MemoryTree;
  head: MemoryTree;
}

/** What became of one attack after one rewrite. */
interface Outcome {
  attack: string;
  rewrite: string;
  language: string;
  before: Verdict;
  after: Verdict;
}

/**
 * Rewrites every incident and every flagged example without changing what it does, reviews the
 * result and tells what share is still flagged. `only` names rewrites or languages.
 */
export async function measureRewrites(
  root: string,
  knowledge: Knowledge,
  say: (line: string) => void,
  only = "",
): Promise<void> {
  const outcomes: Outcome[] = [];
  for (const attack of attacksOf(root, knowledge)) {
    const { verdict: before } = await reviewTrees(attack.base, attack.head, knowledge);
    if (before === "clean") continue;
    outcomes.push(...(await inTwoSteps(attack, before, knowledge, say)));
    for (const [rewrite, apply] of [...Object.entries(REWRITES), OTHER_FILE_NAME]) {
      const changed = rewritten(attack, rewrite, apply);
      if (changed === null || !`${rewrite} ${changed.language}`.includes(only)) continue;
      const { verdict: after } = await reviewTrees(attack.base, changed.head, knowledge);
      const outcome = { attack: attack.name, rewrite, language: changed.language, before, after };
      outcomes.push(outcome);
      if (after !== before)
        say(`${attack.name}: ${rewrite} (${changed.language}): ${before}, then ${after}`);
    }
  }
  say("");
  for (const line of [...table(outcomes, "rewrite"), "", ...table(outcomes, "language")]) say(line);
}

/**
 * Every changed file once as the last of two pull requests, with the others in the first: one
 * of the two must be flagged.
 */
async function inTwoSteps(
  { name, base, head }: Attack,
  before: Verdict,
  knowledge: Knowledge,
  say: (line: string) => void,
): Promise<Outcome[]> {
  const changed = Object.keys(head).filter((path) => textOf(base[path]) !== textOf(head[path]));
  if (changed.length < 2 || changed.length > 6) return [];
  const outcomes: Outcome[] = [];
  for (const last of changed) {
    const between: MemoryTree = { ...head };
    const old = base[last];
    if (old === undefined) Reflect.deleteProperty(between, last);
    else between[last] = old;
    const first = await reviewTrees(base, between, knowledge);
    const second = await reviewTrees(between, head, knowledge);
    const after = worse(first.verdict, second.verdict);
    outcomes.push({ attack: name, rewrite: "two pull requests", language: "any", before, after });
    if (after !== before) say(`${name}: two pull requests, ${last} last: ${before}, then ${after}`);
  }
  return outcomes;
}

function worse(a: Verdict, b: Verdict): Verdict {
  return VERDICTS.indexOf(a) > VERDICTS.indexOf(b) ? a : b;
}

function attacksOf(root: string, { rules }: Knowledge): Attack[] {
  const incidents = incidentsIn(join(root, "test", "incidents")).map(({ folder, attack }) => ({
    name: folder,
    base: attack.base,
    head: attack.head,
  }));
  const examples = rules
    .filter(({ axis }) => axis === "malice")
    .flatMap(({ id }) =>
      examplesOf(join(root, "rules", id)).flatMap(({ name, flagged, base, head }) =>
        flagged ? [{ name: `${id}/${name}`, base, head }] : [],
      ),
    );
  return [...incidents, ...examples];
}

const OTHER_FILE_NAME: [string, null] = ["other file name", null];

/** Applies a rewrite to every program that the attack changes; null when it applies to none. */
function rewritten(
  { base, head }: Attack,
  name: string,
  rewrite: Rewrite | null,
): { head: MemoryTree; language: string } | null {
  const out: MemoryTree = { ...head };
  const languages = new Set<string>();
  // Another file would be checked out in another encoding.
  if (
    name === "second file" &&
    /working-tree-encoding/.test(textOf(head[".gitattributes"]) ?? "")
  ) {
    return null;
  }
  for (const [path, content] of Object.entries(head)) {
    const language = languageNamed(path);
    const text = textOf(content);
    if (language === null || text === null || textOf(base[path]) === text) continue;
    const done =
      rewrite === null ? renameFile(out, path) : apply(out, { path, text, language }, rewrite);
    if (done) languages.add(language);
  }
  return languages.size === 0 ? null : { head: out, language: [...languages].sort().join("+") };
}

function apply(
  out: MemoryTree,
  program: { path: string; text: string; language: string },
  rewrite: Rewrite,
): boolean {
  const result = rewrite(program);
  if (result === null) return false;
  out[program.path] = result.text;
  const folder = program.path.slice(0, program.path.lastIndexOf("/") + 1);
  if (result.more !== undefined) out[folder + result.more.name] = result.more.text;
  return true;
}

/** Gives a file another name, where other files name it and no tool does. */
function renameFile(out: MemoryTree, path: string): boolean {
  const file = path.slice(path.lastIndexOf("/") + 1);
  const stem = file.replace(/\.\w+$/, "");
  const other = file.replace(stem, "zq_other");
  if (/^(?:index|main|package|setup|config|install|test|src|lib|build|run|app)$/.test(stem))
    return false;
  const named = Object.entries(out).filter(
    ([each, content]) => each !== path && (textOf(content)?.includes(file) ?? false),
  );
  if (named.length === 0) return false;
  for (const [each, content] of named) {
    out[each] = (textOf(content) ?? "").replaceAll(file, other);
  }
  out[path.slice(0, path.length - file.length) + other] = out[path] ?? "";
  Reflect.deleteProperty(out, path);
  return true;
}

function textOf(content: MemoryTree[string] | undefined): string | null {
  if (typeof content === "string") return content;
  if (!(content instanceof Uint8Array)) return null;
  const text = Buffer.from(content).toString("utf8");
  return text.includes("\uFFFD") || text.includes("\0") ? null : text;
}

function table(outcomes: readonly Outcome[], by: "rewrite" | "language"): string[] {
  const groups = [...Map.groupBy(outcomes, (each) => each[by]), ["all", outcomes] as const];
  return [
    `| ${by} | attacks | still flagged | share | still malicious | share |`,
    "| --- | --- | --- | --- | --- | --- |",
    ...groups.map(([name, all]) => row(name, all)),
  ];
}

function row(name: string, all: readonly Outcome[]): string {
  const flagged = all.filter(({ after }) => after !== "clean").length;
  const sure = all.filter(({ before }) => before === "malicious");
  const still = sure.filter(({ after }) => after === "malicious").length;
  const share = (count: number, of: number) =>
    of === 0 ? "" : `${((100 * count) / of).toFixed(1)} %`;
  return `| ${name} | ${all.length} | ${flagged} | ${share(flagged, all.length)} | ${still} of ${sure.length} | ${share(still, sure.length)} |`;
}
