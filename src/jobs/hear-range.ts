import { isCommitSha } from "../model/repository.ts";
import type { CommitSha, RepositoryRef } from "../model/repository.ts";
import { stoppedReviewCheck } from "../report/stopped-check.ts";
import type { RangeKind } from "../ports/ranges.ts";
import { writeOpenChecks } from "./leave-head.ts";
import type { JobParts } from "./parts.ts";
import { queueRange } from "./queue-review.ts";

/** Commits that a signed delivery says a merge queue wants checked, or that were pushed. */
export interface HeardRange {
  repository: RepositoryRef;
  kind: RangeKind;
  baseSha: CommitSha;
  headSha: CommitSha;
  branch: string;
  pullRequest: number | null;
  deliveryId: string;
}

type Parts = Pick<JobParts, "store" | "jobs" | "log" | "now">;

/**
 * Hears of a range: remembers it and lets its review wait in sight. What a merge queue had
 * reviewed and then merged comes back as a push of the same commits, and has its answer.
 */
export async function hearRange(parts: Parts, heard: HeardRange): Promise<void> {
  const { deliveryId, ...facts } = heard;
  const { repository, baseSha, headSha } = facts;
  if (!isCommitSha(baseSha) || !isCommitSha(headSha) || /^0+$/.test(baseSha)) {
    parts.log.info(
      { deliveryId, headSha },
      "there is nothing to compare a branch's first commit to",
    );
    return;
  }
  await parts.store.recordRange({ ...facts, recordedAt: parts.now() });
  const range = await parts.store.range(repository.id, { baseSha, headSha });
  if (range === null || (range.review !== null && facts.kind === "push")) return;
  await queueRange(parts, range, deliveryId);
}

/** Hears that a merge queue gave a group up, or merged it: what is open of its review ends. */
export async function hearGroupDestroyed(
  { store }: Pick<JobParts, "store">,
  group: { repository: RepositoryRef; headSha: CommitSha },
): Promise<void> {
  const { repository, headSha } = group;
  await store.closeMergeGroups(repository.id, headSha);
  if ((await store.rangesAt(repository.id, headSha)).length > 0) return;
  if ((await store.headsAt(repository.id, headSha)).length > 0) return;
  await writeOpenChecks({ store }, group, stoppedReviewCheck("The merge queue gave this group up"));
}
