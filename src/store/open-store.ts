import { sql } from "kysely";
import { Fault } from "../model/fault.ts";
import type { QueueState } from "../model/queue-state.ts";
import type { Overview } from "../model/overview.ts";
import type { Blobs, Jobs, Store } from "../ports.ts";
import { createAcceptances } from "./acceptances.ts";
import { createApprovals } from "./approvals.ts";
import { createBlobRows } from "./blob-rows.ts";
import { createBudgets } from "./budgets.ts";
import { createChecks } from "./checks.ts";
import type { Connection } from "./connect.ts";
import { createDeliveries, forgetOldBodies } from "./deliveries.ts";
import { createHeads } from "./heads.ts";
import { retakeOrphans } from "./job-queue.ts";
import { createJobs } from "./job-worker.ts";
import { type Database, openDatabase, type StoreOptions } from "./open-database.ts";
import { createOverdueChecks } from "./overdue-checks.ts";
import { createOverview } from "./overview.ts";
import { createPace } from "./pace.ts";
import { createPolicies } from "./policies.ts";
import { createRanges } from "./ranges.ts";
import { queueStates } from "./queue-state.ts";
import { createReach } from "./reach.ts";
import { createReviews } from "./reviews.ts";
import { createStickies } from "./stickies.ts";
import { forgetOldLogs } from "./run-logs.ts";
import { createReportedWorkers } from "./reported-workers.ts";
import { createWaiting } from "./waiting.ts";
import { replayDecisions } from "./replay-decisions.ts";
import { loadSnapshot, takeSnapshot } from "./snapshot.ts";
import { withFaults } from "./with-faults.ts";

/** How often bodies of old deliveries and logs of old runs are emptied and PGlite is copied, in milliseconds. */
const HOUSEKEEPING_EVERY = 60 * 60 * 1000;

/** An open store and its queue. */
export interface OpenStore {
  store: Store;
  jobs: Jobs;
  /** What the start had to mend; null after a clean end, and with PostgreSQL. */
  recovery: StoreRecovery | null;
  /** Blobs that other processes on the same PostgreSQL see too; null for the embedded database. */
  sharedBlobs: Blobs | null;
  /** What the operator's pages read. */
  overview: Overview;
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

/** What an unclean end of the process before cost, and what was brought back. */
export interface StoreRecovery {
  /** The broken database, put aside; null when it was whole. */
  movedTo: string | null;
  /** Rows and jobs that the newest copy held. */
  restored: number;
  /** Malicious heads that only the audit trail remembered. */
  remembered: number;
}

/**
 * Opens the store: PGlite in `dataDir` by default, PostgreSQL by URL; migrates it and starts
 * the queue. After an unclean end, PGlite is checked, begun anew from its newest copy where it
 * is broken, and told what the audit trail knows better. Throws a `Fault`, for one when
 * another process has the folder open.
 */
export async function openStore(options: StoreOptions): Promise<OpenStore> {
  const { log } = options;
  const database = await openDatabase(options);
  const { connection, boss } = database;
  const { db } = connection;
  try {
    const recovery = connection.unclean ? await recover(database, options) : null;
    if (connection.exclusive) {
      await retakeOrphans(db);
    }
    await forgetOldBodies(db, new Date());
    await forgetOldLogs(db, new Date(), options.runLogDays);
    const keeping = setInterval(() => void keepHouse(database, options), HOUSEKEEPING_EVERY);
    keeping.unref();
    return {
      store: withFaults({
        ...createDeliveries(db, boss),
        ...createHeads(db),
        ...createPace(db),
        ...createChecks(db, boss),
        ...createReviews(db),
        ...createOverdueChecks(db, boss),
        ...createBudgets(db),
        ...createRanges(db),
        ...createReach(db),
        ...createAcceptances(db),
        ...createPolicies(db),
        ...createApprovals(db),
        ...createStickies(db),
        ...createWaiting(db),
        ...createReportedWorkers(db),
      }),
      jobs: withFaults(createJobs({ db, boss, log })),
      recovery,
      overview: withFaults(createOverview(db)),
      sharedBlobs: connection.exclusive ? null : withFaults(createBlobRows(db)),
      ...withFaults({ queues: () => queueStates(db) }),
      ready: () => ping(connection),
      close: async ({ graceSeconds = 20 } = {}) => {
        clearInterval(keeping);
        await database.close(graceSeconds);
      },
    };
  } catch (cause) {
    await database.close(0);
    throw cause instanceof Fault
      ? cause
      : new Fault("unavailable", "failed to open the store", { cause });
  }
}

async function recover(database: Database, options: StoreOptions): Promise<StoreRecovery> {
  const { db, recovery } = database.connection;
  const loaded = recovery === null ? null : await copyOf(database, options);
  return {
    movedTo: recovery?.movedTo ?? null,
    restored: (loaded?.rows ?? 0) + (loaded?.jobs ?? 0),
    remembered: await replayDecisions(db, options.dataDir),
  };
}

/** A copy that cannot be used is no reason not to start: GitHub still knows what is open. */
async function copyOf(database: Database, { dataDir, log }: StoreOptions) {
  try {
    return await loadSnapshot(database, dataDir);
  } catch (error) {
    log.error({ err: error }, "failed to load the copy of the embedded database");
    return null;
  }
}

/** Best effort: what fails now is done at the next turn. */
async function keepHouse(database: Database, options: StoreOptions): Promise<void> {
  const { log, dataDir, version = "unknown" } = options;
  await forget(database.connection, options);
  if (!database.connection.exclusive) return;
  try {
    await takeSnapshot(database, dataDir, version);
  } catch (error) {
    log.warn({ err: error }, "failed to copy the embedded database");
  }
}

/** Best effort: what is not forgotten now is forgotten at the next turn. */
async function forget({ db }: Connection, { log, runLogDays }: StoreOptions): Promise<void> {
  try {
    await forgetOldBodies(db, new Date());
    await forgetOldLogs(db, new Date(), runLogDays);
  } catch (error) {
    log.warn({ err: error }, "failed to forget old deliveries and logs");
  }
}

async function ping({ db }: Connection): Promise<void> {
  try {
    await sql`select 1`.execute(db);
  } catch (cause) {
    throw new Fault("unavailable", "the database does not answer", { cause });
  }
}
