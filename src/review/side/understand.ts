import type { TreeListing } from "../../model/tree.ts";
import { DOCUMENTS } from "../documents/table.ts";
import { conventionOf } from "../executions/conventions.ts";
import { spread, type Reaches } from "../executions/reach.ts";
import { folderOf } from "../executions/folder-index.ts";
import type { ReadFile } from "../executions/unit.ts";
import { readFiles, type Side } from "./side.ts";

/** A side with the files that matter read, and what runs in it. */
export interface UnderstoodSide {
  side: Side;
  files: Map<string, ReadFile>;
  reaches: Reaches;
}

/** Documents that start things are read wherever they stand, up to this many. */
const MANIFESTS = 400;

/**
 * Reads the changed files and every document that can make something run, then follows what
 * they start through unchanged files. `around` are the changed paths of both sides: what lies
 * beside them is read on both, or an old file beside a new one would seem to run only now.
 */
export async function understand(
  side: Side,
  { changed, around }: { changed: readonly string[]; around: readonly string[] },
  other: TreeListing,
): Promise<UnderstoodSide> {
  const wanted = new Map<string, string | null>();
  for (const path of changed) if (side.tree.has(path)) wanted.set(path, null);
  for (const path of startingDocuments(side.tree, wanted)) wanted.set(path, null);
  const files = await readFiles(side, wanted, other, "full");
  const beside = loaders(wanted, around, side.tree);
  for (const [path, file] of await readFiles(side, beside, other, "skim")) files.set(path, file);
  const reaches = await spread(files, {
    tree: side.tree,
    read: (more) => readFiles(side, within(more, side, files.size), other, "skim"),
  });
  return { side, files, reaches };
}

/** Those of the root come first, so that many deep ones do not hide them. */
function startingDocuments(tree: TreeListing, read: ReadonlyMap<string, unknown>): string[] {
  const out: string[] = [];
  for (const path of tree.keys()) {
    if (read.has(path) || isVendored(path)) continue;
    if (DOCUMENTS.some((kind) => kind.starts && kind.matches(path))) out.push(path);
  }
  const depth = (path: string) => path.split("/").length;
  return out.sort((a, b) => depth(a) - depth(b)).slice(0, MANIFESTS);
}

/** Files that a tool loads by their name, beside or above what changed: they may import it. */
const LOADERS = 200;

function loaders(
  read: ReadonlyMap<string, string | null>,
  around: readonly string[],
  tree: TreeListing,
): Map<string, string | null> {
  const folders = new Set([...read.keys(), ...around].flatMap((path) => foldersAbove(path)));
  const out = new Map<string, string | null>();
  for (const path of tree.keys()) {
    if (out.size >= LOADERS) break;
    if (read.has(path) || !folders.has(folderOf(path)) || isVendored(path)) continue;
    if (conventionOf(path) !== null) out.set(path, null);
  }
  return out;
}

function foldersAbove(path: string): string[] {
  const out: string[] = [];
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    out.push(folder);
    if (folder === "") return out;
  }
}

/** What lies in a dependency folder starts nothing by its name. */
function isVendored(path: string): boolean {
  return (
    path.includes("node_modules/") ||
    /(?:^|\/)(?:vendor|third_party|fixtures|testdata)\//.test(path)
  );
}

function within(
  more: ReadonlyMap<string, string | null>,
  side: Side,
  read: number,
): ReadonlyMap<string, string | null> {
  const left = side.limits.reachedFiles + MANIFESTS - read;
  return new Map([...more].slice(0, Math.max(0, left)));
}

/**
 * Makes ready to judge files that did not change: what was only skimmed is read in full, and
 * the base, where nothing led to them, has them too.
 */
export async function deepen(
  paths: readonly string[],
  head: UnderstoodSide,
  base: UnderstoodSide,
): Promise<void> {
  const skimmed = paths.filter((path) => head.files.get(path)?.skimmed === true);
  const wanted = new Map(skimmed.map((path) => [path, null]));
  for (const [path, file] of await readFiles(head.side, wanted, base.side.tree, "full")) {
    head.files.set(path, file);
  }
  for (const path of paths) {
    const file = head.files.get(path);
    const same = head.side.tree.get(path)?.oid === base.side.tree.get(path)?.oid;
    // What was evaluated with the base's other files stays as it is.
    const whole = base.files.get(path)?.skimmed === false;
    if (file !== undefined && same && !whole) base.files.set(path, file);
  }
}
