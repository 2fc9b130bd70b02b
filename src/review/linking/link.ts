import type { ChangedFile } from "../../model/change.ts";
import type { Fact } from "../../model/fact.ts";
import type { CodeContext } from "../code/run.ts";
import type { ReadFile, Unit } from "../executions/unit.ts";
import type { Machines } from "../files/machines.ts";
import { readEmbedded } from "../files/read-embedded.ts";
import { readFiles } from "../side/side.ts";
import type { UnderstoodSide } from "../side/understand.ts";
import { createLinker, type Linker, type LinkSources } from "./linker.ts";
import { declarations, namesDeclared, sharesNames, takersOf } from "./shared-names.ts";
import { findUsers } from "./users.ts";
import { bringNear, textsOf, type NearTexts } from "./sources.ts";

/** Unchanged files that use changed ones are judged again, up to this many. */
const DEPENDENTS = 40;
/** So many of them besides that are tests. */
const TESTS = 4;
const TEST =
  /(?:^|\/)(?:tests?|__tests__|specs?|testing|e2e)\/|[._-](?:test|spec)\.\w+$|(?:^|\/)test_[^/]*$/;
/** How many files may stand between a file and the changed one that it uses. */
const HOPS = 3;

/**
 * Evaluates changed files, and unchanged ones that use them, together with what they import,
 * read and run. The facts that files give only together take the place of those that each
 * gave alone, on both sides. Answers the unchanged files that give other facts now.
 */
export async function linkSides(
  head: UnderstoodSide,
  base: UnderstoodSide,
  changes: readonly ChangedFile[],
  context: CodeContext,
): Promise<string[]> {
  const changed = {
    head: new Set(changes.flatMap(({ path, head: now }) => (now === null ? [] : [path]))),
    base: new Set(changes.flatMap(({ base: before }) => (before === null ? [] : [before.path]))),
  };
  const near = { head: nearOf(head), base: nearOf(base) };
  await bringUsers(changed.head, head, near.head);
  const users = [
    ...usersOf(changed.head, near.head),
    ...usersOf(changed.base, near.base).filter((path) => head.side.tree.has(path)),
  ];
  const others = [...new Set(users)].filter((path) => !changed.head.has(path));
  const unchanged = worthLinking(others, head, near.head);
  await readWhole(unchanged, head, base, near.head);
  const acting = unchanged.filter((path) => acts(head.files.get(path)));
  const ways = { changed: changed.head, asked: new Set(acting) };
  const before = new Map(changes.map(({ path, base: old }) => [path, old?.path ?? null]));
  const isNew = (path: string, named: string) => {
    const old = before.get(path);
    return old === null || (old !== undefined && !near.base.namedBy(old).includes(named));
  };
  const linkedPaths = [...changed.head, ...acting];
  const joined = await linkSide(head, linkedPaths, near.head, { ...ways, isNew }, context);
  const same = joined.filter((path) => !changed.head.has(path));
  // What a file is alone in the head it need not be more than that in the base.
  const compared = joined.flatMap((path) => before.get(path) ?? (before.has(path) ? [] : [path]));
  await readWhole(same, base, head, near.base);
  const back = { changed: changed.base, asked: new Set(same) };
  await linkSide(base, compared, near.base, { ...back, isNew: () => false }, context);
  return same.filter((path) => differs(path, head, base));
}

/**
 * Programs before tests: what a test reads and sends is its own. Of programs, those first that
 * are known to run and that may hand something on: many users must not hide the one that does.
 */
function worthLinking(
  users: readonly string[],
  { reaches }: UnderstoodSide,
  { texts }: NearTexts,
): string[] {
  const tests = users.filter((path) => TEST.test(path)).slice(0, TESTS);
  const weight = (path: string) =>
    (HANDS_ON.test(texts.get(path) ?? "") ? 2 : 0) +
    ((reaches.get(path)?.triggers.size ?? 0) > 0 ? 1 : 0);
  const programs = users
    .filter((path) => !TEST.test(path))
    .map((path) => ({ path, weight: weight(path) }))
    .sort((a, b) => b.weight - a.weight)
    .map(({ path }) => path);
  return [...programs.slice(0, DEPENDENTS), ...tests];
}

/** Words of code that starts programs, runs texts or talks to others. */
const HANDS_ON =
  /https?|fetch|request|socket|curl|wget|post\b|send|exec|spawn|popen|system|eval|subprocess|require\(\w|import\(\w/i;

/** Whether a file does anything by itself: only then a chain can end or begin in it. */
function acts(file: ReadFile | undefined): boolean {
  return file?.units.some(({ facts }) => facts.some(isAct)) ?? false;
}

function isAct(fact: Fact): boolean {
  if (fact.kind === "edge") return !fact.by.startsWith("import ");
  return fact.kind === "capability" || fact.kind === "flow";
}

/** Brings the texts of files near that nothing led to and that name a changed one. */
async function bringUsers(
  changed: ReadonlySet<string>,
  { side, files }: UnderstoodSide,
  near: NearTexts,
): Promise<void> {
  const names = [...namesDeclared(changed, near.texts).values()].flatMap((places) =>
    [...places.values()].flatMap((each) => [...each]),
  );
  const found = await findUsers(changed, side, (path) => files.has(path), names);
  for (const [path, text] of found) near.texts.set(path, text);
}

function nearOf(understood: UnderstoodSide): NearTexts {
  return textsOf(understood.files, understood.side.tree);
}

/** Files that were read and lead to a changed one, through others if need be. */
function usersOf(changed: ReadonlySet<string>, near: NearTexts): string[] {
  const found = new Set<string>();
  let goals: ReadonlySet<string> = changed;
  for (let hop = 0; hop < HOPS && goals.size > 0; hop += 1) {
    const words = wordsFor(goals);
    const takes = takersOf(goals, near.texts);
    const next = new Set<string>();
    for (const [path, text] of near.texts) {
      if (changed.has(path) || found.has(path)) continue;
      const names = words.some((word) => text.includes(word));
      if (names && near.namedBy(path).some((each) => goals.has(each))) next.add(path);
      else if (takes(path, text)) next.add(path);
    }
    for (const path of next) found.add(path);
    goals = next;
  }
  return [...found];
}

/** What a text must say to name one of these files: what a quick look can tell. */
function wordsFor(paths: ReadonlySet<string>): string[] {
  const words = [...paths].map((path) => {
    const parts = path.replace(/\.\w+$/, "").split("/");
    const last = parts.pop() ?? "";
    return /^(?:index|__init__|__main__)$/.test(last) ? (parts.pop() ?? ".") : last;
  });
  return [...new Set(words)];
}

/** What a file that did not change may spend on repeating. */
const STEPS_OF_UNCHANGED = 50_000;

/** Reads files in full that were skimmed, or not read at all. */
async function readWhole(
  paths: readonly string[],
  understood: UnderstoodSide,
  other: UnderstoodSide,
  near: NearTexts | null,
): Promise<void> {
  const { files } = understood;
  const code = { ...understood.side.code, steps: STEPS_OF_UNCHANGED };
  const side = { ...understood.side, code };
  const wanted = paths.filter((path) => files.get(path)?.skimmed !== false);
  const map = new Map(wanted.map((path) => [path, null]));
  const read = await readFiles(side, map, other.side.tree, "full");
  for (const [path, file] of read) files.set(path, file);
  if (near === null) return;
  for (const [path, text] of textsOf(read, side.tree).texts) near.texts.set(path, text);
}

type Ways = Pick<LinkSources, "changed" | "asked"> & {
  /** Whether a file names another one only since the change. */
  isNew: (path: string, named: string) => boolean;
};

/** Evaluates files with what they use; answers those that do more together than alone. */
async function linkSide(
  understood: UnderstoodSide,
  paths: readonly string[],
  near: NearTexts,
  { isNew, ...ways }: Ways,
  context: CodeContext,
): Promise<string[]> {
  const { side, files } = understood;
  const linked = paths.filter(
    (path) =>
      files.get(path)?.unanalysed === null && (near.namedBy(path).length > 0 || sharesNames(path)),
  );
  for (const path of await bringNear(linked, side, near, isNew)) {
    const file = files.get(path);
    const unanalysed = file?.unanalysed ?? "names more other files than are read together with it";
    if (file !== undefined) files.set(path, { ...file, unanalysed });
  }
  const languages = new Map(
    [...files].flatMap(([path, { language }]) => (language === null ? [] : [[path, language]])),
  );
  const { tree } = side;
  const declared = declarations(near.texts);
  const linker = createLinker({ tree, texts: near.texts, languages, declared, context, ...ways });
  return linked.filter((path) => {
    const alone = files.get(path);
    if (alone === undefined) return false;
    const together = linkedOrAlone(alone, linker, context);
    files.set(path, together);
    return said(alone) !== said(together);
  });
}

/** Files that nest too deep together keep what each gives alone, and say so. */
function linkedOrAlone(alone: ReadFile, linker: Linker, context: CodeContext): ReadFile {
  try {
    return linkFile(alone, linker, context);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const reason = "nests too deep to be read together with the files that it uses";
    return { ...alone, unanalysed: alone.unanalysed ?? reason };
  }
}

function linkFile(file: ReadFile, linker: Linker, context: CodeContext): ReadFile {
  const facts = file.language === null ? null : (linker.factsOf(file.path)?.facts ?? null);
  const machines: Machines = new Map();
  const units = file.units.map((unit) => {
    if (unit.embedded !== undefined) return linkUnit(unit, linker, machines, context);
    return facts === null ? unit : { ...unit, facts: replaced(unit.facts, file.codeFacts, facts) };
  });
  return { ...file, units, codeFacts: facts ?? file.codeFacts };
}

function linkUnit(unit: Unit, linker: Linker, machines: Machines, context: CodeContext): Unit {
  if (unit.embedded === undefined) return unit;
  const neighbours = linker.seenFrom(unit.folder === "" ? "x" : `${unit.folder}/x`);
  const { facts } = readEmbedded(unit.embedded, { ...context, neighbours }, machines);
  return { ...unit, facts };
}

function replaced(all: readonly Fact[], old: readonly Fact[], now: readonly Fact[]): Fact[] {
  const gone = new Set(old);
  return [...all.filter((fact) => !gone.has(fact)), ...now];
}

function differs(path: string, head: UnderstoodSide, base: UnderstoodSide): boolean {
  return said(head.files.get(path)) !== said(base.files.get(path));
}

function said(file: ReadFile | undefined): string {
  return JSON.stringify(file?.units.map(({ id, facts }) => [id, facts]));
}
