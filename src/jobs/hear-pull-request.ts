import { Fault } from "../model/fault.ts";
import type { CommitSha, RepositoryRef } from "../model/repository.ts";
import { supersededReviewCheck } from "../report/review-check.ts";
import { stoppedReviewCheck } from "../report/stopped-check.ts";
import type { KnownHead } from "../ports.ts";
import { cancelRuns } from "./cancel-runs.ts";
import { leaveHead } from "./leave-head.ts";
import type { JobParts } from "./parts.ts";
import { wantReview } from "./queue-review.ts";

/** What a signed delivery says about a pull request's head. */
export interface HeardHead {
  repository: RepositoryRef;
  pullRequest: number;
  headSha: CommitSha;
  /** The head before, where the event names it. */
  before: CommitSha | null;
  baseBranch: string;
  sameRepository: boolean;
  /** The owner of the head's repository; null once that is deleted. */
  headOwner: string | null;
  deliveryId: string;
  /** Who opened or pushed; null where the event says nothing about that. */
  pusher: number | null;
  /** Whether a head that is reviewed already is reviewed anew. */
  again: boolean;
}

type Parts = Pick<JobParts, "store" | "jobs" | "github" | "log" | "now" | "forkReviewsPerHour">;

/**
 * Hears that a pull request has this head: remembers it, lets its review wait in sight, and
 * ends what belongs to older heads. Deliveries come late and in any order, so one that would
 * move the head to where nothing led before is checked against GitHub.
 */
export async function hearHead(parts: Parts, heard: HeardHead): Promise<void> {
  const { store, log } = parts;
  const { repository, pullRequest, headSha, deliveryId } = heard;
  if (heard.pusher !== null) await store.recordPusher(repository.id, pullRequest, heard.pusher);
  if (!(await isNews(parts, heard))) {
    log.info({ deliveryId, headSha }, "a delivery tells of a head that is no more");
    return;
  }
  const delivery = await store.delivery(deliveryId);
  const head: KnownHead = {
    ...{ repository, pullRequest, headSha, open: true },
    baseBranch: heard.baseBranch,
    sameRepository: heard.sameRepository,
    headOwner: heard.headOwner,
    recordedAt: delivery?.receivedAt ?? parts.now(),
  };
  await store.recordHead(head);
  if (heard.again || (await store.review(repository.id, pullRequest, headSha)) === null) {
    await wantReview(parts, head, deliveryId);
  }
  await leaveOlderHeads(parts, heard);
  await cancelRuns(parts, repository, pullRequest, { newHead: headSha });
}

async function isNews({ store, github }: Parts, heard: HeardHead): Promise<boolean> {
  const { repository, pullRequest, headSha, before } = heard;
  const newest = await store.newestHead(repository.id, pullRequest);
  if (newest === null || newest.headSha === headSha || newest.headSha === before) return true;
  const live = await github.pullRequest(repository, pullRequest);
  return live.headSha !== newest.headSha;
}

async function leaveOlderHeads(parts: Parts, heard: HeardHead): Promise<void> {
  const { repository, pullRequest, headSha, before, deliveryId } = heard;
  const open = await parts.store.openChecks(repository.id, "review", pullRequest);
  const older = new Set(open.map((check) => check.headSha));
  if (before !== null) older.add(before);
  older.delete(headSha);
  const ending = supersededReviewCheck({ by: headSha });
  for (const sha of older) {
    await leaveHead(parts, { repository, pullRequest, headSha: sha }, ending, deliveryId);
  }
}

/** Hears that a pull request was closed: ends its runs and what is open of its reviews. */
export async function hearClosed(
  parts: Parts,
  closed: { repository: RepositoryRef; pullRequest: number; deliveryId: string },
): Promise<void> {
  if (await isOpenAfterAll(parts, closed)) return;
  await forgetPullRequest(parts, closed, closed.deliveryId, "The pull request was closed");
}

/** A delivery may be late: what counts is how the pull request is now. */
async function isOpenAfterAll(
  { github }: Parts,
  { repository, pullRequest }: { repository: RepositoryRef; pullRequest: number },
): Promise<boolean> {
  try {
    return (await github.pullRequest(repository, pullRequest)).state === "open";
  } catch (error) {
    if (error instanceof Fault && error.kind === "gone") return false;
    throw error;
  }
}

/** Ends everything that goes on for a pull request; `why` is one sentence without a stop. */
export async function forgetPullRequest(
  parts: Pick<JobParts, "store" | "jobs" | "forkReviewsPerHour" | "now">,
  { repository, pullRequest }: { repository: RepositoryRef; pullRequest: number },
  run: string,
  why: string,
): Promise<void> {
  const { store } = parts;
  const newest = await store.newestHead(repository.id, pullRequest);
  await store.closePullRequest(repository.id, pullRequest);
  await cancelRuns(parts, repository, pullRequest, { why });
  const open = await store.openChecks(repository.id, "review", pullRequest);
  const heads = new Set(open.map((check) => check.headSha));
  if (newest !== null) heads.add(newest.headSha);
  for (const headSha of heads) {
    await leaveHead(parts, { repository, pullRequest, headSha }, stoppedReviewCheck(why), run);
  }
}
