import type { EdgeFact } from "../../model/fact.ts";
import type { TreeListing } from "../../model/tree.ts";

/** Whether an edge names a class of the JVM by the path that its package gives it. */
export function isClassFile(edge: EdgeFact): boolean {
  return /^(?:import|exec:java|service) /.test(edge.by) && /\.java$/.test(edge.to ?? "");
}

/** The files of a tree that hold classes, by their last name; made once for each tree. */
const INDEXES = new WeakMap<TreeListing, ReadonlyMap<string, readonly string[]>>();

function indexOf(tree: TreeListing): ReadonlyMap<string, readonly string[]> {
  const known = INDEXES.get(tree);
  if (known !== undefined) return known;
  const made = new Map<string, string[]>();
  for (const path of tree.keys()) {
    const match = /(?:^|\/)([\w$]+)\.(?:java|kt|scala|groovy)$/.exec(path);
    const name = match?.[1];
    if (name === undefined) continue;
    const paths = made.get(name) ?? [];
    paths.push(path);
    made.set(name, paths);
  }
  INDEXES.set(tree, made);
  return made;
}

/** A class that stands in more source folders than this is found in the first ones. */
const MOST = 8;

/**
 * The files that may hold a class: source folders may stand anywhere in a tree, so any file
 * whose path ends in the class's own is one; in the default package, only a neighbour.
 */
export function fileOfClass(to: string, from: string, tree: TreeListing): string[] {
  const stem = to.replace(/\.java$/, "");
  const name = stem.slice(stem.lastIndexOf("/") + 1);
  const folder = from.slice(0, from.lastIndexOf("/") + 1);
  const found = (indexOf(tree).get(name) ?? []).filter((path) => {
    if (path === from) return false;
    const plain = path.slice(0, path.lastIndexOf("."));
    if (!stem.includes("/")) return plain === folder + stem;
    return plain === stem || plain.endsWith(`/${stem}`);
  });
  return found.slice(0, MOST);
}
