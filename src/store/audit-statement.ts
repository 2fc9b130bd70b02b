import type { AuditRecord } from "../model/audit.ts";
import type { AuditKey } from "./audit-key.ts";

/** DSSE's envelope: https://github.com/secure-systems-lab/dsse/blob/master/envelope.md. */
export interface Envelope {
  payloadType: "application/vnd.in-toto+json";
  /** The statement, in base64. */
  payload: string;
  signatures: { keyid: string; sig: string }[];
}

/** What a statement says, by the kind of its record. */
const PREDICATES = {
  review: "https://github.com/gatehouse/gatehouse/attestation/review/v1",
  "sandbox-end": "https://github.com/gatehouse/gatehouse/attestation/sandbox-run/v1",
} as const;

/**
 * The in-toto statement about the commit that a record of a review or of a run tells of
 * (https://github.com/in-toto/attestation/tree/main/spec/v1), signed; null for other records.
 * The predicate is the record's own detail, and which record it is.
 */
export function statementOf(record: AuditRecord, sha256: string, key: AuditKey): Envelope | null {
  const { kind, detail, sequence, time } = record;
  const { headSha, ...said } = detail;
  if ((kind !== "review" && kind !== "sandbox-end") || typeof headSha !== "string") return null;
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: `repository:${String(said["repository"])}`, digest: { gitCommit: headSha } }],
    predicateType: PREDICATES[kind],
    predicate: { ...said, record: { sequence, time, sha256 } },
  };
  const payloadType = "application/vnd.in-toto+json";
  const payload = Buffer.from(JSON.stringify(statement));
  const sig = key.sign(preAuthentication(payloadType, payload));
  return {
    payloadType,
    payload: payload.toString("base64"),
    signatures: [{ keyid: key.id, sig }],
  };
}

/** What DSSE signs: type and body with their lengths, so that neither runs into the other. */
export function preAuthentication(type: string, body: Uint8Array): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(type)} ${type} ${body.length} `;
  return Buffer.concat([Buffer.from(head), body]);
}
