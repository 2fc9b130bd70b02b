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
  /** How many of them a checkpoint with a good signature vouches for. */
  signed: number;
  /** The first break, or null. Behind a break nothing can be said. */
  problem: AuditProblem | null;
}

/** Which files are checked; what is left out is taken from the data folder. */
export interface AuditPlaces {
  dataDir: string;
  file?: string | undefined;
  checkpoints?: string | undefined;
  /** The public key, best a copy that was kept elsewhere. */
  key?: string | undefined;
  /** A digest that must be in the file. */
  head?: string | undefined;
}

/** How records leave the trail: as they are, or as signed statements about what they decided. */
export const AUDIT_FORMATS = ["jsonl", "in-toto"] as const;
export type AuditFormat = (typeof AUDIT_FORMATS)[number];
