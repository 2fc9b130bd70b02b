import { z } from "zod";

/** The kinds of record that the audit trail knows. */
export const AUDIT_KINDS = [
  "genesis",
  "delivery",
  "review",
  "command",
  "command-denied",
  "approval",
  "acceptance",
  "reopening",
  "sandbox-start",
  "sandbox-end",
  "check-concluded",
  "publication",
  "administration",
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/**
 * One record of the audit trail. `previous` is the SHA-256 of the record before it in its
 * canonical form, so that an edited or removed record breaks the chain.
 */
export const AuditRecord = z.strictObject({
  sequence: z.int().min(0),
  time: z.iso.datetime(),
  kind: z.enum(AUDIT_KINDS),
  /** What happened, as plain fields: ids, SHAs, digests, roles; never source text or secrets. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  previous: z.string().regex(/^[0-9a-f]{64}$/),
});
export type AuditRecord = z.infer<typeof AuditRecord>;

/** What a caller states; the trail adds sequence, time and chain. */
export interface AuditEntry {
  kind: Exclude<AuditKind, "genesis">;
  detail: AuditRecord["detail"];
}
