import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { commitId, memoryCommits, type MemoryTree } from "../fakes/memory-commits.ts";
import type { Review } from "../../src/model/review.ts";
import { ReviewLimits } from "../../src/model/review-request.ts";
import { type Example, readExamples } from "../../src/review/examples/read-example.ts";
import type { Knowledge } from "../../src/review/knowledge.ts";
import { review } from "../../src/review/review.ts";

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
  const commits = memoryCommits({ [commitId("a")]: base, [commitId("b")]: head });
  return review(
    commits,
    {
      mergeBases: [commitId("a")],
      head: commitId("b"),
      text: { title: "", body: "", branch: "", commitMessages: [] },
      limits: ReviewLimits.parse({}),
    },
    knowledge,
  );
}
