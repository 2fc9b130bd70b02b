import type { Review } from "../model/review.ts";

/** A review of a change that could not be read; its path is the whole change. */
export function incompleteReview(reason: string): Review {
  return {
    schema: "gatehouse.review/1",
    verdict: "clean",
    complete: false,
    summary: "This change could not be analysed.",
    findings: [],
    executions: [],
    capabilities: [],
    external: [],
    unanalysed: [{ path: "", reason: reason.slice(0, 512) }],
    stats: { files: 0, bytes: 0, milliseconds: 0 },
  };
}

/** The same review, with something about the whole change that was not analysed. */
export function withUnanalysed(review: Review, reason: string): Review {
  const unanalysed = [...review.unanalysed.slice(0, 4999), { path: "", reason }];
  return { ...review, complete: false, unanalysed };
}
