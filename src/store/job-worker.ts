import type { Kysely } from "kysely";
import { fromKysely, type JobWithMetadata, type PgBoss } from "pg-boss";
import type { Logger } from "pino";
import { Fault } from "../model/fault.ts";
import type { JobName, JobPayload } from "../model/job.ts";
import type { Jobs } from "../ports.ts";
import { unseal } from "./job-envelope.ts";
import { abandonedQueue, isQueued, sendJob } from "./job-queue.ts";
import type { Tables } from "./tables.ts";

/** How far a fault may put off its job, in milliseconds: a wrong clock must not bury it. */
const LONGEST_DELAY = 24 * 60 * 60 * 1000;

interface Parts {
  db: Kysely<Tables>;
  boss: PgBoss;
  log: Logger;
}

type Work<N extends JobName> = (
  payload: JobPayload<N>,
  attempt: { last: boolean; signal: AbortSignal },
) => Promise<void>;

/** Fulfils the port `Jobs` over pg-boss. */
export function createJobs(parts: Parts): Jobs {
  return {
    send: (name, payload, options) =>
      parts.db
        .transaction()
        .execute((transaction) => sendJob(parts.boss, transaction, name, payload, options)),
    work: async (name, options, work, abandon) => {
      for (let count = 0; count < options.concurrency; count += 1) {
        await startWorker(parts, name, name, work);
      }
      if (abandon !== undefined) await startWorker(parts, name, abandonedQueue(name), abandon);
    },
    take: (name, work) => takeJob(parts, name, work),
  };
}

async function startWorker<N extends JobName>(
  parts: Parts,
  name: N,
  queue: string,
  work: Work<N>,
): Promise<void> {
  const id = await parts.boss.work(
    queue,
    { includeMetadata: true, pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 2 },
    async (jobs: JobWithMetadata[]) => {
      try {
        for (const job of jobs) {
          await attempt(parts, name, job, work);
        }
      } finally {
        // Otherwise pg-boss waits for its next poll before it looks for more, however many wait.
        parts.boss.notifyWorker(id);
      }
    },
  );
}

/** How often a job that was taken by hand says that its process lives, in milliseconds. */
const TOUCH_EVERY = 5_000;

/**
 * Works on one job of a queue, if one is due, and settles it; answers whether there was one.
 * `queue` is the queue of `name` itself, or the one of its jobs that ran out of attempts.
 */
export async function takeJob<N extends JobName>(
  parts: Parts,
  name: N,
  work: Work<N>,
  queue: string = name,
): Promise<boolean> {
  const { boss, log } = parts;
  const [job] = await boss.fetch<object>(queue, { includeMetadata: true });
  if (job === undefined) return false;
  const which = { id: job.id, retryCount: job.retryCount };
  const signal = AbortSignal.timeout(job.expireInSeconds * 1000);
  const touching = setInterval(() => {
    void boss.touch(queue, which).catch((error: unknown) => {
      log.warn({ err: error, jobId: job.id }, "failed to say that a job goes on");
    });
  }, TOUCH_EVERY);
  try {
    await attempt(parts, name, { ...job, signal }, work);
    await boss.complete(queue, which);
  } catch (error) {
    await boss.fail(queue, which, { message: error instanceof Error ? error.message : "internal" });
  } finally {
    clearInterval(touching);
  }
  return true;
}

async function attempt<N extends JobName>(
  parts: Parts,
  name: N,
  job: JobWithMetadata,
  work: Work<N>,
): Promise<void> {
  const last = job.retryCount >= job.retryLimit;
  try {
    await work(unseal(name, job.data), { last, signal: job.signal });
  } catch (error) {
    parts.log.warn({ err: error, queue: job.name, jobId: job.id, last }, "a job failed");
    await settleFailure(parts, job, last ? null : retryTime(error));
    // What pg-boss stores of the failure; the log has the rest.
    throw new Error(error instanceof Fault ? error.kind : "internal", { cause: error });
  }
}

function retryTime(error: unknown): Date | null {
  return error instanceof Fault ? error.retryAt : null;
}

/**
 * Settles what differs from pg-boss's plain retry: a job whose newer payload waits already is
 * done with, and a fault that says when to come back sets the time. pg-boss's own settling,
 * which follows, then finds the attempt gone and changes nothing.
 */
async function settleFailure(
  { db, boss }: Parts,
  job: JobWithMetadata,
  retryAt: Date | null,
): Promise<void> {
  const attempt = { id: job.id, retryCount: job.retryCount };
  const queued = await isQueued(db, job.name, job.singletonKey ?? job.id, false);
  if (queued) {
    await boss.complete(job.name, attempt, { superseded: true });
  } else if (retryAt !== null) {
    const startAfter = new Date(Math.min(retryAt.getTime(), Date.now() + LONGEST_DELAY));
    await db.transaction().execute(async (transaction) => {
      const inTransaction = { db: fromKysely(transaction) };
      await boss.fail(job.name, attempt, { retryAt: startAfter.toISOString() }, inTransaction);
      await boss.update(job.name, undefined, { id: job.id, startAfter, ...inTransaction });
    });
  }
}
