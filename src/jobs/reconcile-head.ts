import type { PullRequest } from "../model/pull-request.ts";
import type { RepositoryRef } from "../model/repository.ts";
import type { CheckState } from "../ports.ts";
import { hearHead } from "./hear-pull-request.ts";
import type { JobParts } from "./parts.ts";

interface Reconciled {
  repository: RepositoryRef;
  pull: PullRequest;
  /** The checks of the head's review, newest first. */
  checks: readonly CheckState[];
}

/**
 * Sees to it that the head of an open pull request is reviewed against its base, whatever was
 * heard of it. A review that goes on, or has ended, is left alone.
 */
export async function reconcileHead(
  parts: JobParts,
  repository: RepositoryRef,
  pull: PullRequest,
): Promise<void> {
  const { number: pullRequest, headSha, baseBranch } = pull;
  const checks = await parts.store.checksAt(repository.id, "review", headSha);
  if (await isSettled(parts, { repository, pull, checks })) return;
  // A head can be lost more than once: each check run that it got makes another occasion.
  const occasion = `reconcile-${headSha}-${pullRequest}-${checks.length}-${baseBranch}`;
  await hearHead(parts, {
    ...{ repository, pullRequest, headSha, baseBranch, before: null, pusher: null },
    sameRepository: pull.headRepositoryId === repository.id,
    headOwner: pull.headRepositoryId === null ? null : pull.headOwner,
    ...{ deliveryId: occasion.slice(0, 128), again: true },
  });
}

async function isSettled(
  { store }: JobParts,
  { repository, pull, checks }: Reconciled,
): Promise<boolean> {
  const { number, headSha, baseBranch } = pull;
  const known = await store.newestHead(repository.id, number);
  if (known === null || !known.open || known.headSha !== headSha) return false;
  if (known.baseBranch !== baseBranch) return false;
  // Open ones are somebody's work; overdue ones are taken up elsewhere. One that was left
  // unfinished, because the head seemed to be gone, says nothing about it.
  const [newest] = checks;
  return newest !== undefined && newest.content.conclusion !== "cancelled";
}
