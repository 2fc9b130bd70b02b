import type { Logger } from "pino";
import { alive, answerReady } from "./health.ts";
import { createListener, exactly, type Listener, LISTENER_LIMITS } from "./listener.ts";
import { answerMetrics, type ScrapeParts } from "./scrape.ts";

/** What the operator's listener shows. */
export interface AdminEdgeOptions extends ScrapeParts {
  ready: () => Promise<void>;
  log: Logger;
}

/**
 * Creates the operator's listener: `/metrics`, `/livez` and `/readyz`, apart from the port that
 * GitHub reaches, so that no stranger reads how much is reviewed and how.
 */
export function createAdminEdge(options: AdminEdgeOptions): Listener {
  const find = exactly({
    "/livez": { GET: alive },
    "/readyz": { GET: (_request, response) => answerReady(options, response) },
    "/metrics": { GET: (_request, response) => answerMetrics(options, response) },
  });
  return createListener({ find, limits: LISTENER_LIMITS, log: options.log });
}
