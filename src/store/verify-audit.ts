import type { AuditRecord } from "../model/audit.ts";
import type { AuditVerification } from "../model/audit-check.ts";
import { type AuditCheckpoint, signedText } from "../model/audit-checkpoint.ts";
import { type ChainEnd, digest, NO_PREDECESSOR, readLink } from "./audit-chain.ts";
import type { AuditVerifier } from "./audit-key.ts";
import { fileLines } from "./file-lines.ts";

/** What a file is compared with besides its own chain. */
export interface AuditExpectations {
  /** A digest that an earlier check answered, which must still be in the file. */
  expectedHead?: string | undefined;
  /** Checkpoints, which must all be of this key and of this file. */
  signed?: { checkpoints: readonly AuditCheckpoint[]; verifier: AuditVerifier } | undefined;
  /** Hears of every record of the unbroken chain, with its own digest. */
  visit?: (record: AuditRecord, sha256: string) => void;
}

/**
 * Checks a whole audit file: edited, removed, inserted and reordered records break the chain.
 * A chain alone cannot show that its newest records were cut off, or that all of it was written
 * anew; checkpoints and a head that were kept elsewhere do. Throws when it cannot read.
 */
export async function verifyAudit(
  path: string,
  expected: AuditExpectations = {},
): Promise<AuditVerification> {
  let end: ChainEnd = { sequence: 0, previous: NO_PREDECESSOR };
  let headSeen = expected.expectedHead === undefined;
  const forged = forgedCheckpoint(expected.signed);
  const due = new Map((expected.signed?.checkpoints ?? []).map((one) => [one.records, one.head]));
  let signed = 0;
  const stop = (message: string): AuditVerification => ({
    ...{ records: end.sequence, head: end.previous, signed },
    problem: { line: end.sequence + 1, message },
  });
  if (forged !== null) return stop(forged);
  for await (const { text, whole } of fileLines(path)) {
    const record = readLink(text, end);
    if (!whole) {
      return stop("is torn: a crash or an editor left it without its end");
    }
    if (typeof record === "string") {
      return stop(record);
    }
    const sha256 = digest(text);
    const promised = due.get(record.sequence + 1);
    if (promised !== undefined && promised !== sha256) {
      return stop("is not the record that a checkpoint was signed over");
    }
    end = { sequence: end.sequence + 1, previous: sha256 };
    if (promised !== undefined) signed = end.sequence;
    headSeen ||= sha256 === expected.expectedHead;
    expected.visit?.(record, sha256);
  }
  if (end.sequence === 0) {
    return stop("holds no record");
  }
  const furthest = Math.max(0, ...due.keys());
  if (furthest > end.sequence) {
    return stop(`records are missing: a checkpoint was signed over ${furthest}`);
  }
  return headSeen
    ? { records: end.sequence, head: end.previous, signed, problem: null }
    : stop("records are missing: the expected head is not in the file");
}

/** Says what is wrong with the first checkpoint that is not of this key, or answers null. */
function forgedCheckpoint(signed: AuditExpectations["signed"]): string | null {
  if (signed === undefined) return null;
  const { checkpoints, verifier } = signed;
  for (const checkpoint of checkpoints) {
    const over = `a checkpoint over ${checkpoint.records} records`;
    if (checkpoint.key !== verifier.id) return `${over} is of another key`;
    const bytes = Buffer.from(signedText(checkpoint));
    if (!verifier.verify(bytes, checkpoint.signature)) return `${over} has a wrong signature`;
  }
  return null;
}
