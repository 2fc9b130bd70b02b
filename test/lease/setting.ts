import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import pino from "pino";
import type { RunDesk } from "../../src/jobs/run-desk.ts";
import { createLeases } from "../../src/jobs/leases.ts";
import type { AuditEntry } from "../../src/model/audit.ts";
import type { WorkerRow } from "../../src/model/overview.ts";
import type { SandboxRun } from "../../src/model/sandbox-run.ts";
import { createEdge } from "../../src/server/edge.ts";
import { leaseRoutes } from "../../src/server/lease-routes.ts";
import { openBlobFiles } from "../../src/store/blob-files.ts";
import { openStore } from "../../src/store/open-store.ts";
import { SECRET } from "../server/webhook-client.ts";
import { createFolder } from "../store/databases.ts";
import { sampleApproval } from "../store/samples.ts";

export const token = () => randomBytes(32).toString("base64url");
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** The lease API on a real edge with a real queue, and everything that its desk was told. */
export interface LeaseSetting {
  url: string;
  tokens: { alice: string; bob: string };
  /** Tokens of as many further workers as were asked for. */
  hosts: string[];
  audit: AuditEntry[];
  /** Runs that the desk took, and questions that it was asked. */
  ended: { runId: string; run: SandboxRun }[];
  stages: string[];
  /** Runs that may not start, and runs that were cancelled. */
  denied: Set<string>;
  cancelled: Set<string>;
  /** Queues a run whose source is this text. */
  queue(runId: string, source: string): Promise<void>;
  waiting(): Promise<number>;
  /** What the operator's page of workers shows. */
  workers(): Promise<WorkerRow[]>;
  close(): Promise<void>;
}

/** Starts it; a worker is silent after `silenceMs`. */
export async function openLeases(silenceMs: number, count = 0): Promise<LeaseSetting> {
  const log = pino({ level: "silent" });
  const folder = await createFolder();
  const open = await openStore({ ...folder, log, heartbeatSeconds: 10 });
  const dir = mkdtempSync(join(tmpdir(), "gatehouse-lease-"));
  const blobs = await openBlobFiles({ dir });
  const told = {
    audit: [] as AuditEntry[],
    ended: [] as LeaseSetting["ended"],
    stages: [] as string[],
    denied: new Set<string>(),
    cancelled: new Set<string>(),
  };
  const audit = { append: async (entry: AuditEntry) => void told.audit.push(entry) };
  const desk: RunDesk = {
    begin: async ({ runId }) => !told.denied.has(runId),
    stage: async (_, stage) => void told.stages.push(stage),
    isCancelled: async (runId) => told.cancelled.has(runId),
    sourceLost: async () => undefined,
    ended: async (runId, run) => void told.ended.push({ runId, run }),
    abandon: async () => undefined,
  };
  const tokens = { alice: token(), bob: token() };
  const hosts = Array.from({ length: count }, token);
  const known = { ...tokens, ...Object.fromEntries(hosts.map((one, at) => [`host-${at}`, one])) };
  const workers = Object.entries(known).map(([name, one]) => ({ name, tokenSha256: sha256(one) }));
  const leases = createLeases(
    { jobs: open.jobs, store: open.store, now: () => new Date(), blobs, audit, log, desk },
    silenceMs,
  );
  const edge = createEdge({
    ...{ secrets: [SECRET], events: new Set<string>(), audit, now: () => new Date(), log },
    ...{ accept: async () => true, ready: () => open.ready() },
    more: leaseRoutes({ leases, workers, log }),
  });
  const { port } = await edge.listen({ host: "127.0.0.1", port: 0 });
  return {
    ...told,
    ...{ url: `http://127.0.0.1:${port}`, tokens, hosts },
    async queue(runId, source) {
      const { id } = await blobs.put(Readable.from([Buffer.from(source)]));
      const request = { ...sampleApproval(runId, 1).request, runId };
      await open.jobs.send("sandbox", { request, sourceBlob: id }, { key: runId });
    },
    workers: () => open.overview.workers(),
    async waiting() {
      const states = await open.queues();
      return states.find(({ queue }) => queue === "sandbox")?.waiting ?? 0;
    },
    async close() {
      await edge.drain();
      await open.close({ graceSeconds: 0 });
      await folder.remove();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
