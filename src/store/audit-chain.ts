import { createHash } from "node:crypto";
import { AuditRecord } from "../model/audit.ts";

/** What the genesis record names as its predecessor. */
export const NO_PREDECESSOR = "0".repeat(64);

/** The longest line that is written, in bytes: details are ids, digests and roles, and of text only a maintainer's. */
export const LONGEST_LINE = 64 * 1024;

/**
 * A record as it is hashed and written: JSON with sorted keys and no spaces, as RFC 8785 has
 * it; a record holds no nested arrays, and ECMAScript's numbers are the RFC's.
 */
export function canonical(record: AuditRecord): string {
  const detail = Object.fromEntries(
    Object.entries(record.detail).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
  );
  const { kind, previous, sequence, time } = record;
  return JSON.stringify({ detail, kind, previous, sequence, time });
}

/** The SHA-256 of a record's canonical form, which the next record names. */
export function digest(line: string): string {
  return createHash("sha256").update(line, "utf8").digest("hex");
}

/** Where a chain stands: what the next record has to say. */
export interface ChainEnd {
  sequence: number;
  previous: string;
}

/** Reads one line of the file as the record after `end`, or says what is wrong with it. */
export function readLink(line: string, end: ChainEnd): AuditRecord | string {
  const record = readRecord(line);
  if (typeof record === "string") {
    return record;
  }
  if (record.sequence !== end.sequence) {
    return `sequence ${record.sequence} where ${end.sequence} was due`;
  }
  if (record.previous !== end.previous) {
    return "does not continue the record before it";
  }
  if ((record.kind === "genesis") !== (record.sequence === 0)) {
    return "a genesis record is the first one and no other";
  }
  return record;
}

/** Reads one line on its own: a whole record in its canonical form, or what is wrong. */
export function readRecord(line: string): AuditRecord | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return error instanceof SyntaxError ? "is not JSON" : "cannot be read";
  }
  const record = AuditRecord.safeParse(value);
  if (!record.success) {
    return "is not an audit record";
  }
  // "__proto__", repeated keys and spaces all parse to something that is written differently.
  return canonical(record.data) === line ? record.data : "is not in canonical form";
}
