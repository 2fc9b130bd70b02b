import { join } from "node:path";

/** Where the audit trail of a data folder is; its key and checkpoints stand beside it. */
export function auditPath(dataDir: string): string {
  return join(dataDir, "audit", "audit.jsonl");
}
