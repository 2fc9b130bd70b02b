import { open } from "node:fs/promises";
import type { AuditRecord } from "../model/audit.ts";
import { readRecord } from "./audit-chain.ts";

/** As much of the end of the file is read. */
const TAIL_BYTES = 256 * 1024;

/** The newest records of an audit file, newest first, at most `count`. Checks no chain. */
export async function recentAudit(path: string, count: number): Promise<AuditRecord[]> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const start = Math.max(0, size - TAIL_BYTES);
    const bytes = Buffer.alloc(size - start);
    await file.read(bytes, 0, bytes.length, start);
    const lines = bytes.toString("utf8").split("\n");
    // The first may be half a line, and the last is what follows the last line feed.
    const records = lines.slice(start === 0 ? 0 : 1, -1).map(readRecord);
    return records
      .filter((record) => typeof record !== "string")
      .toReversed()
      .slice(0, count);
  } finally {
    await file.close();
  }
}
