import { join } from "node:path";
import { standardLimits } from "./limits.ts";
import type { Place, Runtime } from "../model/runtime.ts";
import type { SandboxLimits } from "../model/sandbox-request.ts";
import type { ReadResults } from "../ports.ts";
import type { ContainerEngine } from "./engine.ts";
import { noteOf } from "./engine-kinds.ts";
import { packFolder } from "./images/pack-folder.ts";
import { ownOutput } from "./log.ts";
import { classify } from "./outcome.ts";
import { type Ended, supervise } from "./supervisor.ts";
import { judgeWalls } from "./walls.ts";
import { judgeTracer } from "./tracer/tracer-proof.ts";
import { judgeWitnesses } from "./witness-proof.ts";

const MIB = 1024 * 1024;

/** Whether one limit or wall held when it was tried on this engine. */
export interface WallCheck {
  /** The id of the check of `gatehouse doctor`: "sandbox/limit-memory". */
  id: string;
  ok: boolean;
  /** Whether this runtime has no such wall, and what stands in its place holds. */
  absent?: true;
  /** What was seen, in one sentence. */
  why: string;
  fix: string;
}

const WITNESS_FIX =
  "The engine's host needs /dev/net/tun (modprobe tun) and IPv6; see docs/sandbox.md.";

/** How often a proof is tried whose output was lost: gVisor loses some on a busy machine. */
const HEAR_TRIES = 3;

/** Small enough that every limit is reached within moments. */
export const PROOF_LIMITS: SandboxLimits = {
  ...standardLimits(),
  cpus: 0.7,
  memoryBytes: 192 * MIB,
  workspaceBytes: 16 * MIB,
  workspaceInodes: 1000,
  tmpBytes: 8 * MIB,
  homeBytes: 8 * MIB,
  pids: 32,
  openFiles: 64,
  wallSeconds: 60,
  outputBytes: 64 * 1024,
};

// Past the size that a file may have, in a file with nothing before: where there is no such
// limit, this takes one page of a disk.
const WRITE_FAR =
  'open my $file, ">", "/workspace/far" or die; sysseek $file, (17 << 20) + 4096, 0; syswrite $file, "x"';
/** What a process ends with that SIGXFSZ ended. */
const FILE_TOO_LARGE = 128 + 25;

/** What went wrong with a proof itself, each time that it was tried. */
function mishapOf({ evidence: { fault, outputLost } }: Ended): string {
  if (fault !== null) return ` ${fault}`;
  return outputLost === true ? " The engine lost output of the self-test on its way." : "";
}

/**
 * Tries every limit and wall on this engine with the base image, by a program of ours in the
 * very container that a run gets. A limit that does not bite here protects nobody.
 */
export async function proveWalls(
  engine: ContainerEngine,
  image: string,
  imagesDir: string,
  runtime: Runtime = "runc",
): Promise<WallCheck[]> {
  const source = join(imagesDir, "base", "self-test");
  const place = await placeOn(engine, runtime);
  if (place === null) return [lacksRuntime(runtime)];
  const note = noteOf(await engine.describe());
  if (!note.possible)
    return [{ id: "sandbox/engine-kind", ok: false, why: note.why, fix: note.fix }];
  const tryOut = (name: string, command: readonly string[], limits: Partial<SandboxLimits> = {}) =>
    runProof(engine, { image, source, name, command, place, limits });
  const [walls, memory, time, output, file] = await Promise.all([
    tryOut("walls", ["perl", "walls.pl", runtime]),
    // No further than a host can bear where the limit does not hold.
    tryOut("memory", ["perl", "-e", "my $x = 'x' x (1 << 29)"]),
    tryOut("time", ["sleep", "60"], { wallSeconds: 1 }),
    tryOut("output", ["yes"], { wallSeconds: 10 }),
    tryOut("file", ["perl", "-e", WRITE_FAR]),
  ]);
  return [
    ...judgeWalls(ownOutput(walls.log), PROOF_LIMITS, runtime).map((check) => ({
      ...check,
      why: check.ok ? check.why : `${check.why}${mishapOf(walls)}`,
    })),
    judgeEnd("sandbox/limit-memory", memory, "out-of-memory"),
    judgeEnd("sandbox/limit-time", time, "timed-out", { wallSeconds: 1 }),
    judgeEnd("sandbox/limit-output", output, "output-limit"),
    judgeFile(file),
  ].map((check) => ({ ...check, fix: note.fix }));
}

/**
 * Tries the witnesses on this engine: whatever is sent must be seen by the recorder, the reading
 * of a decoy must be seen, and loopback must stay the run's own.
 */
export async function proveWitnesses(
  engine: ContainerEngine,
  image: string,
  recorderImage: string,
  imagesDir: string,
): Promise<WallCheck[]> {
  const source = join(imagesDir, "base", "self-test");
  const command = ["perl", "witness.pl"];
  const place = await placeOn(engine, "runc");
  if (place === null) return [lacksRuntime("runc")];
  const name = "witness";
  const ended = await runProof(engine, { image, source, name, command, place, recorderImage });
  return judgeWitnesses(ended).map((check) => ({ ...check, fix: WITNESS_FIX }));
}

const TRACER_FIX =
  "The engine's host needs Linux 5.3 or later, and a kernel that lets a container with SYS_PTRACE follow another; see docs/sandbox.md.";

/**
 * Tries the tracer on this engine, with the recorder where there is one: what a program does must
 * be seen, and no program may get at it or past it.
 */
export async function proveTracer(
  engine: ContainerEngine,
  images: { image: string; recorderImage: string | null; tracerImage: string },
  imagesDir: string,
  readResults: ReadResults,
): Promise<WallCheck[]> {
  const source = join(imagesDir, "tracer", "self-test");
  const command = ["perl", "tracer.pl"];
  const place = await placeOn(engine, "runc");
  if (place === null) return [lacksRuntime("runc")];
  const ended = await runProof(engine, { ...images, source, name: "tracer", command, place });
  const told = ended.observed?.trace ?? null;
  const { trace } = await readResults({ ...ended.log, format: null, trace: told });
  const check = judgeTracer(ended, trace, images.recorderImage !== null);
  return [{ ...check, fix: TRACER_FIX }];
}

function judgeEnd(
  id: string,
  run: Ended,
  wanted: string,
  limits: Partial<SandboxLimits> = {},
): Omit<WallCheck, "fix"> {
  const { outcome, reason } = classify(run.evidence, { ...PROOF_LIMITS, ...limits });
  return { id, ok: outcome === wanted, why: reason };
}

function judgeFile(run: Ended): Omit<WallCheck, "fix"> {
  const { evidence } = run;
  const ok = evidence.exitCode === FILE_TOO_LARGE;
  const why = ok
    ? "A file ends at the size that a file may have."
    : `A file larger than the limit was written, and the program ended with ${evidence.exitCode}.${mishapOf(run)}`;
  return { id: "sandbox/limit-file-size", ok, why };
}

/** How containers are made for a runtime on this engine; null where it has none of the name. */
export async function placeOn(engine: ContainerEngine, runtime: Runtime): Promise<Place | null> {
  const { runtimes, idOffset } = await engine.describe();
  // What an engine starts by itself has many a name; gVisor must be told to it.
  return runtime === "runc" || runtimes.includes(runtime) ? { runtime, idOffset } : null;
}

/** The first of some checks that does not hold, with what to do; null when all do. */
export async function firstGapOf(proof: Promise<readonly WallCheck[]>): Promise<string | null> {
  const gap = (await proof).find(({ ok }) => !ok);
  return gap === undefined ? null : `${gap.why} [${gap.id}] ${gap.fix}`;
}

function lacksRuntime(runtime: Runtime): WallCheck {
  const why = `The engine has no runtime of the name ${runtime}.`;
  return { id: "sandbox/runtime", ok: false, why, fix: "See docs/sandbox.md on gVisor." };
}

async function runProof(
  engine: ContainerEngine,
  proof: {
    image: string;
    source: string;
    name: string;
    command: readonly string[];
    place: Place;
    limits?: Partial<SandboxLimits>;
    recorderImage?: string | null;
    tracerImage?: string;
  },
): Promise<Ended> {
  const { image, command, place, name, source, limits = {} } = proof;
  const { recorderImage = null, tracerImage = null } = proof;
  for (let attempt = 1; ; attempt += 1) {
    const ended = await supervise(engine, {
      ...{ image, command, place, recorderImage, tracerImage },
      runId: `proof-${name}-${crypto.randomUUID().slice(0, 8)}`,
      report: null,
      environment: {},
      limits: { ...PROOF_LIMITS, ...limits },
      source: await packFolder(source),
      signal: new AbortController().signal,
      progress: () => undefined,
    });
    // What was not heard says nothing about the engine's limits.
    if (ended.evidence.outputLost !== true || attempt === HEAR_TRIES) return ended;
  }
}
