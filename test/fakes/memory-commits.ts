import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { MemoryTree } from "../../src/review/examples/memory-commits.ts";

export { memoryCommits } from "../../src/review/examples/memory-commits.ts";
export type { MemoryFile, MemoryTree } from "../../src/review/examples/memory-commits.ts";

/** A folder on disk as a tree, with paths relative to it. */
export function treeFromFolder(folder: string): MemoryTree {
  const tree: MemoryTree = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    tree[path.slice(folder.length + 1)] = readFileSync(path);
  }
  return tree;
}

/** A commit id for tests. */
export function commitId(digit: string): string {
  return digit.repeat(40);
}
