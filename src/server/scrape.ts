import type { ServerResponse } from "node:http";
import type { QueueState } from "../model/queue-state.ts";
import type { Metrics } from "./metrics.ts";

/** What is asked when somebody reads the metrics. */
export interface ScrapeParts {
  metrics: Metrics;
  /** How full the queues are now; throws when the store does not answer. */
  queues: () => Promise<QueueState[]>;
}

/**
 * Answers `/metrics` in Prometheus's text format. A store that does not answer is itself a
 * reading (`gatehouse_ready 0`), so this never fails for it.
 */
export async function answerMetrics(
  { metrics, queues }: ScrapeParts,
  response: ServerResponse,
): Promise<void> {
  try {
    readQueues(metrics, await queues());
    metrics.ready.set(1);
  } catch {
    // Said by the metric, and by /readyz in the log; the rest of the page is still true.
    metrics.ready.set(0);
  }
  const text = await metrics.registry.metrics();
  response.writeHead(200, {
    "content-type": metrics.registry.contentType,
    "content-length": String(Buffer.byteLength(text)),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  response.end(text);
}

function readQueues({ queueJobs, queueOldest }: Metrics, states: readonly QueueState[]): void {
  for (const { queue, waiting, active, abandoned, oldestSeconds } of states) {
    queueJobs.set({ queue, state: "waiting" }, waiting);
    queueJobs.set({ queue, state: "active" }, active);
    queueJobs.set({ queue, state: "abandoned" }, abandoned);
    queueOldest.set({ queue }, oldestSeconds);
  }
}
