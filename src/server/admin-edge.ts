import type { Logger } from "pino";
import { alive, answerReady } from "./health.ts";
import {
  createListener,
  exactly,
  type Listener,
  LISTENER_LIMITS,
  type Methods,
} from "./listener.ts";
import { answerMetrics, type ScrapeParts } from "./scrape.ts";

/** What the operator's listener shows. */
export interface AdminEdgeOptions extends ScrapeParts {
  ready: () => Promise<void>;
  log: Logger;
  /** The pages of the operator, where there is a token for them. */
  dashboard?: ((path: string) => Methods | undefined) | undefined;
}

/**
 * Creates the operator's listener: `/metrics`, `/livez`, `/readyz` and the dashboard, apart from the port that
 * GitHub reaches, so that no stranger reads how much is reviewed and how.
 */
export function createAdminEdge(options: AdminEdgeOptions): Listener {
  const find = exactly({
    "/livez": { GET: alive },
    "/readyz": { GET: (_request, response) => answerReady(options, response) },
    "/metrics": { GET: (_request, response) => answerMetrics(options, response) },
  });
  const { dashboard } = options;
  return createListener({
    find: (path) => find(path) ?? dashboard?.(path),
    limits: LISTENER_LIMITS,
    log: options.log,
  });
}
