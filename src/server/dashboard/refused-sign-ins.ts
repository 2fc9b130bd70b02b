import type { AuditTrail, Now } from "../../ports.ts";

/** Refused sign-ins make at most one record in this time, in milliseconds. */
const ONE_RECORD_IN = 10 * 60_000;

/**
 * Keeps refused sign-ins on the audit trail, which is kept for ever and which nobody without
 * the token may make longer as they like: the first is a record, those of the next ten minutes
 * are counted, and the record after that, or before the next sign-in, says how many they were.
 */
export interface RefusedSignIns {
  refused(): Promise<void>;
  /** Records what is counted and not recorded yet; before somebody is signed in. */
  settle(): Promise<void>;
}

/** Counts in memory: a restart forgets what was not recorded yet. */
export function countRefusals({ audit, now }: { audit: AuditTrail; now: Now }): RefusedSignIns {
  let attempts = 0;
  let recorded = Number.NEGATIVE_INFINITY;
  async function settle(): Promise<void> {
    if (attempts === 0) return;
    const detail = { event: "sign-in-refused", attempts };
    attempts = 0;
    recorded = now().getTime();
    await audit.append({ kind: "administration", detail });
  }
  return {
    settle,
    async refused() {
      attempts += 1;
      if (now().getTime() - recorded >= ONE_RECORD_IN) await settle();
    },
  };
}
