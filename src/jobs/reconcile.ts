import { Fault } from "../model/fault.ts";
import type { JobPayload } from "../model/job.ts";
import type { RepositoryRef } from "../model/repository.ts";
import { stoppedReviewCheck } from "../report/stopped-check.ts";
import type { Directory, FailedDelivery } from "../ports/directory.ts";
import { hearClosed } from "./hear-pull-request.ts";
import { writeOpenChecks } from "./leave-head.ts";
import type { JobParts } from "./parts.ts";
import { queueRange, queueReview } from "./queue-review.ts";
import { reconcileHead } from "./reconcile-head.ts";
import { endUnreached, reconcileReach } from "./reconcile-reach.ts";

/** How often is looked for what was lost, in milliseconds. */
const EVERY = 5 * 60_000;
/** A check that nobody has touched for this long is nobody's any more, in milliseconds. */
const OVERDUE = 30 * 60_000;
/** Repositories of an installation whose pull requests are listed in one pass. */
const REPOSITORIES_A_PASS = 100;

/** What looking for lost things needs besides the parts of all use cases. */
export interface ReconcileParts extends JobParts {
  directory: Directory;
  /** Whether somebody hears this event. */
  hears: (event: string, action: string | null) => boolean;
  /** Where the last pass came to, by installation; a new process begins anew. */
  cursors: Map<number, number>;
  /** Deliveries that this process has asked for again. */
  askedAgain: Set<string>;
}

/** Lets the next pass come; the one that waits already is brought forward or put off. */
export async function scheduleReconcile(
  { jobs }: Pick<JobParts, "jobs">,
  startAfter: Date,
): Promise<void> {
  await jobs.send("reconcile", {}, { key: "reconcile", startAfter });
}

/**
 * One pass: deliveries that failed are asked for again, every open pull request of every
 * installation ends with a review of its head, and checks that nobody works on are taken up
 * or closed. What fails here is tried again at the next pass.
 */
export async function reconcile(
  parts: ReconcileParts,
  { installationId }: JobPayload<"reconcile"> = {},
): Promise<void> {
  if (installationId !== undefined) return reconcileOnly(parts, installationId);
  await scheduleReconcile(parts, new Date(parts.now().getTime() + EVERY));
  await best(parts, "deliveries", () => redeliverFailed(parts));
  await best(parts, "overdue checks", () => settleOverdue(parts));
  await best(parts, "installations", async () => {
    const installations = await parts.directory.installations();
    for (const id of installations) {
      await best(parts, "an installation", () => reconcileInstallation(parts, id));
    }
    await endUnreached(parts, installations);
  });
}

/** A pass for one installation, of which something was heard; it may be gone. */
async function reconcileOnly(parts: ReconcileParts, id: number): Promise<void> {
  const installations = await parts.directory.installations();
  if (installations.includes(id)) await reconcileInstallation(parts, id);
  else await endUnreached(parts, installations);
}

/** A pass goes on with the rest when one part of it fails. */
async function best(
  { log }: Pick<JobParts, "log">,
  what: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    log.warn({ err: error, what }, "failed to look for what was lost; the next pass does");
  }
}

async function redeliverFailed(parts: ReconcileParts): Promise<void> {
  const failed = await parts.directory.failedDeliveries();
  for (const delivery of failed) {
    if (!(await isLost(parts, delivery))) continue;
    parts.askedAgain.add(delivery.id);
    await parts.directory.redeliver(delivery.attempt);
    parts.log.info({ deliveryId: delivery.id }, "asked for a delivery again that failed");
  }
}

/** What was stored is worked on or has been given up for a reason of ours. */
async function isLost(
  { store, hears, askedAgain }: ReconcileParts,
  { id, event, action }: FailedDelivery,
): Promise<boolean> {
  if (!hears(event, action) || askedAgain.has(id)) return false;
  return (await store.delivery(id)) === null;
}

async function reconcileInstallation(parts: ReconcileParts, id: number): Promise<void> {
  const reached = await parts.directory.repositories(id);
  await reconcileReach(parts, id, reached);
  const repositories = reached.filter(({ archived }) => !archived);
  const from = parts.cursors.get(id) ?? 0;
  const some = repositories.slice(from, from + REPOSITORIES_A_PASS);
  for (const repository of some) {
    await best(parts, "a repository", () => reconcileRepository(parts, refOf(repository)));
  }
  const next = from + REPOSITORIES_A_PASS;
  parts.cursors.set(id, next < repositories.length ? next : 0);
}

function refOf({ installationId, id, owner, name }: RepositoryRef): RepositoryRef {
  return { installationId, id, owner, name };
}

async function reconcileRepository(parts: JobParts, repository: RepositoryRef): Promise<void> {
  const live = await parts.github.openPullRequests(repository);
  for (const pull of live) await reconcileHead(parts, repository, pull);
  const open = new Set(live.map(({ number }) => number));
  for (const { pullRequest } of await parts.store.openHeads(repository.id)) {
    if (open.has(pullRequest)) continue;
    await hearClosed(parts, { repository, pullRequest, deliveryId: "reconcile" });
  }
}

/** Takes up checks whose job is gone; those of a commit that nobody waits for end. */
async function settleOverdue(parts: JobParts): Promise<void> {
  const before = new Date(parts.now().getTime() - OVERDUE);
  for (const check of await parts.store.overdueChecks(before)) {
    const { repository, headSha, kind, run, content } = check;
    await parts.store.reportAgain(check.id);
    if (kind !== "review" || content.status === "completed") continue;
    const heads = await parts.store.headsAt(repository.id, headSha);
    for (const head of heads) await queueReview(parts, head, run);
    const ranges = await parts.store.rangesAt(repository.id, headSha);
    for (const range of ranges) await queueRange(parts, range, run);
    if (heads.length > 0 || ranges.length > 0) continue;
    await writeOpenChecks(
      parts,
      check,
      stoppedReviewCheck("Nobody waits for this review any more"),
    );
  }
}
