import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import type { MemoryTree } from "../fakes/memory-commits.ts";
import type { Review } from "../../src/model/review.ts";
import { type Example, readExamples } from "../../src/review/examples/read-example.ts";
import type { Knowledge } from "../../src/review/knowledge.ts";
import { reviewExample } from "../../src/review/examples/review-example.ts";

export type { Example } from "../../src/review/examples/read-example.ts";

/** The examples of one rule's folder: single files, trees, or pairs of trees. */
export function examplesOf(ruleFolder: string): Example[] {
  const folder = join(ruleFolder, "examples");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return readExamples(new Map(files.map((path) => [relative(folder, path), readFileSync(path)])));
}

/** Reviews a change between two trees in memory. */
export async function reviewTrees(
  base: MemoryTree,
  head: MemoryTree,
  knowledge: Knowledge,
): Promise<Review> {
  return reviewExample({ base, head }, knowledge);
}
