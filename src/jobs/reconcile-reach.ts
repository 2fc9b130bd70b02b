import type { RepositoryRef } from "../model/repository.ts";
import type { Directory, ReachedRepository } from "../ports/directory.ts";
import { stoppedReviewCheck, stoppedSandboxCheck } from "../report/stopped-check.ts";
import type { JobParts } from "./parts.ts";

/** What compares that which goes on with where GitHub lets us go on. */
export type ReachParts = Pick<JobParts, "store" | "log"> & { directory: Directory };

const WHY = "Gatehouse can no longer write to this repository";
const ENDINGS = { review: stoppedReviewCheck(WHY), sandbox: stoppedSandboxCheck(WHY) };

/**
 * Gives repositories of an installation the names that they have now, and ends what goes on in
 * those that left it, or that nobody can write to. A list may be cut off, so that what is not
 * in it is asked for by itself before anything ends.
 */
export async function reconcileReach(
  parts: ReachParts,
  installationId: number,
  reached: readonly ReachedRepository[],
): Promise<void> {
  const now = new Map(reached.map((repository) => [repository.id, repository]));
  for (const known of await parts.store.busyRepositories()) {
    const found = now.get(known.id);
    if (found === undefined) {
      if (known.installationId === installationId) await endUnlessReached(parts, known);
    } else if (found.archived) await end(parts, known);
    else if (!isSame(known, found)) await move(parts, known, found);
  }
}

/** Ends what goes on in installations that are no more, or are suspended. */
export async function endUnreached(
  parts: ReachParts,
  installations: readonly number[],
): Promise<void> {
  const known = await parts.store.busyRepositories();
  const lost = known.filter(({ installationId }) => !installations.includes(installationId));
  for (const repository of lost) await endUnlessReached(parts, repository);
}

async function endUnlessReached(parts: ReachParts, repository: RepositoryRef): Promise<void> {
  if (!(await parts.directory.reaches(repository))) await end(parts, repository);
}

async function end({ store, log }: ReachParts, { id, installationId }: RepositoryRef) {
  await store.closeRepository(id, ENDINGS);
  log.info({ repository: id, installationId }, "ended what went on in a repository out of reach");
}

async function move({ store, log }: ReachParts, known: RepositoryRef, found: ReachedRepository) {
  const { id, installationId, owner, name } = found;
  await store.moveRepository({ id, installationId, owner, name });
  log.info({ repository: id, from: known.installationId, installationId }, "a repository moved");
}

function isSame(known: RepositoryRef, found: RepositoryRef): boolean {
  return (
    known.installationId === found.installationId &&
    known.owner === found.owner &&
    known.name === found.name
  );
}
