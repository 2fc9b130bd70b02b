import { setTimeout as pause } from "node:timers/promises";
import { BEAT_MS, type Lease } from "../model/lease.ts";
import { Fault } from "../model/fault.ts";
import type { Sandbox } from "../ports.ts";
import type { LeaseClient } from "./lease-client.ts";

/** What a sandbox worker stands on: no GitHub, no database, no audit trail. */
export interface LeaseLoopParts {
  client: LeaseClient;
  sandbox: Sandbox;
  /** Tells how this worker is, as often as that is wanted. Never throws. */
  tell: (state: { unready: string | null; busy: boolean }) => Promise<void>;
  log: {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
  };
}

/** How long the worker waits when there is nothing to do, or nobody to ask, in milliseconds. */
const REST_MS = 3_000;

/** Takes one lease after the other until `signal`; a run in hand is given back then. */
export async function workLeases(parts: LeaseLoopParts, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const rest = await workOnce(parts, signal);
    if (rest) await pause(REST_MS * (0.75 + Math.random() / 2), null, { signal }).catch(() => null);
  }
}

/** Works on one lease if there is one; answers whether to rest. */
async function workOnce(parts: LeaseLoopParts, signal: AbortSignal): Promise<boolean> {
  const { client, sandbox, log } = parts;
  try {
    const unready = await sandbox.unready();
    await parts.tell({ unready, busy: false });
    if (unready !== null) {
      log.warn({ reason: unready }, "the sandbox is not ready, so no lease is taken");
      return true;
    }
    const lease = await client.take(signal);
    if (lease === null) return true;
    await workOn(parts, lease, signal);
    return false;
  } catch (error) {
    if (!signal.aborted) log.warn({ err: error }, "failed to work on a lease");
    return true;
  }
}

/** Runs one lease to its end, and says all the while that the worker lives. */
async function workOn(
  { client, sandbox, log, tell }: LeaseLoopParts,
  { lease, request }: Lease,
  signal: AbortSignal,
): Promise<void> {
  const cancelled = new AbortController();
  const either = AbortSignal.any([signal, cancelled.signal]);
  const { runId } = request;
  log.info({ runId }, "took a lease");
  const beat = async (stage: string | null) => {
    try {
      await tell({ unready: null, busy: true });
      if ((await client.beat(lease, stage)).cancelled) cancelled.abort();
    } catch (error) {
      log.warn({ err: error, runId }, "failed to say that the run goes on");
    }
  };
  const beating = setInterval(() => void beat(null), BEAT_MS);
  try {
    const source = await client.source(lease, either);
    const run = await sandbox.run(request, source, either, (stage) => void beat(stage));
    if (signal.aborted) throw new Fault("unavailable", "the worker was told to end");
    if (!cancelled.signal.aborted) await client.end(lease, { run });
    log.info({ runId, outcome: run.outcome }, "a lease ended");
  } catch (error) {
    const fault = error instanceof Fault ? error.message.slice(0, 500) : "internal error";
    // Best effort: whoever hears nothing more gives the run to another worker.
    await client.end(lease, { fault }).catch(() => undefined);
    throw error;
  } finally {
    clearInterval(beating);
  }
}
