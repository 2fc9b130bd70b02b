import type { PgBoss } from "pg-boss";
import type { Logger } from "pino";
import { Fault } from "../model/fault.ts";
import { connect, type Connection } from "./connect.ts";
import { startBoss } from "./job-queue.ts";
import { migrate } from "./migrate.ts";

/** Where the state lives, and who is told of what goes wrong with it. */
export interface StoreOptions {
  /** Where PGlite keeps its files and its lock; unused with `databaseUrl`. */
  dataDir: string;
  /** `postgres://…`, or null for PGlite in this process. */
  databaseUrl: string | null;
  log: Logger;
  /** After how long without a sign of life a job is taken from its process; 10 or more. */
  heartbeatSeconds?: number;
  /** Days for which logs and curves of runs are kept; `RUN_LOG_DAYS` where it is not set. */
  runLogDays?: number;
  /** The version that copies of the embedded database are said to be of. */
  version?: string;
}

/** An open database with an up-to-date schema, and the queue in it. */
export interface Database {
  connection: Connection;
  boss: PgBoss;
  /** Waits up to so many seconds for jobs in hand, gives the rest back, and closes all. */
  close(graceSeconds: number): Promise<void>;
}

/** Opens the database, migrates it and starts the queue. Throws a `Fault` when that fails. */
export async function openDatabase(options: StoreOptions): Promise<Database> {
  const { log, heartbeatSeconds = 30 } = options;
  const connection = await connect(options);
  try {
    await migrate(connection.db);
    const boss = await startBoss(connection.boss, { heartbeatSeconds, log });
    return {
      ...{ connection, boss },
      close: async (graceSeconds) => {
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
