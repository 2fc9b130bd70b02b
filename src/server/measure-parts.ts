import type { JobParts } from "../jobs/parts.ts";
import type { Jobs } from "../ports.ts";
import type { Metrics } from "./metrics.ts";

/** What is looked at; everything else of a process goes by without being counted. */
type Measured = Pick<
  JobParts,
  "jobs" | "reviewer" | "sandbox" | "audit" | "store" | "rules" | "now"
>;

/** The same parts, which count and time what goes through them, and change nothing of it. */
export function measureParts<P extends Measured>(parts: P, metrics: Metrics): P {
  return {
    ...parts,
    jobs: measureJobs(parts.jobs, metrics),
    reviewer: measureReviewer(parts.reviewer, metrics),
    sandbox: parts.sandbox === null ? null : measureSandbox(parts.sandbox, metrics),
    audit: measureAudit(parts.audit, metrics),
    store: measureStore(parts, metrics),
  };
}

/** Seconds since the call, of a clock that nobody sets. */
function stopwatch(): () => number {
  const began = performance.now();
  return () => (performance.now() - began) / 1000;
}

function measureJobs(jobs: Jobs, metrics: Metrics): Jobs {
  return {
    send: (name, payload, options) => jobs.send(name, payload, options),
    work: (name, options, work, abandon) =>
      jobs.work(name, options, timed(metrics, name, work), abandon),
    take: (name, work) => jobs.take(name, timed(metrics, name, work)),
  };
}

/** The same work, which notes how long each attempt took and whether it failed. */
function timed<A extends unknown[]>(
  { jobSeconds }: Metrics,
  queue: string,
  work: (...attempt: A) => Promise<void>,
): (...attempt: A) => Promise<void> {
  return async (...attempt) => {
    const seconds = stopwatch();
    let result = "failed";
    try {
      await work(...attempt);
      result = "done";
    } finally {
      jobSeconds.observe({ queue, result }, seconds());
    }
  };
}

function measureReviewer(
  reviewer: Measured["reviewer"],
  { reviewSeconds, childFailures }: Metrics,
): Measured["reviewer"] {
  return {
    async review(commits, request, signal) {
      const seconds = stopwatch();
      try {
        const review = await reviewer.review(commits, request, signal);
        reviewSeconds.observe(seconds());
        return review;
      } catch (error) {
        childFailures.inc();
        throw error;
      }
    },
  };
}

function measureSandbox(
  sandbox: NonNullable<Measured["sandbox"]>,
  { sandboxRuns, sandboxSeconds }: Metrics,
): NonNullable<Measured["sandbox"]> {
  return {
    ...sandbox,
    async run(...run) {
      const seconds = stopwatch();
      const ended = await sandbox.run(...run);
      sandboxRuns.inc({ outcome: ended.outcome });
      sandboxSeconds.observe(seconds());
      return ended;
    },
  };
}

function measureAudit(
  audit: Measured["audit"],
  { auditRecords, auditFailures, auditOk }: Metrics,
): Measured["audit"] {
  auditOk.set(1);
  return {
    async append(entry) {
      try {
        await audit.append(entry);
        auditRecords.inc({ kind: entry.kind });
        auditOk.set(1);
      } catch (error) {
        auditFailures.inc();
        auditOk.set(0);
        throw error;
      }
    },
  };
}

/** A repository names its own rules as it likes, so those share one label. */
function measureStore({ store, rules }: Measured, metrics: Metrics): Measured["store"] {
  return {
    ...store,
    async saveReview(...saved) {
      await store.saveReview(...saved);
      const [, , , { verdict, complete, findings, unanalysed }] = saved;
      metrics.reviews.inc({ verdict, complete: String(complete) });
      for (const { rule } of findings) {
        metrics.findings.inc({ rule: rules.has(rule) ? rule : "custom" });
      }
      metrics.unanalysed.inc(unanalysed.length);
    },
  };
}
