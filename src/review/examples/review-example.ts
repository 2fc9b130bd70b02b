import { ReviewLimits } from "../../model/review-request.ts";
import type { Review } from "../../model/review.ts";
import type { Knowledge } from "../knowledge.ts";
import { review } from "../review.ts";
import { memoryCommits } from "./memory-commits.ts";
import type { Example } from "./read-example.ts";

const [BASE, HEAD, OTHER, TIP, RESULT] = [
  "a".repeat(40),
  "b".repeat(40),
  "c".repeat(40),
  "d".repeat(40),
  "e".repeat(40),
] as const;

/** Reviews an example of a rule as a change from its base to its head, with the usual limits. */
export async function reviewExample(
  { base, head, merge }: Pick<Example, "base" | "head" | "merge">,
  knowledge: Knowledge,
): Promise<Review> {
  const request = {
    mergeBases: [BASE],
    head: HEAD,
    text: { title: "", body: "", branch: "", commitMessages: [] },
    limits: ReviewLimits.parse({}),
  };
  const trees = { [BASE]: base, [HEAD]: head };
  if (merge === undefined) return review(memoryCommits(trees), request, knowledge);
  return review(
    memoryCommits({ ...trees, [OTHER]: merge.base, [TIP]: merge.tip, [RESULT]: merge.result }),
    { ...request, mergeBases: [BASE, OTHER], merge: { tip: TIP, result: RESULT } },
    knowledge,
  );
}
