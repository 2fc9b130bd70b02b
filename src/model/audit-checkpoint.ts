import { z } from "zod";

/**
 * A signed statement of how far the audit trail had come. Whoever keeps one elsewhere can tell
 * later that nothing before it was changed and that nothing up to it was cut off.
 */
export const AuditCheckpoint = z.strictObject({
  /** How many records there were. */
  records: z.int().min(1),
  /** The digest of the last of them. */
  head: z.string().regex(/^[0-9a-f]{64}$/),
  time: z.iso.datetime(),
  /** SHA-256 of the public key in DER form, so that a changed key is noticed. */
  key: z.string().regex(/^[0-9a-f]{64}$/),
  /** Ed25519 over `signedText`, in base64. */
  signature: z.string(),
});
export type AuditCheckpoint = z.infer<typeof AuditCheckpoint>;

/** The text that a checkpoint's signature is over; nothing of it can run into the next field. */
export function signedText({
  records,
  head,
  time,
  key,
}: Omit<AuditCheckpoint, "signature">): string {
  return `gatehouse.audit-checkpoint/1\n${records}\n${head}\n${time}\n${key}\n`;
}
