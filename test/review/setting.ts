import { join } from "node:path";
import { ReviewLimits, type ReviewRequest } from "../../src/model/review-request.ts";
import type { Review } from "../../src/model/review.ts";
import { loadKnowledge } from "../../src/review/knowledge.ts";
import { review } from "../../src/review/review.ts";
import { commitId, memoryCommits, type MemoryTree } from "../fakes/memory-commits.ts";

const knowledge = await loadKnowledge(join(import.meta.dirname, "..", ".."));

/** Reviews the change from one tree to another with the real rules. */
export async function reviewChange(
  base: MemoryTree,
  head: MemoryTree,
  options: { limits?: Partial<ReviewLimits>; text?: Partial<ReviewRequest["text"]> } = {},
): Promise<Review> {
  const commits = memoryCommits({ [commitId("a")]: base, [commitId("b")]: head });
  return review(
    commits,
    {
      mergeBases: [commitId("a")],
      head: commitId("b"),
      text: { title: "", body: "", branch: "", commitMessages: [], ...options.text },
      limits: ReviewLimits.parse(options.limits ?? {}),
    },
    knowledge,
  );
}

/** The rules that found something. */
export function rulesIn(review: Review): string[] {
  return [...new Set(review.findings.map((finding) => finding.rule))].sort();
}
