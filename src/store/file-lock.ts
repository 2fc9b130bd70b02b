import { writeFileSync, readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { Fault } from "../model/fault.ts";

/** An exclusive claim on a file or folder; the kernel gives it back when the process dies. */
export interface FileLock {
  release(): void;
}

/**
 * Claims `path` for this process, or throws a `Fault` that names the owner. The lock is
 * SQLite's, on an empty database at `path`: an advisory lock of the kernel, so it survives no
 * kill -9, needs no stale-file guessing, and is seen by other containers on the same volume.
 * Nobody may open `path` in another way: closing such a handle would drop the lock.
 */
export function lockFile(path: string, what: string): FileLock {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
  } catch (cause) {
    database.close();
    throw new Fault("refused", `${what} is in use by ${ownerOf(path)}`, { cause });
  }
  writeFileSync(`${path}.owner`, String(process.pid), { mode: 0o600 });
  return { release: () => database.close() };
}

/** Best effort, for the message only: the owner may have ended, or may run in another container. */
function ownerOf(path: string): string {
  try {
    return `process ${Number.parseInt(readFileSync(`${path}.owner`, "utf8"), 10)}`;
  } catch (error) {
    return `another process (${error instanceof Error ? error.message : "unknown"})`;
  }
}
