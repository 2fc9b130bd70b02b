import type { CommitSha } from "../model/repository.ts";
import type { ReviewRequest } from "../model/review-request.ts";
import type { Commits } from "../ports/git.ts";

/**
 * The merge that a review looks at. With one merge base a merge changes nothing that the
 * comparison does not show; with several it can. A conflict cannot be merged as it stands.
 */
export async function mergeOf(
  commits: Pick<Commits, "mergeResult">,
  { tip, head }: { tip: CommitSha; head: CommitSha },
  mergeBases: readonly CommitSha[],
): Promise<Pick<ReviewRequest, "merge">> {
  if (mergeBases.length < 2) return {};
  const result = await commits.mergeResult(tip, head);
  if (result === "conflict") return {};
  return { merge: { tip, result: result === "unknown" ? null : result.commit } };
}
