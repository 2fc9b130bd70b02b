import type { TreeListing } from "../../model/tree.ts";

/** The files of a tree by their folder and by their name, without ending and in small letters. */
export interface FolderIndex {
  inFolder: (folder: string) => readonly string[];
  named: (name: string) => readonly string[];
}

const INDEXES = new WeakMap<TreeListing, FolderIndex>();

/** The index of a tree; made once for each. */
export function folderIndex(tree: TreeListing): FolderIndex {
  const known = INDEXES.get(tree);
  if (known !== undefined) return known;
  const folders = new Map<string, string[]>();
  const names = new Map<string, string[]>();
  for (const [path, { kind }] of tree) {
    if (kind !== "file" && kind !== "executable") continue;
    add(folders, folderOf(path), path);
    add(names, stemOf(path), path);
  }
  const made: FolderIndex = {
    inFolder: (folder) => folders.get(folder) ?? [],
    named: (name) => names.get(name.toLowerCase()) ?? [],
  };
  INDEXES.set(tree, made);
  return made;
}

/** The name of a file without its endings, in small letters. */
export function stemOf(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return (name.split(".", 1)[0] ?? "").toLowerCase();
}

function add(map: Map<string, string[]>, key: string, path: string): void {
  const paths = map.get(key);
  if (paths === undefined) map.set(key, [path]);
  else paths.push(path);
}

/** The folder of a path; the root is the empty text. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}
