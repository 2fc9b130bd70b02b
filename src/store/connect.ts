import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { Kysely, PGliteDialect, PostgresDialect } from "kysely";
import pg from "pg";
import { fromPglite, type ConstructorOptions } from "pg-boss";
import type { Logger } from "pino";
import { Fault } from "../model/fault.ts";
import { lockFile } from "./file-lock.ts";
import type { Tables } from "./tables.ts";

/** An open database: ours through Kysely, and what pg-boss needs to reach the same one. */
export interface Connection {
  db: Kysely<Tables>;
  boss: ConstructorOptions;
  /** Only this process can reach the database, so nobody else can hold a job. */
  exclusive: boolean;
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
  return openPglite(options.dataDir);
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
    exclusive: false,
    close: () => db.destroy(),
  };
}

async function openPglite(dataDir: string): Promise<Connection> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = lockFile(join(dataDir, "store.lock"), `the data folder ${dataDir}`);
  try {
    const pglite = await PGlite.create({
      dataDir: join(dataDir, "store"),
      parsers: { 20: Number },
    });
    const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
    const close = async (): Promise<void> => {
      await db.destroy();
      if (!pglite.closed) {
        await pglite.close();
      }
      lock.release();
    };
    return { db, boss: { db: fromPglite(pglite), backend: "pglite" }, exclusive: true, close };
  } catch (cause) {
    lock.release();
    throw new Fault("internal", `failed to open the store in ${dataDir}`, { cause });
  }
}
