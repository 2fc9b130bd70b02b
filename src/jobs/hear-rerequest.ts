import type { CommitSha, RepositoryRef } from "../model/repository.ts";
import type { JobParts } from "./parts.ts";
import { queueReview } from "./queue-review.ts";

/** Somebody pressed "Re-run" on a check run or on all of them. */
export interface HeardRerequest {
  repository: RepositoryRef;
  headSha: CommitSha;
  deliveryId: string;
}

/**
 * Reviews a commit again for every open pull request whose head it is. Anybody may ask for
 * that: it judges the same again. A sandbox run is never started this way.
 */
export async function hearRerequest(
  parts: Pick<JobParts, "store" | "jobs">,
  { repository, headSha, deliveryId }: HeardRerequest,
): Promise<void> {
  const heads = await parts.store.headsAt(repository.id, headSha);
  for (const head of heads) await queueReview(parts, head, deliveryId);
}
