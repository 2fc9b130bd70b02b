import { createReadStream } from "node:fs";
import { type ChainEnd, digest, NO_PREDECESSOR, readLink } from "./audit-chain.ts";

/** What is wrong with a line of an audit file; lines count from 1. */
export interface AuditProblem {
  line: number;
  message: string;
}

/** What a check of an audit file says. */
export interface AuditVerification {
  /** How many records form an unbroken chain from the start. */
  records: number;
  /** The digest of the last of them. Kept elsewhere, it later proves that nothing was cut off. */
  head: string;
  /** The first break, or null. Behind a break nothing can be said. */
  problem: AuditProblem | null;
}

/**
 * Checks a whole audit file: edited, removed, inserted and reordered records break the chain.
 * A chain alone cannot show that its newest records were cut off; for that, give the `head`
 * that an earlier check answered, which must still be in the file. Throws when it cannot read.
 */
export async function verifyAudit(
  path: string,
  options: { expectedHead?: string } = {},
): Promise<AuditVerification> {
  let end: ChainEnd = { sequence: 0, previous: NO_PREDECESSOR };
  let headSeen = options.expectedHead === undefined;
  const stop = (message: string): AuditVerification => ({
    records: end.sequence,
    head: end.previous,
    problem: { line: end.sequence + 1, message },
  });
  for await (const { text, whole } of lines(path)) {
    const record = readLink(text, end);
    if (!whole) {
      return stop("is torn: a crash or an editor left it without its end");
    }
    if (typeof record === "string") {
      return stop(record);
    }
    end = { sequence: end.sequence + 1, previous: digest(text) };
    headSeen ||= end.previous === options.expectedHead;
  }
  if (end.sequence === 0) {
    return stop("holds no record");
  }
  return headSeen
    ? { records: end.sequence, head: end.previous, problem: null }
    : stop("records are missing: the expected head is not in the file");
}

/** Lines with the knowledge whether each ended; a carriage return is part of its line. */
async function* lines(path: string): AsyncGenerator<{ text: string; whole: boolean }> {
  let rest = "";
  for await (const chunk of createReadStream(path, { encoding: "utf8" })) {
    const parts = (rest + String(chunk)).split("\n");
    rest = parts.pop() ?? "";
    for (const text of parts) {
      yield { text, whole: true };
    }
  }
  if (rest !== "") {
    yield { text: rest, whole: false };
  }
}
