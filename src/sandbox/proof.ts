import { join } from "node:path";
import { standardLimits } from "./limits.ts";
import type { SandboxLimits } from "../model/sandbox-request.ts";
import type { ContainerEngine } from "./engine.ts";
import { packFolder } from "./images/pack-folder.ts";
import { ownOutput } from "./log.ts";
import { classify } from "./outcome.ts";
import { type Ended, supervise } from "./supervisor.ts";
import { judgeWalls } from "./walls.ts";
import { judgeWitnesses } from "./witness-proof.ts";

const MIB = 1024 * 1024;

/** Whether one limit or wall held when it was tried on this engine. */
export interface WallCheck {
  /** The id of the check of `gatehouse doctor`: "sandbox/limit-memory". */
  id: string;
  ok: boolean;
  /** What was seen, in one sentence. */
  why: string;
  fix: string;
}

const WITNESS_FIX =
  "The engine's host needs /dev/net/tun (modprobe tun) and IPv6; see docs/sandbox.md.";

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

const FIX =
  "Use Docker Engine 20.10 or later with runc on a kernel with seccomp and the memory, pids and cpu control groups; see docs/sandbox.md.";

/**
 * Tries every limit and wall on this engine with the base image, by a program of ours in the
 * very container that a run gets. A limit that does not bite here protects nobody.
 */
export async function proveWalls(
  engine: ContainerEngine,
  image: string,
  imagesDir: string,
): Promise<WallCheck[]> {
  const source = join(imagesDir, "base", "self-test");
  const tryOut = (name: string, command: readonly string[], limits: Partial<SandboxLimits> = {}) =>
    runProof(engine, image, source, name, command, { ...PROOF_LIMITS, ...limits });
  const [walls, memory, time, output] = await Promise.all([
    tryOut("walls", ["perl", "walls.pl"]),
    // No further than a host can bear where the limit does not hold.
    tryOut("memory", ["perl", "-e", "my $x = 'x' x (1 << 29)"]),
    tryOut("time", ["sleep", "60"], { wallSeconds: 1 }),
    tryOut("output", ["yes"], { wallSeconds: 10 }),
  ]);
  return [
    ...judgeWalls(ownOutput(walls.log), PROOF_LIMITS).map((check) => ({
      ...check,
      fix: FIX,
    })),
    judgeEnd("sandbox/limit-memory", memory, "out-of-memory"),
    judgeEnd("sandbox/limit-time", time, "timed-out", { wallSeconds: 1 }),
    judgeEnd("sandbox/limit-output", output, "output-limit"),
  ];
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
  const ended = await runProof(
    ...([engine, image, source, "witness", command, PROOF_LIMITS, recorderImage] as const),
  );
  return judgeWitnesses(ended).map((check) => ({ ...check, fix: WITNESS_FIX }));
}

function judgeEnd(
  id: string,
  run: Ended,
  wanted: string,
  limits: Partial<SandboxLimits> = {},
): WallCheck {
  const { outcome, reason } = classify(run.evidence, { ...PROOF_LIMITS, ...limits });
  return { id, ok: outcome === wanted, why: reason, fix: FIX };
}

async function runProof(
  engine: ContainerEngine,
  image: string,
  source: string,
  name: string,
  command: readonly string[],
  limits: SandboxLimits,
  recorderImage: string | null = null,
): Promise<Ended> {
  return supervise(engine, {
    recorderImage,
    runId: `proof-${name}-${crypto.randomUUID().slice(0, 8)}`,
    image,
    command,
    report: null,
    environment: {},
    limits,
    source: await packFolder(source),
    signal: new AbortController().signal,
    progress: () => undefined,
  });
}
