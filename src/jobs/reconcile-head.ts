import type { PullRequest } from "../model/pull-request.ts";
import type { RepositoryRef } from "../model/repository.ts";
import { hearHead } from "./hear-pull-request.ts";
import type { JobParts } from "./parts.ts";

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
  if (await isSettled(parts, repository, pull)) return;
  const occasion = `reconcile-${headSha}-${pullRequest}-${baseBranch}`.slice(0, 128);
  await hearHead(parts, {
    ...{ repository, pullRequest, headSha, baseBranch, before: null, pusher: null },
    sameRepository: pull.headRepositoryId === repository.id,
    headOwner: pull.headRepositoryId === null ? null : pull.headOwner,
    ...{ deliveryId: occasion, again: true },
  });
}

async function isSettled(
  { store }: JobParts,
  repository: RepositoryRef,
  { number, headSha, baseBranch }: PullRequest,
): Promise<boolean> {
  const known = await store.newestHead(repository.id, number);
  if (known === null || !known.open || known.headSha !== headSha) return false;
  if (known.baseBranch !== baseBranch) return false;
  // Open ones are somebody's work; overdue ones are taken up elsewhere.
  return (await store.checksAt(repository.id, "review", headSha)).length > 0;
}
