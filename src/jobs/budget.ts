import type { KnownHead } from "../ports.ts";
import type { JobParts } from "./parts.ts";

/** A fork's owner gets at most this part of what all forks together get. */
const PART_OF_ONE = 10;
/**
 * GitHub takes 500 requests an hour that create content, and 80 a minute, which the second
 * between two writes keeps: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export const CREATIONS_AN_HOUR = 450;
const COMMANDS_AN_HOUR = { one: 60, all: 1000 } as const;

/**
 * Takes the review of a head from the budget of its owner; null when there is enough, else
 * the time from which there is. Branches of the repository itself are pushed by people who
 * are trusted with it, and cost nobody anything.
 */
export async function spendReview(
  { store, forkReviewsPerHour, now }: Pick<JobParts, "store" | "forkReviewsPerHour" | "now">,
  { repository, sameRepository, headOwner }: KnownHead,
): Promise<Date | null> {
  if (sameRepository) return null;
  const one = Math.max(1, Math.floor(forkReviewsPerHour / PART_OF_ONE));
  return store.spend({
    ...{ installationId: repository.installationId, purse: "review", now: now() },
    // A fork that is gone has no owner; all of those share one part.
    payer: (headOwner ?? "").toLowerCase(),
    limits: { one, all: forkReviewsPerHour },
  });
}

/**
 * Takes one creation (a check run, a comment, an upload) from what an installation may create
 * in an hour, over all processes; null when there is one, else the time from which there is.
 */
export async function spendCreation(
  { store, now }: Pick<JobParts, "store" | "now">,
  installationId: number,
  limit = CREATIONS_AN_HOUR,
): Promise<Date | null> {
  const limits = { one: limit, all: limit };
  return store.spend({ installationId, purse: "creation", payer: "", limits, now: now() });
}

/** Whether somebody has commanded too often in this hour for GitHub to be asked about it. */
export async function isTooMuch(
  { store, now }: Pick<JobParts, "store" | "now">,
  installationId: number,
  senderId: number,
): Promise<boolean> {
  const until = await store.spend({
    ...{ installationId, purse: "command", payer: String(senderId) },
    ...{ limits: COMMANDS_AN_HOUR, now: now() },
  });
  return until !== null;
}
