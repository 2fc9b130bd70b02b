import { setInterval } from "node:timers";
import type { Readable } from "node:stream";
import { Fault } from "../model/fault.ts";
import type { JobPayload } from "../model/job.ts";
import type { Blobs, Sandbox } from "../ports.ts";
import type { JobLog } from "./parts.ts";
import type { RunDesk } from "./run-desk.ts";

/** How often is asked whether somebody cancelled, in milliseconds. */
const ASK_EVERY = 1000;

interface Parts {
  sandbox: Sandbox;
  blobs: Pick<Blobs, "open" | "remove">;
  desk: RunDesk;
  log: JobLog;
}

/**
 * Runs a stored source in the sandbox and posts the result. Knows no repository and holds no
 * credential: the desk answers whether the run may start, and whether it may go on.
 */
export async function runSandbox(
  parts: Parts,
  { request, sourceBlob }: JobPayload<"sandbox">,
  { signal }: { signal: AbortSignal },
): Promise<void> {
  const { sandbox, blobs, desk } = parts;
  const { runId } = request;
  if (!(await desk.begin(request))) return blobs.remove(sourceBlob);
  const source = await openSource(parts, sourceBlob);
  if (source === null) return desk.sourceLost(runId);
  const cancelled = new AbortController();
  const asking = setInterval(() => {
    void isCancelled(parts, runId).then((yes) => yes && cancelled.abort());
  }, ASK_EVERY);
  const stages = tellStages(parts, runId);
  try {
    const either = AbortSignal.any([signal, cancelled.signal]);
    const run = await sandbox.run(request, source, either, stages.tell);
    await stages.told();
    if (signal.aborted) throw new Fault("unavailable", "the run was interrupted by our own end");
    if (!cancelled.signal.aborted) await desk.ended(runId, run);
    await blobs.remove(sourceBlob);
  } finally {
    clearInterval(asking);
    source.destroy();
  }
}

/** Blobs are shared by runs of one tree: another run may have ended and removed this one. */
async function openSource({ blobs }: Parts, id: string): Promise<Readable | null> {
  try {
    return await blobs.open(id);
  } catch (error) {
    if (error instanceof Fault && error.kind === "gone") return null;
    throw error;
  }
}

/** A question that fails is asked again a second later; the run goes on meanwhile. */
async function isCancelled({ desk, log }: Parts, runId: string): Promise<boolean> {
  try {
    return await desk.isCancelled(runId);
  } catch (error) {
    log.warn({ err: error, runId }, "failed to ask whether a run was cancelled");
    return false;
  }
}

/** Tells stages in their order without holding the run up; best effort, since they are news only. */
function tellStages({ desk, log }: Parts, runId: string) {
  let last = Promise.resolve();
  return {
    tell: (stage: string) => {
      last = last
        .then(() => desk.stage(runId, stage))
        .catch((error: unknown) => log.warn({ err: error, runId }, "failed to tell a stage"));
    },
    told: () => last,
  };
}
