import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { Fault } from "../model/fault.ts";
import { type ChainEnd, digest, LONGEST_LINE, NO_PREDECESSOR, readRecord } from "./audit-chain.ts";

/** The last record of a file, and what was cut off behind it. */
export interface Tail {
  end: ChainEnd;
  size: number;
  torn: { bytes: number; sha256: string } | null;
}

const NEWLINE = 0x0a;

/**
 * Finds the last record, and cuts off what follows the last newline: bytes of a write that
 * never completed, so nobody was told that they are kept. Throws a `Fault` when the last whole
 * line is no record: that is no crash's doing, and a person has to look.
 */
export async function recoverTail(file: FileHandle, path: string): Promise<Tail> {
  const total = (await file.stat()).size;
  const start = Math.max(0, total - 2 * LONGEST_LINE);
  const bytes = await readFrom(file, start, total - start);
  const lineEnd = bytes.lastIndexOf(NEWLINE);
  if (lineEnd < 0 && start > 0) {
    throw new Fault("internal", `the audit trail ${path} ends in something that is no record`);
  }
  const torn = bytes.subarray(lineEnd + 1);
  const size = total - torn.length;
  const end = lineEnd < 0 ? null : lastRecord(bytes.subarray(0, lineEnd), path);
  if (torn.length > 0) {
    await file.truncate(size);
    await file.sync();
  }
  return {
    end: end ?? { sequence: 0, previous: NO_PREDECESSOR },
    size,
    torn: torn.length === 0 ? null : { bytes: torn.length, sha256: sha256(torn) },
  };
}

async function readFrom(file: FileHandle, start: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const { bytesRead } = await file.read(bytes, read, length - read, start + read);
    if (bytesRead === 0) {
      throw new Fault("internal", "the audit trail became shorter while it was read");
    }
    read += bytesRead;
  }
  return bytes;
}

function lastRecord(whole: Buffer, path: string): ChainEnd {
  const line = whole.subarray(whole.lastIndexOf(NEWLINE) + 1).toString("utf8");
  const record = readRecord(line);
  if (typeof record === "string") {
    throw new Fault("internal", `the last line of the audit trail ${path} ${record}`);
  }
  return { sequence: record.sequence + 1, previous: digest(line) };
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
