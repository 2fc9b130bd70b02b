import type { TreeListing } from "../../model/tree.ts";
import type { Home, Neighbours } from "../code/analysis.ts";
import { valueOfJson } from "../code/data.ts";
import type { Program, Reading } from "../code/program.ts";
import {
  evaluateReading,
  loadReading,
  openProgram,
  readingOf,
  type CodeContext,
  type CodeResult,
  type OpenProgram,
} from "../code/run.ts";
import { join, joinAll, record, UNKNOWN, type Box, type Value } from "../code/value.ts";
import { folderOf } from "../executions/folder-index.ts";
import { resolveImport, resolveNamed } from "../executions/resolve.ts";
import { folderOfPackage, GO_PACKAGE } from "../executions/go-packages.ts";
import type { Language } from "../languages/language.ts";
import { languageOf } from "../languages/table.ts";
import { sharedName } from "./shared-names.ts";

/** What the files of one commit are evaluated with, together. */
export interface LinkSources {
  tree: TreeListing;
  /** Texts that were brought near; a file that was not is as unknown as a library. */
  texts: ReadonlyMap<string, string>;
  /** The language of a file, where a command or its first line says more than its name. */
  languages: ReadonlyMap<string, string>;
  context: CodeContext;
  /** The files near that declare a name for others of their language. */
  declared: (language: string, name: string) => readonly string[];
  /** Files that changed: they are evaluated whole, as if they stood alone. */
  changed: ReadonlySet<string>;
  /** Other files whose own facts are asked for. */
  asked: ReadonlySet<string>;
}

/** Evaluates files of one commit, those they use before them. */
export interface Linker {
  /** The file's own facts, with what it does together with others; null when it is not near. */
  factsOf(path: string): CodeResult | null;
  /** What a text that stands in `path`, such as a command of a document, reaches. */
  seenFrom(path: string): Neighbours;
}

interface Opened {
  home: Home;
  program: OpenProgram;
}

/** Files that use one another are opened inside one another this deep. */
const DEPTH = 12;
/** What files that did not change may spend on repeating: those that are asked for, and others. */
const STEPS = { asked: 100_000, used: 20_000 };
/** Copies of libraries are as unknown as libraries, unless they changed. */
const LIBRARY = /(?:^|\/)(?:node_modules|bower_components|_?vendor|third_party|site-packages)\//;

/** A name that more files declare is one of everybody's. */
const DECLARING = 8;

/** Makes a linker. Its values are its own: two sides never see each other's. */
export function createLinker(sources: LinkSources): Linker {
  const opened = new Map<string, Opened>();
  let depth = 0;
  const linker: Linker = {
    factsOf: (path) => {
      const file = open(path, null);
      return file === null ? null : evaluateReading(file.program);
    },
    seenFrom: (path) => neighboursOf(path, sources, open),
  };
  return linker;

  function open(path: string, runAs: string | null): Opened | null {
    const known = opened.get(path);
    if (known !== undefined) return known;
    const changed = sources.changed.has(path);
    if (!changed && LIBRARY.test(path)) return null;
    const language = languageFor(path, runAs, sources);
    const reading = language === null ? null : programOf(path, language, sources);
    if (language === null || reading === null || depth > DEPTH) return null;
    const neighbours = neighboursOf(path, sources, open);
    const context = { ...sources.context, neighbours };
    const some = sources.asked.has(path) ? STEPS.asked : STEPS.used;
    const steps = changed ? undefined : some;
    const program = openProgram(language, reading, path, context, steps);
    const { home } = program.analysis;
    if (home === null) return null;
    const made: Opened = { home, program };
    // Known before it is evaluated: a cycle sees what is exported so far.
    opened.set(path, made);
    depth += 1;
    if (changed) evaluateReading(program);
    else loadReading(program);
    depth -= 1;
    return made;
  }
}

type Open = (path: string, runAs: string | null) => Opened | null;

function neighboursOf(from: string, sources: LinkSources, open: Open): Neighbours {
  const { tree, texts } = sources;
  return {
    module: (file, name) => {
      if (file.startsWith(GO_PACKAGE)) return goPackage(file, from, sources, open);
      const path = resolveImport(file, name, from, tree);
      return path === null ? packageOf(file, name, from, sources, open) : load(path);
    },
    code: (named, language) => {
      const path = resolveNamed(named, from, tree);
      return path === null ? null : (open(path, language)?.home ?? null);
    },
    text: (named) => {
      const path = resolveNamed(named, from, tree);
      return path === null ? null : (texts.get(path) ?? null);
    },
    home: (path) => open(path, null)?.home ?? null,
    shared: sharedNames(from, sources, open),
  };

  function load(path: string): { value: Value; home: Home | null } | null {
    const text = texts.get(path);
    if (text === undefined) return null;
    if (/\.json[5c]?$/.test(path)) return { value: valueOfJson(text) ?? UNKNOWN, home: null };
    // What is included is read as the same language, whatever the end of its name says.
    const own = languageFor(from, null, sources) ?? languageOf(from, null);
    const file = open(path, own?.traits.includes === true ? own.name : null);
    return file === null ? null : { value: moduleValue(file, sources, open), home: file.home };
  }
}

/** What an importer gets: what the file exports as a whole, and all that it exports by name. */
function moduleValue({ home }: Opened, sources: LinkSources, open: Open): Value {
  const names = record(home.exports);
  for (const box of names.boxes) {
    box.shared = true;
    box.module = (name) => submodule(home.path, name, sources, open);
  }
  const whole = home.exports.get("default") ?? UNKNOWN;
  for (const value of home.exports.values()) share(value);
  return join(whole, names);
}

/** What others import is seen by all of them: an assignment of one does not hide it. */
function share(value: Value): void {
  const seen = new Set<Box>(value.boxes);
  for (const box of seen) {
    if (seen.size > 200) return;
    box.shared = true;
    for (const inner of [...box.fields.values(), ...(box.items ?? [])]) {
      for (const each of inner.boxes) seen.add(each);
    }
  }
}

/** A package's name may stand for a file in its folder. */
function submodule(path: string, name: string, sources: LinkSources, open: Open): Value | null {
  if (!/(?:^|\/)__init__\.py$/.test(path)) return null;
  return inFolder(folderOf(path), name, sources, open);
}

function inFolder(folder: string, name: string, sources: LinkSources, open: Open): Value | null {
  const path = resolveImport(`./${name}.py`, `./${name}`, `${folder}/x`, sources.tree);
  const file = path === null ? null : open(path, null);
  return file === null ? null : moduleValue(file, sources, open);
}

/** A folder of modules without a file of its own: `import tools.helper`. */
function packageOf(
  file: string,
  name: string,
  from: string,
  sources: LinkSources,
  open: Open,
): { value: Value; home: null } | null {
  if (!file.endsWith(".py") || name.includes("/")) return null;
  const folder = [folderOf(from), ""]
    .map((base) =>
      `${base === "" ? "" : `${base}/`}${file.slice(0, -".py".length)}`.replace("/./", "/"),
    )
    .map((each) => each.replace(/^\.\//, ""))
    .find((each) => [...sources.texts.keys()].some((path) => path.startsWith(`${each}/`)));
  if (folder === undefined) return null;
  const value = record(new Map());
  for (const box of value.boxes) box.module = (inner) => inFolder(folder, inner, sources, open);
  return { value, home: null };
}

/** A package of Go: each of its names is looked for in all files of its folder. */
function goPackage(
  file: string,
  from: string,
  sources: LinkSources,
  open: Open,
): { value: Value; home: null } | null {
  const folder = folderOfPackage(file.slice(GO_PACKAGE.length), from, sources.tree);
  if (folder === null || folder === folderOf(from)) return null;
  const value = record(new Map());
  const inside = `${folder}/package.go`;
  for (const box of value.boxes) box.module = sharedNames(inside, sources, open);
  return { value, home: null };
}

/** What other files declare under names that the file `from` uses without an import. */
function sharedNames(
  from: string,
  sources: LinkSources,
  open: Open,
): (name: string) => Value | null {
  const language = languageFor(from, null, sources) ?? languageOf(from, null);
  const shares = language?.traits.shares;
  if (language === null || shares === undefined) return () => null;
  const folder = folderOf(from);
  const places = new Map<string, readonly string[]>();
  return (name) => {
    const plain = sharedName(language.name, name);
    const paths = places.get(plain) ?? placesOf(plain);
    places.set(plain, paths);
    if (paths.length === 0) return null;
    const values = paths.flatMap((path) => {
      const names = open(path, null)?.home.global.names;
      return names?.get(plain) ?? names?.get(name) ?? [];
    });
    for (const value of values) share(value);
    return values.length === 0 ? null : joinAll(values);
  };

  function placesOf(name: string): readonly string[] {
    const all = sources.declared(language?.name ?? "", name).filter((path) => path !== from);
    const near = shares === "folder" ? all.filter((path) => folderOf(path) === folder) : all;
    return near.slice(0, DECLARING);
  }
}

function languageFor(path: string, runAs: string | null, sources: LinkSources): Language | null {
  const text = sources.texts.get(path);
  if (text === undefined) return null;
  const interpreter = /^#!.*?([\w.+-]+?)[\d.]*(?:\s+-\S+)*\s*$/m.exec(
    text.slice(0, 200).split("\n", 1)[0] ?? "",
  );
  const named = languageOf(path, interpreter?.[1] ?? null);
  const { languages } = sources.context;
  return named ?? languages.get(sources.languages.get(path) ?? runAs ?? "") ?? null;
}

function programOf(path: string, language: Language, sources: LinkSources): Reading | null {
  const text = sources.texts.get(path);
  const oid = sources.tree.get(path)?.oid ?? null;
  if (text === undefined) return null;
  return readOrEmpty(() => readingOf(language, text, oid, sources.context));
}

const EMPTY: Program = { body: [] };

/** A file that nests too deep was named as not analysed when it was read by itself. */
function readOrEmpty(read: () => Reading): Reading {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return { program: EMPTY, recovered: true };
    throw error;
  }
}
