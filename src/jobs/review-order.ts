import type { KnownHead } from "../ports.ts";
import type { JobParts } from "./parts.ts";

/**
 * Which reviews go first when not all of them can at once: heads in branches of the repository
 * itself, then those of forks, then what was reviewed before and is only read again. 0 is also
 * what a job has that an older version sent, or a backup brought.
 */
const OWN = 0;
const FORK = -1000;
const AGAIN = -2000;
/** Below this many, nobody is told how many wait. */
const WORTH_TELLING = 20;

/** Where the review of a head stands in the queue. */
export interface Place {
  /** Of two jobs the one with the higher priority is taken first, and of equal ones the older. */
  priority: number;
  /** About how many reviews may come before it; null for few. */
  before: number | null;
}

/**
 * Finds the place of a head's review: by its kind, and within that behind those of
 * installations with fewer reviews waiting, so that none of them waits for another's flood.
 */
export async function placeOf(
  { store }: Pick<JobParts, "store">,
  { repository, pullRequest, headSha, sameRepository }: KnownHead,
): Promise<Place> {
  const waiting = await store.reviewsWaiting(repository.installationId);
  const reviewed = await store.review(repository.id, pullRequest, headSha);
  const kind = reviewed !== null ? AGAIN : sameRepository ? OWN : FORK;
  const priority = kind - Math.min(waiting.ofInstallation, 999);
  return { priority, before: waiting.all < WORTH_TELLING ? null : waiting.all };
}
