import { sql } from "kysely";
import type { Logger } from "pino";
import { Fault } from "../model/fault.ts";
import type { QueueState } from "../model/queue-state.ts";
import type { Jobs, Store } from "../ports.ts";
import { createAcceptances } from "./acceptances.ts";
import { createApprovals } from "./approvals.ts";
import { createChecks } from "./checks.ts";
import { connect, type Connection } from "./connect.ts";
import { createDeliveries, forgetOldBodies } from "./deliveries.ts";
import { createHeads } from "./heads.ts";
import { retakeOrphans, startBoss } from "./job-queue.ts";
import { createJobs } from "./job-worker.ts";
import { migrate } from "./migrate.ts";
import { createPolicies } from "./policies.ts";
import { createRanges } from "./ranges.ts";
import { queueStates } from "./queue-state.ts";
import { createReviews } from "./reviews.ts";
import { withFaults } from "./with-faults.ts";

/** How often bodies of old deliveries are emptied, in milliseconds. */
const FORGET_EVERY = 60 * 60 * 1000;

/** An open store and its queue. */
export interface OpenStore {
  store: Store;
  jobs: Jobs;
  /** How full the queues are now. */
  queues(): Promise<QueueState[]>;
  /** Resolves when the database answers; throws a `Fault` when it does not. */
  ready(): Promise<void>;
  /**
   * Takes no further job, waits up to `graceSeconds` (20) for those in hand, gives the rest
   * back to the queue, and closes the database.
   */
  close(options?: { graceSeconds?: number }): Promise<void>;
}

/** Where the state lives, and who is told of what goes wrong with it. */
export interface StoreOptions {
  /** Where PGlite keeps its files and its lock; unused with `databaseUrl`. */
  dataDir: string;
  /** `postgres://…`, or null for PGlite in this process. */
  databaseUrl: string | null;
  log: Logger;
  /** After how long without a sign of life a job is taken from its process; 10 or more. */
  heartbeatSeconds?: number;
}

/**
 * Opens the store: PGlite in `dataDir` by default, PostgreSQL by URL; migrates it and starts
 * the queue. Throws a `Fault`, for one when another process has the folder open.
 */
export async function openStore(options: StoreOptions): Promise<OpenStore> {
  const { log, heartbeatSeconds = 30 } = options;
  const connection = await connect(options);
  const { db } = connection;
  try {
    await migrate(db);
    const boss = await startBoss(connection.boss, { heartbeatSeconds, log });
    if (connection.exclusive) {
      await retakeOrphans(db);
    }
    await forgetOldBodies(db, new Date());
    const forgetting = setInterval(() => void forget(connection, log), FORGET_EVERY);
    forgetting.unref();
    return {
      store: withFaults({
        ...createDeliveries(db, boss),
        ...createHeads(db),
        ...createChecks(db, boss),
        ...createReviews(db),
        ...createRanges(db),
        ...createAcceptances(db),
        ...createPolicies(db),
        ...createApprovals(db),
      }),
      jobs: withFaults(createJobs({ db, boss, log })),
      ...withFaults({ queues: () => queueStates(db) }),
      ready: () => ping(connection),
      close: async ({ graceSeconds = 20 } = {}) => {
        clearInterval(forgetting);
        await boss.stop({ graceful: true, timeout: graceSeconds * 1000, close: true });
        await connection.close();
      },
    };
  } catch (cause) {
    await connection.close();
    throw cause instanceof Fault
      ? cause
      : new Fault("unavailable", "failed to open the store", { cause });
  }
}

/** Best effort: what is not forgotten now is forgotten at the next turn. */
async function forget({ db }: Connection, log: Logger): Promise<void> {
  try {
    await forgetOldBodies(db, new Date());
  } catch (error) {
    log.warn({ err: error }, "failed to forget old deliveries");
  }
}

async function ping({ db }: Connection): Promise<void> {
  try {
    await sql`select 1`.execute(db);
  } catch (cause) {
    throw new Fault("unavailable", "the database does not answer", { cause });
  }
}
