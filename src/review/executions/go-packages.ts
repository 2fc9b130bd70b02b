import type { TreeListing } from "../../model/tree.ts";
import { folderIndex, folderOf } from "./folder-index.ts";

/** How Go's reader names a package that may be one of the repository. */
export const GO_PACKAGE = "package:";

/** Hosts whose modules are named by owner and repository. */
const HOSTS = /^(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org)$/;

/**
 * The folder of the tree that an import of Go means, or null: the name of a module is not known
 * here, so the first parts of the path are taken for it.
 */
export function folderOfPackage(name: string, from: string, tree: TreeListing): string | null {
  if (name === ".") return folderOf(from);
  const parts = name.split("/");
  const heads = HOSTS.test(parts[0] ?? "") ? [3] : [1, 2];
  for (const head of heads) {
    for (const rest of [parts.slice(head), versionless(parts.slice(head))]) {
      const folder = rest.join("/");
      if (parts.length >= head && filesOfPackage(folder, tree).length > 0) return folder;
    }
  }
  return null;
}

function versionless(parts: readonly string[]): readonly string[] {
  return /^v\d{1,3}$/.test(parts[0] ?? "") ? parts.slice(1) : parts;
}

/** The files of a package, without its tests. */
export function filesOfPackage(folder: string, tree: TreeListing): string[] {
  return folderIndex(tree)
    .inFolder(folder)
    .filter((path) => path.endsWith(".go") && !path.endsWith("_test.go"));
}
