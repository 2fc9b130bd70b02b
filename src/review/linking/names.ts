import type { TreeListing } from "../../model/tree.ts";
import { folderIndex, stemOf } from "../executions/folder-index.ts";
import { filesOfPackage, folderOfPackage, GO_PACKAGE } from "../executions/go-packages.ts";
import { resolveImport, resolveNamed } from "../executions/resolve.ts";
import type { Language } from "../languages/language.ts";
import { sharersOf } from "./shared-names.ts";

/** Forms in which languages without a quick look at their imports name other files. */
const LOADS =
  /\b(?:require(?:_relative|_once)?|load|include(?:_once)?|import|from|source)\b[ \t]{0,8}\(?[ \t]{0,8}["']?([\w@./-]{1,200})/g;

/** Anything that may be the path of a file. */
const PATHS = /[\w@./-]{3,200}/g;

/** No honest text names more files than this. */
const NAMED = 20_000;

/**
 * The files of the tree that a text names: modules that it imports, and whatever looks like
 * a path and is one. Linear in the text; may name too many.
 */
export function namesIn(
  text: string,
  path: string,
  language: Language | null,
  tree: TreeListing,
): string[] {
  const out = new Set<string>();
  const imports =
    language === null
      ? []
      : (language.skim?.(text) ?? [...text.matchAll(LOADS)].map((match) => match[1] ?? ""));
  for (const name of imports)
    for (const each of modulesOf(name, path, language, tree)) out.add(each);
  for (const each of language === null ? [] : sharersOf(text, path, language, tree)) out.add(each);
  const index = folderIndex(tree);
  let count = 0;
  for (const [named] of text.matchAll(PATHS)) {
    if (!/[./]/.test(named)) continue;
    if ((count += 1) > NAMED) break;
    if (index.named(stemOf(named)).length === 0) continue;
    const found = resolveNamed(named.replace(/^\/+/, ""), path, tree);
    if (found !== null) out.add(found);
  }
  out.delete(path);
  return [...out];
}

function modulesOf(
  name: string,
  path: string,
  language: Language | null,
  tree: TreeListing,
): string[] {
  // A module of a package is reached through the packages around it.
  const around = /^\w+(?:\.\w+)+$/.test(name) ? [name.slice(0, name.lastIndexOf("."))] : [];
  const file = language?.traits.module(name).file ?? null;
  if (file?.startsWith(GO_PACKAGE) === true) {
    const folder = folderOfPackage(file.slice(GO_PACKAGE.length), path, tree);
    return folder === null ? [] : filesOfPackage(folder, tree);
  }
  const found = file === null ? null : resolveImport(file, name, path, tree);
  const outer = around.flatMap((each) => modulesOf(each, path, language, tree));
  return found === null ? outer : [...outer, found];
}
