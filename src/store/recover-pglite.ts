import { existsSync } from "node:fs";
import { readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "pino";
import { writeDurably } from "./write-durably.ts";

/** What the embedded database found of itself when it was opened. */
export interface Recovery {
  /** Where the folder went that could not be used. */
  movedTo: string;
  reason: string;
}

const MARK = "store.open";

/** Whether the last process that had the embedded database did not close it. */
export function endedUncleanly(dataDir: string): boolean {
  return existsSync(join(dataDir, MARK));
}

/** Notes that the database is open, durably; what finds the note later checks the database. */
export async function markOpen(dataDir: string): Promise<void> {
  await writeDurably(join(dataDir, MARK), `${process.pid}\n`);
}

/** Notes that the database was closed as it should be. */
export async function markClosed(dataDir: string): Promise<void> {
  await rm(join(dataDir, MARK), { force: true });
}

/** Puts a database that cannot be used aside, for whoever wants to look into it. */
export async function moveAside(dataDir: string, reason: string, log: Logger): Promise<Recovery> {
  const before = (await readdir(dataDir)).filter((name) => name.startsWith("store.broken-"));
  const movedTo = join(dataDir, `store.broken-${before.length + 1}`);
  await rename(join(dataDir, "store"), movedTo);
  log.error({ reason, movedTo }, "the embedded database is broken; it was put aside");
  return { movedTo, reason };
}
