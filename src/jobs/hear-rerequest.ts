import type { CommitSha, RepositoryRef } from "../model/repository.ts";
import type { JobParts } from "./parts.ts";
import { queueRange, wantReview } from "./queue-review.ts";

/** Somebody pressed "Re-run" on a check run or on all of them. */
export interface HeardRerequest {
  repository: RepositoryRef;
  headSha: CommitSha;
  deliveryId: string;
}

/**
 * Reviews a commit again for every open pull request, merge group or push that ends at it. Anybody may ask for
 * that: it judges the same again. A sandbox run is never started this way.
 */
export async function hearRerequest(
  parts: Pick<JobParts, "store" | "jobs" | "forkReviewsPerHour" | "now">,
  { repository, headSha, deliveryId }: HeardRerequest,
): Promise<void> {
  const heads = await parts.store.headsAt(repository.id, headSha);
  for (const head of heads) await wantReview(parts, head, deliveryId);
  const ranges = await parts.store.rangesAt(repository.id, headSha);
  for (const range of ranges) await queueRange(parts, range, deliveryId);
}
