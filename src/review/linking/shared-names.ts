import type { TreeListing } from "../../model/tree.ts";
import { folderIndex, folderOf } from "../executions/folder-index.ts";
import type { Language } from "../languages/language.ts";
import { languageOf } from "../languages/table.ts";

/** How files of a language declare names that others use without an import. */
const DECLARES: Readonly<Record<string, readonly RegExp[]>> = {
  go: [
    /^(?:func|type|var|const)[ \t]{1,8}(\w{1,200})/gm,
    /^func[ \t]{0,8}\([ \t]{0,8}(?:\w{1,100}[ \t]{1,8})?\*?(\w{1,200})/gm,
  ],
  csharp: [/\b(?:class|struct|record|interface|enum)[ \t]{1,8}(\w{1,200})/g],
  java: [/\b(?:class|record|interface|enum)[ \t]{1,8}(\w{1,200})/g],
  php: [
    /\b(?:class|trait|interface|enum)[ \t]{1,8}(\w{1,200})/gi,
    /^[ \t]{0,8}function[ \t]{1,8}&?(\w{1,200})/gim,
  ],
};

/** Groups of variables in Go: `var ( … )`, each name at the beginning of a line. */
const GROUP = /^(?:var|const|type)[ \t]{0,8}\(([^)]{0,20000})/gm;
const GROUPED = /^[ \t]{1,8}(\w{1,200})\b/gm;

/** A text declares no more names than this that matter. */
const DECLARED = 5000;

/** The names that a text declares for others of its language; linear in the text. */
export function declaredIn(language: string, text: string): Set<string> {
  const names = new Set<string>();
  const add = (name: string | undefined) => {
    if (name !== undefined && names.size < DECLARED) names.add(sharedName(language, name));
  };
  for (const form of DECLARES[language] ?? []) {
    for (const match of text.matchAll(form)) add(match[1]);
  }
  if (language !== "go") return names;
  for (const [, group = ""] of text.matchAll(GROUP)) {
    for (const match of group.matchAll(GROUPED)) add(match[1]);
  }
  return names;
}

/** A name as files share it: without its package, and in small letters where case is nothing. */
export function sharedName(language: string, name: string): string {
  const plain = name.endsWith("()") ? name.slice(0, -2) : name;
  const last = plain.slice(plain.lastIndexOf(".") + 1);
  return language === "php" ? last.toLowerCase() : last;
}

/** Finds the files that declare a name, looking into all texts of a language when first asked. */
export function declarations(
  texts: ReadonlyMap<string, string>,
): (language: string, name: string) => readonly string[] {
  const indexes = new Map<string, Map<string, string[]>>();
  return (language, name) => {
    const known = indexes.get(language);
    const index = known ?? declaringFiles(language, texts);
    if (known === undefined) indexes.set(language, index);
    return index.get(name) ?? [];
  };
}

function declaringFiles(
  language: string,
  texts: ReadonlyMap<string, string>,
): Map<string, string[]> {
  const out = new Map<string, string[]>();
  for (const [path, text] of texts) {
    if (languageOf(path, null)?.name !== language) continue;
    for (const name of declaredIn(language, text)) {
      const paths = out.get(name);
      if (paths === undefined) out.set(name, [path]);
      else paths.push(path);
    }
  }
  return out;
}

/** Whether a file may use names that others declare, without naming them. */
export function sharesNames(path: string): boolean {
  return languageOf(path, null)?.traits.shares !== undefined;
}

/** Names that are looked for in other texts; shorter ones are everywhere. */
const LOOKED_FOR = 200;
const SHORTEST = 3;

/** The names that files declare for others of their language, as far as they are looked for. */
export function namesDeclared(
  paths: Iterable<string>,
  texts: ReadonlyMap<string, string>,
): Map<Language, Map<string, Set<string>>> {
  const out = new Map<Language, Map<string, Set<string>>>();
  for (const path of paths) {
    const language = languageOf(path, null);
    const shares = language?.traits.shares;
    if (language === null || shares === undefined) continue;
    const places = out.get(language) ?? new Map<string, Set<string>>();
    const place = shares === "folder" ? folderOf(path) : "";
    const names = places.get(place) ?? new Set<string>();
    for (const name of declaredIn(language.name, texts.get(path) ?? "")) {
      if (name.length >= SHORTEST && names.size < LOOKED_FOR) names.add(name);
    }
    out.set(language, places.set(place, names));
  }
  return out;
}

/** Tells which files use a name that one of the given files declares. */
export function takersOf(
  paths: Iterable<string>,
  texts: ReadonlyMap<string, string>,
): (path: string, text: string) => boolean {
  const declared = namesDeclared(paths, texts);
  return (path, text) => {
    const language = languageOf(path, null);
    const places = language === null ? undefined : declared.get(language);
    if (language === null || places === undefined) return false;
    const place = language.traits.shares === "folder" ? folderOf(path) : "";
    const body = language.name === "php" ? text.toLowerCase() : text;
    return [...(places.get(place) ?? [])].some((name) => body.includes(name));
  };
}

/** How many files one file may share names with. */
const SIBLINGS = 60;
const NAMES = 400;
const CLASS = /\b[A-Z]\w{1,100}/g;

/** Files of the tree that may declare what a text uses without an import. */
export function sharersOf(
  text: string,
  path: string,
  language: Language,
  tree: TreeListing,
): string[] {
  const { shares } = language.traits;
  const index = folderIndex(tree);
  const own = (each: string) => each !== path && languageOf(each, null) === language;
  if (shares === "folder") {
    const tests = path.endsWith("_test.go");
    return index
      .inFolder(folderOf(path))
      .filter((each) => own(each) && (tests || !each.endsWith("_test.go")))
      .slice(0, SIBLINGS);
  }
  if (shares !== "tree" || language.skim !== undefined) return [];
  const names = new Set([...text.matchAll(CLASS)].map(([name]) => name));
  const found = [...names].slice(0, NAMES).flatMap((name) => nearest(index.named(name), path, own));
  return [...new Set(found)].slice(0, SIBLINGS);
}

/** Classes of one name may stand in several projects: those beside the file come first. */
function nearest(
  paths: readonly string[],
  from: string,
  own: (path: string) => boolean,
): readonly string[] {
  const all = paths.filter(own);
  const beside = all.filter((each) => folderOf(each) === folderOf(from));
  return beside.length > 0 ? beside : all.slice(0, 3);
}
