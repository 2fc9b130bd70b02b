import type { CommitSha, RepositoryRef } from "../model/repository.ts";
import type { PullRequestReview } from "../report/finished-review.ts";
import type { Acceptance } from "../ports/acceptances.ts";
import type { JobParts } from "./parts.ts";
import { isSettled, toAccept } from "./weigh.ts";

/** Few lines are copied; the next review shows the next ones. */
const MOST_LINES = 10;

/** What a pull request remembers of earlier heads: those that were malicious and not accepted. */
export async function earlierOf(
  { store }: Pick<JobParts, "store">,
  {
    repository,
    number,
    headSha,
  }: { repository: RepositoryRef; number: number; headSha: CommitSha },
  acceptances: readonly Acceptance[],
): Promise<Pick<PullRequestReview, "earlierMalicious" | "toAccept">> {
  const remembered = await store.rememberedHeads(repository.id, number);
  const earlier = remembered.filter(
    (head) => head.headSha !== headSha && !isSettled(head, acceptances),
  );
  const lines = earlier.flatMap((head) =>
    toAccept(head, acceptances).map(({ fingerprint }) => ({ headSha: head.headSha, fingerprint })),
  );
  return {
    earlierMalicious: earlier.map((head) => head.headSha),
    toAccept: lines.slice(0, MOST_LINES),
  };
}
