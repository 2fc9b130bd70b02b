import type { TreeListing } from "../../model/tree.ts";
import type { ReadFile } from "../executions/unit.ts";
import { resolveEdge, resolveNamed } from "../executions/resolve.ts";
import { languageOf, LANGUAGES } from "../languages/table.ts";
import type { Side } from "../side/side.ts";
import { namesIn } from "./names.ts";

/** How far from a changed file others are brought near, and how many of them. */
const WAVES = 8;
const FILES = 120;
/** How many that the change names for the first time: nobody's change names more. */
const NEW_FILES = 400;
/** A file that is longer is a bundle, or data that no program runs. */
const BYTES = 200_000;

/** Texts of files of one side, and the files that each of them names. */
export interface NearTexts {
  texts: Map<string, string>;
  namedBy: (path: string) => readonly string[];
}

/** The texts of files that are read, and what their code names, looked for when it is asked. */
export function textsOf(files: ReadonlyMap<string, ReadFile>, tree: TreeListing): NearTexts {
  const texts = new Map<string, string>();
  for (const [path, { text }] of files) if (text !== null) texts.set(path, text);
  const known = new Map<string, readonly string[]>();
  const namedBy = (path: string) => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const names = namesOf(path, texts.get(path) ?? "", files.get(path), tree);
    known.set(path, names);
    return names;
  };
  return { texts, namedBy };
}

function namesOf(
  path: string,
  text: string,
  file: ReadFile | undefined,
  tree: TreeListing,
): readonly string[] {
  const found = file === undefined ? [] : leadsTo(file, tree);
  if (file !== undefined && file.language === null) return [...namedBy(file, tree), ...found];
  const language =
    languageOf(path, interpreterOf(text)) ?? LANGUAGES.get(file?.language ?? "") ?? null;
  return language === null ? found : [...namesIn(text, path, language, tree), ...found];
}

/** Files whose names code puts together: reading it by itself has told them. */
function leadsTo(file: ReadFile, tree: TreeListing): string[] {
  return file.units.flatMap((unit) =>
    unit.facts.flatMap((fact) => {
      if (fact.kind === "edge")
        return resolveEdge(fact, unit, tree).filter((path) => tree.has(path));
      const read = fact.kind === "capability" && fact.capability === "read.file";
      const path = read && fact.target !== null ? resolveNamed(fact.target, file.path, tree) : null;
      return path === null || path === file.path ? [] : [path];
    }),
  );
}

/** A document names what the code in it names; its other values name nothing that runs. */
function namedBy(file: ReadFile, tree: TreeListing): string[] {
  return file.units.flatMap(({ embedded, folder }) =>
    embedded === undefined
      ? []
      : namesIn(embedded.text, folder === "" ? "x" : `${folder}/x`, null, tree),
  );
}

/**
 * Brings the files near that the given ones use, wave by wave, each wave in one request. What
 * the change names for the first time (`isNew`) comes first, and one file's many names do not
 * crowd out those of another. Answers the files that name something new that was left out.
 */
export async function bringNear(
  from: readonly string[],
  side: Side,
  near: NearTexts,
  isNew: (path: string, named: string) => boolean,
): Promise<string[]> {
  const readable = (path: string) => !near.texts.has(path) && isReadable(path, side.tree);
  const first = from.map((path) => ({
    path,
    named: near.namedBy(path).filter((each) => readable(each) && isNew(path, each)),
  }));
  const fresh = [...new Set(inTurn(first.map(({ named }) => named)))];
  await read(fresh.slice(0, NEW_FILES), side, near);
  const left = new Set(fresh.slice(NEW_FILES));
  await bringOthers(from, side, near, FILES);
  return first.flatMap(({ path, named }) =>
    named.some((each) => left.has(each) && !near.texts.has(each)) ? [path] : [],
  );
}

async function bringOthers(
  from: readonly string[],
  side: Side,
  near: NearTexts,
  most: number,
): Promise<void> {
  const asked = new Set(from);
  let open = from;
  let left = most;
  for (let wave = 0; wave < WAVES && open.length > 0; wave += 1) {
    const named = new Set(inTurn(open.map((path) => near.namedBy(path))));
    const fresh = [...named].filter((path) => !asked.has(path));
    for (const path of fresh) asked.add(path);
    const missing = fresh.filter((path) => !near.texts.has(path) && isReadable(path, side.tree));
    await read(missing.slice(0, left), side, near);
    left -= Math.min(left, missing.length);
    open = fresh.filter((path) => near.texts.has(path));
  }
}

/** The first of each list, then the second of each, and so on. */
function inTurn(lists: readonly (readonly string[])[]): string[] {
  const longest = lists.reduce((most, { length }) => Math.max(most, length), 0);
  const out: string[] = [];
  for (let at = 0; at < longest; at += 1) out.push(...lists.flatMap((list) => list[at] ?? []));
  return out;
}

async function read(paths: readonly string[], side: Side, near: NearTexts): Promise<void> {
  const oids = paths.map((path) => side.tree.get(path)?.oid ?? "");
  const blobs = oids.length === 0 ? [] : await side.commits.read(oids, BYTES);
  paths.forEach((path, index) => {
    const blob = blobs[index];
    if (!(blob instanceof Uint8Array) || blob.includes(0)) return;
    near.texts.set(path, Buffer.from(blob).toString("utf8"));
  });
}

/** Code, and data in the forms that programs read. */
const READABLE =
  /\.(?:json[5c]?|ya?ml|toml|ini|env|conf|cfg|txt|sh|inc|properties|md|rst|csv|tsv|dat|data|b64|hex|enc|svg|xml|html?|tpl|tmpl|css|po|map|pem|crt|ttf|woff2?|bak|m4)$|(?:^|\/)[^.]+$|\/?\.env[\w.]*$/;

function isReadable(path: string, tree: TreeListing): boolean {
  const kind = tree.get(path)?.kind;
  if (kind !== "file" && kind !== "executable") return false;
  return languageOf(path, null) !== null || READABLE.test(path);
}

/** The program of a `#!` line, without folder and version. */
export function interpreterOf(text: string): string | null {
  const [first = ""] = text.split("\n", 1);
  if (!first.startsWith("#!")) return null;
  const words = first.slice(2, 300).trim().split(/\s+/);
  const program = words.map((word) => word.slice(word.lastIndexOf("/") + 1));
  const named =
    program[0] === "env"
      ? program.find((word, index) => index > 0 && !word.startsWith("-"))
      : program[0];
  return named?.replace(/[\d.]+$/, "") ?? null;
}
