import { existsSync } from "node:fs";
import { rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Logger } from "pino";
import { Fault } from "../model/fault.ts";
import { auditPath } from "./audit-path.ts";
import { checkBackup, restoreAudit, storeLines, writeBackup } from "./backup-folder.ts";
import { connect } from "./connect.ts";
import { dumpStore } from "./dump.ts";
import { type Loaded, loadDump } from "./load-dump.ts";
import { openDatabase } from "./open-database.ts";
import { lockFile } from "./file-lock.ts";

/** Where state lives, and who is told. */
export interface BackupPlaces {
  dataDir: string;
  databaseUrl: string | null;
  version: string;
  log: Logger;
}

/**
 * Backs the store and the audit trail up into the folder `to`. PostgreSQL may be in use; the
 * embedded database may not, since only one process can open it.
 */
export async function backup(places: BackupPlaces, to: string): Promise<void> {
  const { dataDir, databaseUrl, version } = places;
  if (existsSync(to)) throw new Fault("refused", `${to} is there already; nothing was changed`);
  if (databaseUrl === null) assertEmbedded(dataDir);
  const connection = await connect(places);
  try {
    const audit = dirname(auditPath(dataDir));
    await writeBackup(to, {
      ...{ version, time: new Date(), audit: existsSync(audit) ? audit : null },
      store: (take) => dumpStore(connection.db, take),
    });
  } finally {
    await connection.close();
  }
}

/** Throws where there is no embedded database in the data folder. */
export function assertEmbedded(dataDir: string): void {
  if (existsSync(join(dataDir, "store"))) return;
  throw new Fault("refused", `there is no embedded database in ${dataDir}, and no DATABASE_URL`);
}

/**
 * Restores a backup into an empty store and a data folder without an audit trail. Nothing is
 * overwritten: whatever stands in the way is named, and left as it is.
 */
export async function restore(places: BackupPlaces, from: string): Promise<Loaded> {
  const manifest = await checkBackup(from);
  const audit = dirname(auditPath(places.dataDir));
  if (existsSync(auditPath(places.dataDir))) {
    throw new Fault("refused", `there is an audit trail in ${audit}; nothing was changed`);
  }
  const database = await openDatabase(places);
  try {
    const loaded = await loadDump(database.connection.db, database.boss, storeLines(from));
    await restoreAudit(from, manifest.files, audit);
    return loaded;
  } finally {
    await database.close(0);
  }
}

/**
 * Moves everything from the embedded database of `dataDir` to an empty PostgreSQL, in one
 * transaction there. The embedded one is then put aside, so that nobody goes on with it; the
 * audit trail stays where it is.
 */
export async function moveToPostgres(places: BackupPlaces): Promise<Loaded & { aside: string }> {
  const { dataDir, databaseUrl, log } = places;
  if (databaseUrl === null) throw new Fault("refused", "DATABASE_URL says where to move to");
  assertEmbedded(dataDir);
  const aside = join(dataDir, "store.moved");
  if (existsSync(aside)) throw new Fault("refused", `${aside} is there already`);
  const source = await connect({ dataDir, databaseUrl: null, log });
  let loaded: Loaded;
  try {
    const target = await openDatabase(places);
    try {
      loaded = await copyAcross(source.db, target);
    } finally {
      await target.close(0);
    }
  } finally {
    await source.close();
  }
  const lock = lockFile(join(dataDir, "store.lock"), `the data folder ${dataDir}`);
  await rename(join(dataDir, "store"), aside);
  lock.release();
  return { ...loaded, aside };
}

async function copyAcross(
  source: Parameters<typeof dumpStore>[0],
  target: Awaited<ReturnType<typeof openDatabase>>,
): Promise<Loaded> {
  const lines: string[] = [];
  await dumpStore(source, async (line) => void lines.push(JSON.stringify(line)));
  return loadDump(target.connection.db, target.boss, eachOf(lines));
}

async function* eachOf(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}
