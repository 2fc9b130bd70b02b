import { existsSync } from "node:fs";
import { join } from "node:path";
import { checkBackup, storeLines, writeBackup } from "./backup-folder.ts";
import { dumpStore } from "./dump.ts";
import { type Loaded, loadDump } from "./load-dump.ts";
import type { Database } from "./open-database.ts";

/** Where the copy of the embedded database is, in the data folder. */
export function snapshotPath(dataDir: string): string {
  return join(dataDir, "snapshot");
}

/**
 * Copies the store of a running App, synced, to its data folder: what is left to begin with
 * when a power cut breaks the embedded database. The audit trail stands beside it, and is
 * synced itself.
 */
export async function takeSnapshot(
  { connection: { db } }: Database,
  dataDir: string,
  version: string,
): Promise<void> {
  await writeBackup(snapshotPath(dataDir), {
    ...{ version, time: new Date(), audit: null },
    store: (take) => dumpStore(db, take),
  });
}

/** Loads the newest copy into an empty store; null where there is none. */
export async function loadSnapshot(
  { connection: { db }, boss }: Database,
  dataDir: string,
): Promise<Loaded | null> {
  const folder = snapshotPath(dataDir);
  if (!existsSync(folder)) return null;
  await checkBackup(folder);
  return loadDump(db, boss, storeLines(folder));
}
