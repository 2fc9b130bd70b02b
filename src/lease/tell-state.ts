import { REPORT_MS } from "../model/worker-report.ts";
import type { LeaseClient } from "./lease-client.ts";
import type { LeaseLoopParts } from "./lease-loop.ts";

/**
 * Makes what tells how this worker is: at once when that changes, else every minute. Best
 * effort: the operator's page shows it, and nothing depends on it.
 */
export function tellState(
  client: Pick<LeaseClient, "report">,
  { runtime, log }: { runtime: string; log: LeaseLoopParts["log"] },
): LeaseLoopParts["tell"] {
  let told = "";
  let at = 0;
  return async (state) => {
    const report = { runtime, busy: state.busy, unready: state.unready?.slice(0, 500) ?? null };
    const now = JSON.stringify(report);
    if (now === told && Date.now() - at < REPORT_MS) return;
    [told, at] = [now, Date.now()];
    try {
      await client.report(report);
    } catch (error) {
      log.warn({ err: error }, "failed to tell how this worker is");
    }
  };
}
