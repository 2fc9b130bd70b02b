import { randomUUID } from "node:crypto";
import { finished, type Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import type { ReportForm } from "../model/runner.ts";
import type { Place } from "../model/runtime.ts";
import type { SandboxLimits } from "../model/sandbox-request.ts";
import type { SandboxRun } from "../model/sandbox-run.ts";
import type { Observed } from "./behaviours.ts";
import { createDiskWitness, type DiskUse, type DiskWitness } from "./disks.ts";
import type { Attachment, ContainerEngine, OutputEnd } from "./engine.ts";
import type { Log, LogSummary } from "./log.ts";
import { NOT_UNPACKED } from "./job-command.ts";
import { createObservation, type Observation, type WatcherImages } from "./observation.ts";
import { type Evidence, hasRuntimeFailed, type Stop } from "./outcome.ts";
import { outputEnd } from "./output-end.ts";
import type { PackagesDisk } from "./packages.ts";
import { reportFilesOf, reportLog } from "./report-log.ts";
import { createResourceRecord } from "./resources.ts";
import { endedByMemory } from "./memory-end.ts";
import { jobContainer, witnessContainer } from "./specification.ts";
import { holdRun, supervisorIdentity } from "./supervisor-identity.ts";
import { type Watch, watchRun, witnessesOf } from "./watch-run.ts";

/** One run as the supervisor needs it. */
export interface Order extends WatcherImages {
  runId: string;
  /** An image id, never a name. */
  image: string;
  command: readonly string[];
  /** How its report will be read, which decides what of its output is kept. */
  report: ReportForm | null;
  environment: Readonly<Record<string, string>>;
  limits: SandboxLimits;
  place: Place;
  /** Packages in front of the source. */
  packages?: PackagesDisk | undefined;
  /** A tar stream of the source. It is destroyed when the run ends. */
  source: Readable;
  signal: AbortSignal;
  progress(stage: string): void;
}

/** A run that ended: what was seen of it. */
export interface Ended {
  evidence: Evidence;
  resources: SandboxRun["resources"];
  log: LogSummary;
  witnesses: string[];
  /** Null where nothing watched, or nothing was started. */
  observed: Observed | null;
}

// The engine kills at once; this is for an engine that has stopped answering.
const KILL_WITHIN_MS = 20_000;
const ASK_EVERY_MS = 5000;
// After its deadline a container belongs to the sweep, however its supervisor fares.
const SWEEP_GRACE_SECONDS = 300;
const REMOVE_TRIES = 4;

/** What is at hand while a run goes on. */
interface Running {
  engine: ContainerEngine;
  order: Order;
  marker: string;
  instance: string;
  log: Log;
  witness: DiskWitness;
  observation: Observation | null;
  record: ReturnType<typeof createResourceRecord>;
  stopped: Stop | null;
  watch: Watch | null;
  /** Ends the run for the first reason that is given. */
  stop(reason: Stop): void;
  whenStopped: Promise<void>;
  created: string[];
  job: Attachment | null;
  witnessed: Attachment | null;
}

/**
 * Runs one order in a container of its own and says what was seen. Whatever happens, it asks
 * for the removal of what it made; what it cannot remove is left to the sweep. It throws
 * nothing: a failure of ours or of the engine is part of the evidence.
 */
export async function supervise(engine: ContainerEngine, order: Order): Promise<Ended> {
  const marker = randomUUID();
  const instance = `${order.runId}-${randomUUID().slice(0, 8)}`;
  const letGo = holdRun(instance);
  const running = prepare(engine, order, { marker, instance });
  const cancel = () => running.stop("cancelled");
  order.signal.addEventListener("abort", cancel);
  if (order.signal.aborted) cancel();
  // Also a source that closes before its end, or that failed before anybody listened.
  finished(order.source, { writable: false }, (error) => {
    if (error) running.stop("source");
  });
  try {
    return await runPrepared(running);
  } catch (error) {
    return ended(running, { fault: faultSentence(error), wallMs: 0 });
  } finally {
    order.signal.removeEventListener("abort", cancel);
    order.source.destroy();
    running.job?.close();
    running.witnessed?.close();
    running.observation?.close();
    await removeAll(engine, running.created);
    letGo();
  }
}

function prepare(
  engine: ContainerEngine,
  order: Order,
  names: { marker: string; instance: string },
): Running {
  let tellStopped = (): void => undefined;
  const running: Running = {
    engine,
    order,
    ...names,
    log: reportLog(order, names.marker, () => running.stop("output")),
    witness: createDiskWitness(() => running.witnessed),
    observation: createObservation(engine, order),
    record: createResourceRecord(),
    stopped: null,
    watch: null,
    stop(reason) {
      running.stopped ??= reason;
      tellStopped();
    },
    whenStopped: new Promise((resolve) => {
      tellStopped = resolve;
    }),
    created: [],
    job: null,
    witnessed: null,
  };
  return running;
}

async function runPrepared(running: Running): Promise<Ended> {
  const { engine, order } = running;
  if (running.stopped !== null) return ended(running, { wallMs: 0 });
  order.progress("starting the sandbox");
  const jobId = await startContainers(running);
  if (running.stopped !== null) return ended(running, { wallMs: 0 });

  const startedAt = performance.now();
  const elapsed = () => performance.now() - startedAt;
  const deadline = setTimeout(() => running.stop("deadline"), order.limits.wallSeconds * 1000);
  try {
    running.watch = await watchRun(engine, jobId, running.witness, (sample) =>
      running.record.tell(elapsed(), sample),
    );
    order.progress("running the command");
    feed(running);
    const exitCode = await exitOrStop(running, jobId);
    const wallMs = elapsed();
    clearTimeout(deadline);
    const output = await outputEnd(running.job);
    const [disks, observed] = await Promise.all([
      running.witness.askLast(),
      running.observation?.report(),
    ]);
    const oomKilled = await endedByMemory(engine, jobId, exitCode);
    return ended(running, { exitCode, wallMs, disks, oomKilled, output, observed });
  } catch (error) {
    return ended(running, { fault: faultSentence(error), wallMs: elapsed() });
  } finally {
    clearTimeout(deadline);
    running.watch?.stop();
  }
}

async function startContainers(running: Running): Promise<string> {
  const { engine, order, marker, instance } = running;
  const deadline = Math.floor(Date.now() / 1000) + order.limits.wallSeconds + SWEEP_GRACE_SECONDS;
  const supervisor = supervisorIdentity();
  const { observation } = running;
  const { recorded = false, traced = false } = observation ?? {};
  const environment = { ...observation?.environment, ...order.environment };
  const reportFiles = reportFilesOf(order.report);
  const settings = {
    ...{ ...order, environment, recorded, traced, reportFiles },
    ...{ marker, instance, deadline, supervisor },
  };
  const jobId = await engine.create(jobContainer(settings));
  running.created.push(jobId);
  const witnessId = await engine.create(witnessContainer(settings, jobId));
  // The witness goes first when they are removed: it uses the job's volumes.
  running.created.unshift(witnessId);
  running.job = await engine.attach(jobId, (piece) => {
    running.log.hear(piece);
    running.observation?.hear(piece);
  });
  running.witnessed = await engine.attach(witnessId, (piece) => running.witness.hear(piece));
  // The job does nothing before it gets its source, so the witness is there in time.
  await Promise.all([engine.start(jobId), engine.start(witnessId)]);
  await observation?.begin(settings, jobId, (id) => running.created.unshift(id));
  return jobId;
}

/** Lets the source flow in. A program that does not read it all is no failure. */
function feed(running: Running): void {
  if (running.job !== null) running.order.source.pipe(running.job.input);
}

/** Waits for the end; when the run is to stop, kills it and waits a little longer. */
async function exitOrStop(running: Running, jobId: string): Promise<number | null> {
  const over = new AbortController();
  const exit = exitOf(running, jobId, over.signal);
  // Heard below, unless the engine is lost while it is being asked to kill.
  exit.catch(() => undefined);
  try {
    const first = await Promise.race([exit, running.whenStopped]);
    if (typeof first === "number") return first;
    await running.engine.kill(jobId);
    return await Promise.race([exit, pause(KILL_WITHIN_MS, null, { signal: over.signal })]);
  } finally {
    over.abort();
  }
}

/**
 * The exit code by waiting and by asking now and then: an engine that goes away while it is
 * waited for may leave the waiting without an answer.
 */
async function exitOf(running: Running, jobId: string, over: AbortSignal): Promise<number> {
  return Promise.race([running.engine.exit(jobId), exitByAsking(running, jobId, over)]);
}

async function exitByAsking(running: Running, jobId: string, over: AbortSignal): Promise<number> {
  for (;;) {
    await pause(ASK_EVERY_MS, null, { signal: over });
    const { running: goesOn, exitCode } = await running.engine.state(jobId);
    if (!goesOn) return exitCode;
  }
}

function ended(
  running: Running,
  seen: {
    wallMs: number;
    exitCode?: number | null;
    oomKilled?: boolean;
    disks?: readonly DiskUse[] | null;
    output?: OutputEnd;
    observed?: Observed | null | undefined;
    fault?: string;
  },
): Ended {
  const disks = seen.disks ?? null;
  const oomKilled = seen.oomKilled ?? false;
  const { log } = running;
  const toldEnd = log.toldEnd();
  // What was killed, or had nothing to run, could not come to its end.
  const cut = running.stopped !== null || oomKilled;
  const hasEnd = !cut && (log.unpacked() || seen.exitCode !== NOT_UNPACKED);
  const outputLost = seen.output === "lost" || (hasEnd && seen.output !== undefined && !toldEnd);
  return {
    evidence: {
      stopped: running.stopped,
      fault: seen.fault ?? null,
      unpacked: log.unpacked(),
      exitCode: seen.exitCode ?? null,
      runtimeFailed: hasRuntimeFailed(running.order.place, seen.exitCode, toldEnd),
      tracerLost: seen.observed?.traceEnded === false,
      ...{ oomKilled, outputLost },
      disks,
      wasFull: running.watch?.wasFull() ?? null,
    },
    resources: running.record.resources(seen.wallMs),
    log: log.summary(),
    witnesses: witnessesOf(running.watch, { disksSeen: disks !== null, outputLost }),
    observed: seen.observed ?? null,
  };
}

async function removeAll(engine: ContainerEngine, containerIds: readonly string[]): Promise<void> {
  for (const id of containerIds) await removeSoon(engine, id);
}

/** Tries a few times, for an engine that is being restarted; the sweep tries for ever. */
async function removeSoon(engine: ContainerEngine, id: string): Promise<void> {
  for (let attempt = 1; attempt <= REMOVE_TRIES; attempt += 1) {
    try {
      return await engine.remove(id);
    } catch {
      if (attempt < REMOVE_TRIES) await pause(attempt * 500);
    }
  }
}

function faultSentence(error: unknown): string {
  const message = error instanceof Error ? error.message : "unknown failure";
  return `The sandbox broke: ${message}.`;
}
