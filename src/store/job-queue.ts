import { randomUUID } from "node:crypto";
import { type Kysely, sql, type Transaction } from "kysely";
import { fromKysely, PgBoss, type ConstructorOptions, type Queue } from "pg-boss";
import type { Logger } from "pino";
import { Fault } from "../model/fault.ts";
import { JOBS, type JobName, type JobPayload } from "../model/job.ts";
import type { SendOptions } from "../ports.ts";
import { seal } from "./job-envelope.ts";
import {
  ABANDONED_SETTINGS,
  DELETE_AFTER_SECONDS,
  QUEUE_SETTINGS,
  RETENTION_SECONDS,
} from "./queues.ts";
import type { Tables } from "./tables.ts";

/** pg-boss's own schema, in which it migrates itself under its own advisory lock. */
export const BOSS_SCHEMA = "gatehouse_jobs";

/**
 * Starts pg-boss with our queues. A job whose process shows no sign of life for
 * `heartbeatSeconds` is taken again, at the latest one monitor pass later.
 */
export async function startBoss(
  options: ConstructorOptions,
  settings: { heartbeatSeconds: number; log: Logger },
): Promise<PgBoss> {
  const boss = new PgBoss({
    ...options,
    schema: BOSS_SCHEMA,
    application_name: "gatehouse-jobs",
    useListenNotify: true,
    schedule: false,
    superviseIntervalSeconds: Math.ceil(settings.heartbeatSeconds / 2),
    monitorIntervalSeconds: Math.ceil(settings.heartbeatSeconds / 2),
  });
  // pg-boss passes copies of errors too, which are no `Error`s any more.
  boss.on("error", ({ message }) =>
    settings.log.error({ reason: message }, "the job queue failed"),
  );
  boss.on("warning", ({ message }) =>
    settings.log.warn({ warning: message }, "the job queue warns"),
  );
  await boss.start();
  for (const name of jobNames()) {
    await declareQueue(boss, name, settings.heartbeatSeconds);
  }
  return boss;
}

function jobNames(): JobName[] {
  // Object.keys forgets the literal keys of a constant table.
  return Object.keys(JOBS) as JobName[];
}

async function declareQueue(boss: PgBoss, name: JobName, heartbeatSeconds: number): Promise<void> {
  const settings = {
    retryBackoff: true,
    retentionSeconds: RETENTION_SECONDS,
    deleteAfterSeconds: DELETE_AFTER_SECONDS,
    heartbeatSeconds,
    notify: true,
  };
  const deadLetter = abandonedQueue(name);
  await declare(boss, deadLetter, { ...settings, ...ABANDONED_SETTINGS });
  await declare(boss, name, { ...settings, ...QUEUE_SETTINGS[name], deadLetter });
}

/** "singleton": of jobs with one key at most one is active; two writers of a check cannot race. */
async function declare(boss: PgBoss, name: string, settings: Omit<Queue, "name">): Promise<void> {
  await boss.createQueue(name, { ...settings, policy: "singleton" });
  // createQueue leaves an existing queue as it was.
  await boss.updateQueue(name, settings);
}

/** Where the jobs go that ran out of attempts. */
export function abandonedQueue(name: JobName): string {
  return `${name}-abandoned`;
}

/**
 * Sends a job inside a transaction of ours. With a key, a job of this key that still waits
 * takes the new payload and the new start instead; one that waits for a retry is dropped, so
 * that the newest payload has all its attempts.
 */
export async function sendJob<N extends JobName>(
  boss: PgBoss,
  transaction: Transaction<Tables>,
  name: N,
  payload: JobPayload<N>,
  options: SendOptions = {},
): Promise<void> {
  const singletonKey = options.key ?? randomUUID();
  if (options.key !== undefined) {
    await sql`delete from ${sql.table(`${BOSS_SCHEMA}.job`)}
      where name = ${name} and singleton_key = ${singletonKey} and state = 'retry'`.execute(
      transaction,
    );
  }
  await boss.upsert(name, seal(name, payload), {
    singletonKey,
    startAfter: options.startAfter ?? 0,
    priority: options.priority ?? 0,
    ...(options.installationId === undefined
      ? {}
      : { group: { id: String(options.installationId) } }),
    db: fromKysely(transaction),
  });
}

/** Sends jobs under keys that were never used: one statement for all of them. */
export async function sendFirstJobs<N extends JobName>(
  boss: PgBoss,
  transaction: Transaction<Tables>,
  name: N,
  jobs: readonly { key: string; payload: JobPayload<N> }[],
): Promise<void> {
  if (jobs.length === 0) return;
  const ids = await boss.insert(
    name,
    jobs.map(({ key, payload }) => ({ singletonKey: key, data: seal(name, payload) })),
    { db: fromKysely(transaction), returnId: true },
  );
  if (ids?.length !== jobs.length) {
    throw new Fault("internal", `the queue did not take every ${name} job`);
  }
}

/** Tells whether a job of this key waits, or (with `orActive`) is being worked on. */
export async function isQueued(
  db: Kysely<Tables>,
  name: string,
  key: string,
  orActive: boolean,
): Promise<boolean> {
  const states = orActive ? ["created", "retry", "active"] : ["created", "retry"];
  const { rows } = await sql`select 1 from ${sql.table(`${BOSS_SCHEMA}.job`)}
    where name = ${name} and singleton_key = ${key}
      and state::text in (${sql.join(states)}) limit 1`.execute(db);
  return rows.length > 0;
}

/**
 * Gives back at once what a killed process held. Only for a database that nobody else can
 * reach; elsewhere the heartbeat tells who is alive. A job out of attempts is left to fail.
 */
export async function retakeOrphans(db: Kysely<Tables>): Promise<number> {
  const { numAffectedRows } = await sql`update ${sql.table(`${BOSS_SCHEMA}.job`)}
    set state = 'retry', start_after = now(), heartbeat_on = null
    where state = 'active' and retry_count < retry_limit`.execute(db);
  return Number(numAffectedRows ?? 0);
}
