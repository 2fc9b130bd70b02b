import { randomUUID } from "node:crypto";
import { readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { Fault } from "../model/fault.ts";

const BEAT_MILLISECONDS = 5_000;
const DEAD_MILLISECONDS = 30_000;
const WAIT_MILLISECONDS = 10 * 60_000;

/** Turns of this process, so that only one asks for the file at a time. */
const turns = new Map<string, Promise<unknown>>();

/**
 * Runs `work` while nobody else, in this or another process, holds `path`. The holder keeps
 * touching the file; one that was not touched for half a minute belonged to a dead process.
 * Waits ten minutes, then throws an `unavailable` fault.
 */
export async function withStoreLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const before = turns.get(path) ?? Promise.resolve();
  const mine = before.then(() => holding(path, work));
  const settled = mine.catch(() => {});
  turns.set(path, settled);
  try {
    return await mine;
  } finally {
    if (turns.get(path) === settled) turns.delete(path);
  }
}

async function holding<T>(path: string, work: () => Promise<T>): Promise<T> {
  const owner = randomUUID();
  await acquire(path, owner);
  const beat = setInterval(() => {
    // A missed beat matters only if many are missed, and then the lock is rightly lost.
    utimes(path, new Date(), new Date()).catch(() => {});
  }, BEAT_MILLISECONDS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    if ((await readFile(path, "utf8").catch(() => "")) === owner) await rm(path, { force: true });
  }
}

async function acquire(path: string, owner: string): Promise<void> {
  const giveUp = Date.now() + WAIT_MILLISECONDS;
  while (Date.now() < giveUp) {
    if (await created(path, owner)) return;
    const held = await stat(path).catch(() => null);
    if (held && Date.now() - held.mtimeMs > DEAD_MILLISECONDS) await rm(path, { force: true });
    await sleep(50);
  }
  throw new Fault("unavailable", "another process holds the git store");
}

async function created(path: string, owner: string): Promise<boolean> {
  try {
    await writeFile(path, owner, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw new Fault("internal", "failed to lock the git store", { cause: error });
  }
}
