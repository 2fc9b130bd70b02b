import { isDependencyFile } from "../execution/dependencies/lockfiles.ts";
import type { DependencyFile, DependencyReading, LockedEntry } from "../model/dependency.ts";
import type { Fact, ReferenceFact } from "../model/fact.ts";
import type { CommitReader, TreeEntry } from "../model/tree.ts";
import { DOCUMENTS } from "../review/documents/table.ts";
import { parseListing } from "../review/tree/listing.ts";
import type { Task } from "./task.ts";

/** What the child reads: the files at the root of one commit. */
export interface DependenciesInput {
  commit: string;
  /** The language of the runner. */
  language: string;
}

const MOST_ENTRIES = 400_000;
const MOST_FILES = 32;
/** The longest lockfile that is read, in bytes; the longest in use have half of it. */
export const LOCKFILE_BYTES = 16 * 1024 * 1024;

/** Reads what a commit says about the packages it needs, by the readers of the review. */
export async function dependenciesTask(): Promise<Task> {
  // The parent writes the input itself.
  return (input, { commits }) => readDependencies(commits, input as DependenciesInput);
}

async function readDependencies(
  commits: CommitReader,
  { commit, language }: DependenciesInput,
): Promise<DependencyReading> {
  const { entries } = parseListing(await commits.list(commit), MOST_ENTRIES);
  const found = [...entries.values()].filter(({ path }) => isDependencyFile(path, language));
  const files: DependencyFile[] = [];
  for (const entry of found.slice(0, MOST_FILES)) files.push(await readOne(commits, entry));
  return { files, vendored: isVendored([...entries.keys()], language) };
}

/** Whether the packages themselves stand in the tree, where the language looks for them. */
function isVendored(paths: readonly string[], language: string): boolean {
  if (language === "javascript") return paths.some((path) => path.startsWith("node_modules/"));
  // `cargo vendor` and `go mod vendor` put them there.
  if (language === "rust") return paths.some((path) => path.startsWith("vendor/"));
  if (language === "go") return paths.includes("vendor/modules.txt");
  return false;
}

async function readOne(
  commits: CommitReader,
  { path, kind, oid }: TreeEntry,
): Promise<DependencyFile> {
  const nothing = { path, entries: [], asks: [] };
  if (kind !== "file" && kind !== "executable") return { ...nothing, problem: "it is no file" };
  const [blob] = await commits.read([oid], LOCKFILE_BYTES);
  if (!(blob instanceof Uint8Array)) {
    const missing = blob?.missing === "too-large" ? "it is too large" : "its content is missing";
    return { ...nothing, problem: missing };
  }
  const text = Buffer.from(blob).toString("utf8");
  const readings = DOCUMENTS.filter(({ matches }) => matches(path)).map(({ read }) =>
    read(text, path),
  );
  const facts = readings.flatMap((reading) => reading.facts).filter(isReference);
  const locked = facts.flatMap(({ locked: one, ...fact }) =>
    one === undefined ? [] : [lockedEntry(fact, one)],
  );
  const problem = readings.find((reading) => reading.problem !== null)?.problem ?? null;
  return {
    path,
    entries: locked.slice(0, 20_000),
    asks: facts.flatMap(({ locked: one, type, name }) => (asks(one, type) ? [name] : [])),
    problem:
      locked.length > 20_000 ? "it pins too many packages" : (problem?.slice(0, 500) ?? null),
  };
}

function asks(locked: ReferenceFact["locked"], type: string): boolean {
  return locked === undefined && type !== "package-manager";
}

function isReference(fact: Fact): fact is ReferenceFact {
  return fact.kind === "reference";
}

function lockedEntry(
  fact: Omit<ReferenceFact, "locked">,
  locked: NonNullable<ReferenceFact["locked"]>,
): LockedEntry {
  const cut = (text: string) => text.slice(0, 1000);
  return {
    name: fact.name,
    version: fact.version,
    source: locked.source,
    digests: locked.digests.slice(0, 500).map(cut),
    alias: locked.alias === null ? null : cut(locked.alias),
    local: locked.local,
    only: (locked.only ?? []).slice(0, 50).map(cut),
    line: fact.at.line,
  };
}
