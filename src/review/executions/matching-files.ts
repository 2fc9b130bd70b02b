import type { TreeListing } from "../../model/tree.ts";
import { languageOf } from "../languages/table.ts";
import { folderIndex } from "./folder-index.ts";

/** More files than this are not started by one line. */
const FOUND = 200;

/**
 * Whether a path stands for several files: behind a folder that is known, a part of it is not,
 * or it is a pattern.
 */
export function isPattern(path: string): boolean {
  return /[\w-]\/[^\n]*[…*]/.test(path) && path.length <= 300;
}

/**
 * Files of code, and files without an ending, that a path with unknown parts may mean. What
 * stands before the first of these parts is the folder, at most one part more is compared.
 */
export function matchingFiles(path: string, tree: TreeListing): string[] {
  const open = path.search(/[…*]/);
  const folder = path.slice(0, path.lastIndexOf("/", open));
  const deep = path.slice(open).includes("/");
  const tail = /[^…*/]*$/.exec(path)?.[0] ?? "";
  const start = path.slice(folder.length + 1, open);
  const paths = deep ? inside(folder, tree) : folderIndex(tree).inFolder(folder);
  const found = paths.filter((each) => {
    const name = deep ? each.slice(each.lastIndexOf("/") + 1) : each.slice(folder.length + 1);
    if (!name.endsWith(tail) || (!deep && !name.startsWith(start))) return false;
    return languageOf(each, null) !== null || !name.includes(".") || tail.includes(".");
  });
  return found.slice(0, FOUND);
}

function inside(folder: string, tree: TreeListing): string[] {
  return [...tree.keys()].filter((path) => path.startsWith(`${folder}/`));
}
