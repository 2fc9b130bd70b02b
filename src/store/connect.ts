import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { Kysely, PGliteDialect, PostgresDialect } from "kysely";
import pg from "pg";
import { fromPglite, type ConstructorOptions } from "pg-boss";
import type { Logger } from "pino";
import { Fault } from "../model/fault.ts";
import { lockFile } from "./file-lock.ts";
import { integrityProblem } from "./integrity.ts";
import {
  endedUncleanly,
  markClosed,
  markOpen,
  moveAside,
  type Recovery,
} from "./recover-pglite.ts";
import type { Tables } from "./tables.ts";

/** An open database: ours through Kysely, and what pg-boss needs to reach the same one. */
export interface Connection {
  db: Kysely<Tables>;
  boss: ConstructorOptions;
  /** Only this process can reach the database, so nobody else can hold a job. */
  exclusive: boolean;
  /** The process before did not close the embedded database. */
  unclean: boolean;
  /** The embedded database was broken and put aside, and this is an empty one. */
  recovery: Recovery | null;
  close(): Promise<void>;
}

/**
 * Connects to PostgreSQL by URL, or opens PGlite in a folder of `dataDir` that it locks first:
 * two openers would corrupt it. Throws a `Fault` when that fails.
 */
export async function connect(options: {
  dataDir: string;
  databaseUrl: string | null;
  log: Logger;
}): Promise<Connection> {
  if (options.databaseUrl !== null) {
    return connectPostgres(options.databaseUrl, options.log);
  }
  return openEmbedded(options.dataDir, options.log);
}

async function connectPostgres(url: string, log: Logger): Promise<Connection> {
  const types = new pg.TypeOverrides();
  // GitHub's ids are larger than 32 bits and smaller than 2^53, so a bigint is a number here.
  types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({
    connectionString: url,
    max: 8,
    connectionTimeoutMillis: 5_000,
    application_name: "gatehouse",
    types,
  });
  // A broken idle connection is replaced by the pool; unheard, its event would end the process.
  pool.on("error", (error) => log.warn({ err: error }, "lost a database connection"));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    db,
    boss: { connectionString: url, max: 6, connectionTimeoutMillis: 5_000 },
    ...{ exclusive: false, unclean: false, recovery: null },
    close: () => db.destroy(),
  };
}

async function openEmbedded(dataDir: string, log: Logger): Promise<Connection> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = lockFile(join(dataDir, "store.lock"), `the data folder ${dataDir}`);
  try {
    const unclean = endedUncleanly(dataDir);
    const opened = await openSound(dataDir, unclean, log);
    await markOpen(dataDir);
    const close = async (): Promise<void> => {
      await opened.close();
      await markClosed(dataDir);
      lock.release();
    };
    const { db, boss, recovery } = opened;
    return { ...{ db, boss, exclusive: true, unclean, recovery }, close };
  } catch (cause) {
    lock.release();
    throw new Fault("internal", `failed to open the store in ${dataDir}`, { cause });
  }
}

type Opened = Pick<Connection, "db" | "boss" | "close" | "recovery">;

/**
 * Opens PGlite, and after an unclean end reads all of it first. What is broken then is put
 * aside, and an empty database takes its place; after a clean end a fault stays a fault.
 */
async function openSound(dataDir: string, unclean: boolean, log: Logger): Promise<Opened> {
  if (!unclean) return { ...(await openPglite(dataDir)), recovery: null };
  const opened = await openPglite(dataDir).catch((error: unknown) => {
    log.error({ err: error }, "the embedded database cannot be opened");
    return null;
  });
  const reason = opened === null ? "it cannot be opened" : await integrityProblem(opened.db);
  if (opened !== null && reason === null) return { ...opened, recovery: null };
  await opened?.close();
  const recovery = await moveAside(dataDir, reason ?? "", log);
  return { ...(await openPglite(dataDir)), recovery };
}

async function openPglite(dataDir: string): Promise<Omit<Opened, "recovery">> {
  const pglite = await PGlite.create({ dataDir: join(dataDir, "store"), parsers: { 20: Number } });
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
  const close = async (): Promise<void> => {
    await db.destroy();
    if (!pglite.closed) await pglite.close();
  };
  return { db, boss: { db: fromPglite(pglite), backend: "pglite" }, close };
}
