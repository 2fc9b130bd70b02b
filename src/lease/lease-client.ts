import { Readable } from "node:stream";
import { z } from "zod";
import { Fault } from "../model/fault.ts";
import type { WorkerReport } from "../model/worker-report.ts";
import { Lease, type LeaseEnd, LeaseOrder } from "../model/lease.ts";

/** The other end of the lease API, as a sandbox worker reaches it. */
export interface LeaseClient {
  /** The next run, or null when there is none. */
  take(signal: AbortSignal): Promise<Lease | null>;
  source(lease: string, signal: AbortSignal): Promise<Readable>;
  /** Answers whether the run goes on; a lease that is ours no more is cancelled. */
  beat(lease: string, stage: string | null): Promise<{ cancelled: boolean }>;
  end(lease: string, end: LeaseEnd): Promise<void>;
  /** Says how this worker is. */
  report(report: WorkerReport): Promise<void>;
}

/** How long an answer may take, in milliseconds; a source may take as long as it flows. */
const ANSWER_MS = 30_000;

/** Makes a client of `serve` at `url`, with this worker's own token. */
export function createLeaseClient(options: { url: string; token: string }): LeaseClient {
  const base = `${options.url}/api/sandbox`;
  const headers = { authorization: `Bearer ${options.token}`, "content-type": "application/json" };
  const post = (path: string, value: unknown, signal?: AbortSignal) =>
    ask(`${base}${path}`, {
      ...{ method: "POST", headers, body: JSON.stringify(value), redirect: "error" },
      signal: AbortSignal.any([AbortSignal.timeout(ANSWER_MS), ...(signal ? [signal] : [])]),
    });
  return {
    async take(signal) {
      const response = await post("/leases", {}, signal);
      return response.status === 204 ? null : read(response, Lease);
    },
    async source(lease, signal) {
      const response = await ask(`${base}/leases/${lease}/source`, {
        headers,
        signal,
        redirect: "error",
      });
      if (response.body === null) throw new Fault("unavailable", "the source has no content");
      return Readable.from(response.body);
    },
    async beat(lease, stage) {
      const response = await post(`/leases/${lease}/beat`, { stage: stage?.slice(0, 200) ?? null });
      return response.status === 410 ? { cancelled: true } : read(response, LeaseOrder);
    },
    async end(lease, end) {
      await post(`/leases/${lease}/end`, end);
    },
    async report(report) {
      await post("/report", report);
    },
  };
}

async function ask(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (cause) {
    throw new Fault("unavailable", "gatehouse serve does not answer", { cause });
  }
  // 410 says that the lease is ours no more, which is an answer.
  if (response.ok || response.status === 410) return response;
  const kind = response.status === 401 ? "refused" : "unavailable";
  throw new Fault(kind, `gatehouse serve answered ${response.status}`);
}

async function read<S extends z.ZodType>(response: Response, schema: S): Promise<z.infer<S>> {
  const answer = schema.safeParse(await response.json());
  if (answer.success) return answer.data;
  throw new Fault("unavailable", "gatehouse serve answered something else");
}
