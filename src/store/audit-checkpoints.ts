import { open, readFile, truncate } from "node:fs/promises";
import { join } from "node:path";
import { AuditCheckpoint, signedText } from "../model/audit-checkpoint.ts";
import { Fault } from "../model/fault.ts";
import type { Now } from "../ports.ts";
import type { AuditKey } from "./audit-key.ts";
import { syncFolder } from "./write-durably.ts";

/** One checkpoint a line, oldest first. */
export const CHECKPOINTS_FILE = "checkpoints.jsonl";

/** How far the trail has come, as its writer knows it. */
export interface TrailEnd {
  records: number;
  head: string;
}

/** Appends signed checkpoints to the file of an audit folder. */
export interface Checkpoints {
  /** Signs `end` and keeps it; answers it, or null where nothing came since the last one. */
  sign(end: TrailEnd): Promise<AuditCheckpoint | null>;
}

/**
 * Opens the checkpoints of a folder. Throws a `Fault` when the trail ends before the newest of
 * them: records were cut off, which no crash does, since a checkpoint is signed only over
 * records that are synced.
 */
export async function openCheckpoints(options: {
  folder: string;
  key: AuditKey;
  now: Now;
  end: TrailEnd;
}): Promise<Checkpoints> {
  const { folder, key, now } = options;
  const path = join(folder, CHECKPOINTS_FILE);
  await dropTornLine(path);
  let last = (await readCheckpoints(path)).at(-1)?.records ?? 0;
  if (options.end.records < last) {
    const missing = `${last - options.end.records} records`;
    throw new Fault("refused", `the audit trail in ${folder} lacks ${missing} that were signed`);
  }
  return {
    async sign({ records, head }) {
      if (records <= last) return null;
      const said = { records, head, time: now().toISOString(), key: key.id };
      const signature = key.sign(Buffer.from(signedText(said)));
      await append(path, `${JSON.stringify({ ...said, signature })}\n`);
      if (last === 0) await syncFolder(folder);
      last = records;
      return { ...said, signature };
    },
  };
}

/** What a crash left of a line would otherwise run into the next one. */
async function dropTornLine(path: string): Promise<void> {
  const bytes = await readOrEmpty(path);
  const whole = bytes.lastIndexOf(0x0a) + 1;
  if (whole < bytes.length) await truncate(path, whole);
}

async function append(path: string, line: string): Promise<void> {
  const file = await open(path, "a", 0o600);
  try {
    await file.appendFile(line);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/**
 * Reads checkpoints, oldest first; none from a file that is not there. A last line without its
 * end is a crash's and is left out. Throws a `Fault` for any other line that is none.
 */
export async function readCheckpoints(path: string): Promise<AuditCheckpoint[]> {
  const lines = (await readOrEmpty(path)).toString("utf8").split("\n").slice(0, -1);
  return lines.flatMap((line, at) => {
    const read = readLine(line);
    if (read !== null) return [read];
    throw new Fault("refused", `line ${at + 1} of ${path} is no checkpoint`);
  });
}

async function readOrEmpty(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT")
      return Buffer.alloc(0);
    throw error;
  }
}

function readLine(line: string): AuditCheckpoint | null {
  try {
    return AuditCheckpoint.parse(JSON.parse(line));
  } catch {
    // The caller says which line it is.
    return null;
  }
}
