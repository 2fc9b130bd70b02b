import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "@prometheus-io/client";

/** How a delivery was answered. */
export const DELIVERY_RESULTS = ["accepted", "repeated", "ignored", "refused", "failed"] as const;
export type DeliveryResult = (typeof DELIVERY_RESULTS)[number];

/** Everything that is counted and timed; labels are words of ours, never names of anybody. */
export type Metrics = ReturnType<typeof createMetrics>;

/** Seconds: from what GitHub must not notice to what it gives up at. */
const FAST = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Seconds: from a small review to the longest run. */
const SLOW = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600];

/** Creates the metrics of one process in a registry of their own. */
export function createMetrics(version: string) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name: `gatehouse_${name}`, help, labelNames, registers });
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `gatehouse_${name}`, help, labelNames, registers });
  const seconds = (name: string, help: string, buckets: number[], labelNames: string[] = []) =>
    new Histogram({ name: `gatehouse_${name}`, help, buckets, labelNames, registers });

  const info = gauge("build_info", "The version that runs; always 1.", ["version"]);
  info.set({ version }, 1);
  return {
    registry,
    ...countersOf(counter),
    ...gaugesOf(gauge),
    deliverySeconds: seconds("delivery_seconds", "From a delivery's headers to its answer.", FAST),
    jobSeconds: seconds("job_seconds", "Attempts at jobs.", SLOW, ["queue", "result"]),
    reviewSeconds: seconds("review_seconds", "Reading a change, in its child process.", SLOW),
    sandboxSeconds: seconds("sandbox_seconds", "Sandbox runs.", SLOW),
  };
}

type Make<M> = (name: string, help: string, labelNames?: string[]) => M;

function countersOf(counter: Make<Counter<string>>) {
  return {
    deliveries: counter("deliveries_total", "Webhooks by event and how they were answered.", [
      "event",
      "result",
    ]),
    reviews: counter("reviews_total", "Reviews that ended.", ["verdict", "complete"]),
    findings: counter("findings_total", "Findings of reviews, by rule.", ["rule"]),
    unanalysed: counter("unanalysed_total", "Files that reviews could not read whole."),
    childFailures: counter("review_failures_total", "Reviews that ended without an answer."),
    sandboxRuns: counter("sandbox_runs_total", "Sandbox runs by outcome.", ["outcome"]),
    githubRequests: counter("github_requests_total", "Answers of GitHub by status.", ["status"]),
    auditRecords: counter("audit_records_total", "Records on the audit trail.", ["kind"]),
    auditFailures: counter("audit_failures_total", "Records that could not be kept."),
  };
}

function gaugesOf(gauge: Make<Gauge<string>>) {
  return {
    ready: gauge("ready", "1 while the store answers, else 0."),
    queueJobs: gauge("queue_jobs", "Jobs in the queue.", ["queue", "state"]),
    queueOldest: gauge("queue_oldest_seconds", "Age of the oldest job that is due.", ["queue"]),
    githubRemaining: gauge("github_remaining", "Requests left of the hour, as last told."),
    auditOk: gauge("audit_ok", "1 while the audit trail takes records, else 0."),
  };
}
