import type { JobParts } from "../jobs/parts.ts";
import type { GitHub, Jobs } from "../ports.ts";
import type { Traces } from "./traces.ts";

/** What is followed; everything else of a process goes by unseen. */
type Traced = Pick<JobParts, "jobs" | "reviewer" | "sandbox" | "github">;

/** The same parts, which note in spans what they do, and change nothing of it. */
export function traceParts<P extends Traced>(parts: P, traces: Traces): P {
  const { reviewer, sandbox } = parts;
  return {
    ...parts,
    jobs: traceJobs(parts.jobs, traces),
    github: traceGitHub(parts.github, traces),
    reviewer: { review: (...of) => traces.span("review", {}, () => reviewer.review(...of)) },
    sandbox:
      sandbox === null
        ? null
        : {
            ...sandbox,
            run: (...of) => traces.span("sandbox.run", {}, () => sandbox.run(...of)),
          },
  };
}

function traceJobs(jobs: Jobs, traces: Traces): Jobs {
  const traced =
    <P, R extends unknown[]>(queue: string, work: (job: P, ...rest: R) => Promise<void>) =>
    (job: P, ...rest: R) =>
      traces.span(`job.${queue}`, { queue }, () => work(job, ...rest), occasionOf(job));
  return {
    send: (name, payload, options) => jobs.send(name, payload, options),
    work: (name, options, work, abandon) => jobs.work(name, options, traced(name, work), abandon),
    take: (name, work) => jobs.take(name, traced(name, work)),
  };
}

/** What a job goes back to: a delivery and the review that it asked for are one trace. */
export function occasionOf(job: unknown): string {
  if (typeof job !== "object" || job === null) return "none";
  const { deliveryId, run, runId, checkId } = job as Record<string, unknown>; // checked by its queue's schema
  const known = [deliveryId, run, runId, checkId].find((one) => typeof one === "string");
  return typeof known === "string" ? known : JSON.stringify(job);
}

/** Every question to GitHub is a span of its method's name. */
function traceGitHub(github: GitHub, traces: Traces): GitHub {
  return new Proxy(github, {
    get(target, method, receiver) {
      const own: unknown = Reflect.get(target, method, receiver);
      if (typeof own !== "function") return own;
      return (...of: unknown[]) =>
        traces.span(
          `github.${String(method)}`,
          {},
          async () =>
            // A method of the port, called as it was; its answer is handed on.
            Reflect.apply(own, target, of) as Promise<unknown>,
        );
    },
  });
}
