import { dirname } from "node:path";
import type { AuditRecord } from "../model/audit.ts";
import type { AuditTrail, Now } from "../ports.ts";
import { openCheckpoints } from "./audit-checkpoints.ts";
import { openAuditFile } from "./audit-file.ts";
import { openAuditKey } from "./audit-key.ts";
import { auditPath } from "./audit-path.ts";
import type { AuditCheckpoint } from "../model/audit-checkpoint.ts";

/** How often a checkpoint is signed while records come in, in milliseconds. */
const SIGN_EVERY = 60_000;

/** The open audit trail with its checkpoints; `close` signs the last one. */
export interface OpenAudit extends AuditTrail {
  close(): Promise<void>;
}

/**
 * Opens the audit trail of a data folder for this process alone, with its key and its
 * checkpoints. `signed` hears of each checkpoint, so that it can be told to whoever keeps
 * copies elsewhere; `failed` hears why one could not be kept. Throws a `Fault` when another
 * process has the trail, or when signed records are missing from it.
 */
export async function openAudit(options: {
  dataDir: string;
  now: Now;
  genesis: AuditRecord["detail"];
  signed: (checkpoint: AuditCheckpoint) => void;
  failed: (error: unknown) => void;
}): Promise<OpenAudit> {
  const { dataDir, now, genesis, signed, failed } = options;
  const path = auditPath(dataDir);
  const file = await openAuditFile({ path, now, genesis });
  try {
    const folder = dirname(path);
    const key = await openAuditKey(folder);
    const checkpoints = await openCheckpoints({ folder, key, now, end: file.end() });
    const sign = async () => {
      const checkpoint = await checkpoints.sign(file.end());
      if (checkpoint !== null) signed(checkpoint);
    };
    await sign();
    const signing = setInterval(() => void sign().catch(failed), SIGN_EVERY);
    signing.unref();
    return {
      append: (entry) => file.append(entry),
      close: async () => {
        clearInterval(signing);
        await sign();
        await file.close();
      },
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}
