import type { EdgeFact } from "../../model/fact.ts";
import type { TreeListing } from "../../model/tree.ts";
import type { Trigger } from "../../model/trigger.ts";
import { resolveEdge } from "./resolve.ts";
import type { ReadFile, Unit } from "./unit.ts";

/** Why and when one unit runs. */
export interface Reach {
  triggers: Set<Trigger>;
  secrets: Set<string>;
  /** For each trigger, the text nearest to the beginning that makes it run. */
  by: Map<Trigger, { path: string; text: string }>;
}

/** What runs, by unit. */
export type Reaches = ReadonlyMap<string, Reach>;

/** Reads further files of the same tree when an edge leads to them. */
export interface FileSource {
  tree: TreeListing;
  /** Answers the file if it can be read within the limits; `runAs` when a command says how. */
  read: (wanted: ReadonlyMap<string, string | null>) => Promise<Map<string, ReadFile>>;
}

/**
 * Spreads triggers and secrets from the units that have them along every edge, reading what
 * is reached. Ends, because triggers and secrets only grow and both are finite.
 */
export async function spread(files: Map<string, ReadFile>, source: FileSource): Promise<Reaches> {
  const units = new Map<string, Unit>();
  for (const file of files.values()) for (const unit of file.units) units.set(unit.id, unit);
  const reaches = new Map<string, Reach>();
  await readAgain(files, units, source);
  let open = [...units.values()].filter((unit) => start(unit, reaches));
  while (open.length > 0) {
    await readReached(open, files, units, source);
    open = open.flatMap((unit) => follow(unit, units, reaches, source.tree));
  }
  return reaches;
}

function start(unit: Unit, reaches: Map<string, Reach>): boolean {
  const reach = reachOf(unit.id, reaches);
  for (const trigger of unit.triggers) {
    reach.triggers.add(trigger);
    reach.by.set(trigger, { path: unit.path, text: unit.by });
  }
  for (const secret of unit.secrets) reach.secrets.add(secret);
  // A document may start other files without being code itself.
  const starts = unit.facts.some((fact) => fact.kind === "edge" && fact.trigger !== null);
  return unit.triggers.length > 0 || starts;
}

function reachOf(id: string, reaches: Map<string, Reach>): Reach {
  const known = reaches.get(id);
  if (known !== undefined) return known;
  const made: Reach = { triggers: new Set(), secrets: new Set(), by: new Map() };
  reaches.set(id, made);
  return made;
}

function edgesOf(unit: Unit): EdgeFact[] {
  return unit.facts.filter((fact) => fact.kind === "edge");
}

/**
 * A file of the change that was read as no language, and that other code says how to run, is
 * code even where nobody knows what starts that other code: a page of a server.
 */
async function readAgain(
  files: Map<string, ReadFile>,
  units: Map<string, Unit>,
  source: FileSource,
): Promise<void> {
  const saying = [...units.values()].flatMap((unit) =>
    edgesOf(unit)
      .filter(({ language }) => language !== null)
      .flatMap((edge) => targetsOf(edge, unit, source)),
  );
  await bring(
    saying.filter(({ path }) => files.has(path)),
    files,
    units,
    source,
  );
}

async function readReached(
  open: readonly Unit[],
  files: Map<string, ReadFile>,
  units: Map<string, Unit>,
  source: FileSource,
): Promise<void> {
  const targets = open.flatMap((unit) =>
    edgesOf(unit).flatMap((edge) => targetsOf(edge, unit, source)),
  );
  await bring(targets, files, units, source);
}

/** Reads those of the files that were not read yet, or not as what runs them. */
async function bring(
  targets: readonly EdgeTarget[],
  files: Map<string, ReadFile>,
  units: Map<string, Unit>,
  source: FileSource,
): Promise<void> {
  const wanted = new Map<string, string | null>();
  for (const { path, language } of targets) {
    if (source.tree.has(path) && mustRead(files.get(path), language)) wanted.set(path, language);
  }
  for (const [path, file] of await source.read(wanted)) {
    files.set(path, file);
    for (const unit of file.units) units.set(unit.id, unit);
  }
}

interface EdgeTarget {
  path: string;
  language: string | null;
}

/** The files that an edge leads to, and the language in which they are run. */
function targetsOf(edge: EdgeFact, unit: Unit, source: FileSource): EdgeTarget[] {
  return resolveEdge(edge, unit, source.tree).map((target) => ({
    path: target.split("\u0000", 1)[0] ?? target,
    language: edge.language,
  }));
}

/** A file that was read as no language is read again when a command says which it is. */
function mustRead(file: ReadFile | undefined, language: string | null): boolean {
  return file === undefined || (file.language === null && language !== null);
}

/** Passes a unit's triggers on; answers the units that learned something. */
function follow(
  unit: Unit,
  units: ReadonlyMap<string, Unit>,
  reaches: Map<string, Reach>,
  tree: TreeListing,
): Unit[] {
  const from = reachOf(unit.id, reaches);
  const changed: Unit[] = [];
  for (const edge of edgesOf(unit)) {
    for (const id of resolveEdge(edge, unit, tree)) {
      const target = units.get(id);
      if (target === undefined) continue;
      if (pass(unit, edge, from, reachOf(id, reaches))) changed.push(target);
    }
  }
  return changed;
}

function pass(unit: Unit, edge: EdgeFact, from: Reach, to: Reach): boolean {
  const before = to.triggers.size + to.secrets.size;
  const own = edge.trigger === null ? [...from.triggers] : [edge.trigger];
  for (const trigger of own) {
    if (to.triggers.has(trigger)) continue;
    to.triggers.add(trigger);
    to.by.set(trigger, { path: unit.path, text: edge.by });
  }
  for (const secret of [...from.secrets, ...edge.secrets]) to.secrets.add(secret);
  return to.triggers.size + to.secrets.size > before;
}
