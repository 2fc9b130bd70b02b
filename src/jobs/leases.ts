import { createHash, randomBytes } from "node:crypto";
import type { Readable } from "node:stream";
import { Fault } from "../model/fault.ts";
import { type LeaseEnd, SILENCE_MS } from "../model/lease.ts";
import type { SandboxRequest } from "../model/sandbox-request.ts";
import type { WorkerReport } from "../model/worker-report.ts";
import type { SandboxRun } from "../model/sandbox-run.ts";
import type { Sandbox, SandboxProgress } from "../ports.ts";
import type { JobParts } from "./parts.ts";
import type { RunDesk } from "./run-desk.ts";
import { runSandbox } from "./run-sandbox.ts";

/** What a worker may do, by its name; nothing of it reaches the lease of another. */
export interface Leases {
  /** Takes the next run, authorised at this moment; null when there is none. */
  take(worker: string): Promise<{ lease: string; request: SandboxRequest } | null>;
  /** The source of a lease, once; null for a lease that is not this worker's. */
  source(worker: string, lease: string): Promise<Readable | null>;
  /** Says that the worker lives, and what it does; null for a lease that is not this worker's. */
  beat(worker: string, lease: string, stage: string | null): Promise<{ cancelled: boolean } | null>;
  /** Takes the end of a lease, once. */
  end(worker: string, lease: string, end: LeaseEnd): Promise<"taken" | "wrong" | null>;
  /** Keeps what a worker says of itself. */
  report(worker: string, report: WorkerReport): Promise<void>;
  /** Records that a worker reached for something that it is never given. */
  refused(worker: string, what: string): Promise<void>;
}

type Parts = Pick<JobParts, "jobs" | "blobs" | "audit" | "log" | "now"> & {
  desk: RunDesk;
  store: Pick<JobParts["store"], "heardOfWorker">;
};

interface Open {
  worker: string;
  request: SandboxRequest;
  /** Null once it was fetched. */
  source: Readable | null;
  heard: number;
  signal: AbortSignal;
  progress: SandboxProgress;
  settle: (end: LeaseEnd) => void;
}

/**
 * Makes the desk at which sandbox workers of other hosts are served. A lease lives in this
 * process: when that ends, or when the worker falls silent, the queue gives the run to another
 * worker, and whatever the first one says afterwards is refused.
 */
export function createLeases(parts: Parts, silenceMs = SILENCE_MS): Leases {
  const open = new Map<string, Open>();
  const refused = (worker: string, what: string): Promise<void> =>
    parts.audit.append({
      kind: "administration",
      detail: { event: "lease-refused", worker, what },
    });
  const mine = async (worker: string, id: string, what: string): Promise<Open | null> => {
    const lease = open.get(keyOf(id));
    if (lease?.worker === worker) return lease;
    await refused(worker, what);
    return null;
  };
  return {
    take: (worker) => take(parts, open, worker, silenceMs),
    async source(worker, id) {
      const lease = await mine(worker, id, "source");
      const source = lease?.source ?? null;
      if (lease !== null) lease.source = null;
      return source;
    },
    async beat(worker, id, stage) {
      const lease = await mine(worker, id, "beat");
      if (lease === null) return null;
      lease.heard = Date.now();
      if (stage !== null) lease.progress(stage);
      return { cancelled: lease.signal.aborted };
    },
    async end(worker, id, end) {
      const lease = await mine(worker, id, "end");
      if (lease === null) return null;
      if ("run" in end && !isOf(end.run, lease.request)) {
        await refused(worker, "end of another run");
        return "wrong";
      }
      lease.settle(end);
      return "taken";
    },
    report: (worker, report) => parts.store.heardOfWorker(worker, report, parts.now()),
    refused,
  };
}

/** Ids are kept by their digest, so that a look-up tells nothing about how near a guess was. */
function keyOf(id: string): string {
  return createHash("sha256").update(id).digest("hex");
}

function isOf(run: SandboxRun, request: SandboxRequest): boolean {
  return run.headSha === request.headSha && run.profile === request.profile;
}

/** A job is only taken when a worker asks, so it is authorised when it can really start. */
async function take(
  parts: Parts,
  open: Map<string, Open>,
  worker: string,
  silenceMs: number,
): Promise<{ lease: string; request: SandboxRequest } | null> {
  const offered = Promise.withResolvers<{ lease: string; request: SandboxRequest }>();
  const sandbox: Sandbox = {
    unready: async () => null,
    sweep: async () => 0,
    run: async (request, source, signal, progress) => {
      const lease = randomBytes(32).toString("base64url");
      const detail = { event: "lease-given", worker, run: request.runId };
      await parts.audit.append({ kind: "administration", detail });
      const ended = Promise.withResolvers<LeaseEnd>();
      const settle = ended.resolve;
      const heard = Date.now();
      const entry: Open = { worker, request, source, heard, signal, progress, settle };
      open.set(keyOf(lease), entry);
      offered.resolve({ lease, request });
      try {
        return await resultOf(entry, ended.promise, silenceMs);
      } finally {
        open.delete(keyOf(lease));
      }
    },
  };
  const worked = parts.jobs.take("sandbox", (job, attempt) =>
    runSandbox({ ...parts, sandbox }, job, attempt),
  );
  // A run that may not start any more ends without an offer; the worker asks again.
  return Promise.race([offered.promise, worked.then(() => null)]);
}

async function resultOf(
  lease: Open,
  ended: Promise<LeaseEnd>,
  silenceMs: number,
): Promise<SandboxRun> {
  const silent = Promise.withResolvers<never>();
  const watching = setInterval(() => {
    if (Date.now() - lease.heard > silenceMs) {
      silent.reject(new Fault("unavailable", "the sandbox worker fell silent"));
    }
  }, silenceMs / 10);
  try {
    const end = await Promise.race([ended, silent.promise]);
    if ("run" in end) return end.run;
    throw new Fault("unavailable", `the sandbox worker failed: ${end.fault}`);
  } finally {
    clearInterval(watching);
  }
}
