import type { Problem } from "../model/problem.ts";
import type { SandboxLimits } from "../model/sandbox-request.ts";

const KIB = 1024;
const MIB = 1024 * KIB;
const GIB = 1024 * MIB;

/** What is known of one limit: its default, the least that makes sense and the most there is. */
export interface LimitData {
  standard: number;
  least: number;
  most: number;
  unit: "processors" | "bytes" | "files" | "processes" | "seconds";
  /** What it bounds, and how the end of it shows. */
  about: string;
}

/** Every limit of a sandbox run, as data. `docs/sandbox.md` shows this table. */
export const LIMITS: Readonly<Record<keyof SandboxLimits, LimitData>> = {
  cpus: {
    standard: 2,
    least: 0.1,
    most: 8,
    unit: "processors",
    about: "Processor time, never more than the host has; the program is slowed down.",
  },
  memoryBytes: {
    standard: 4 * GIB,
    least: 128 * MIB,
    most: 16 * GIB,
    unit: "bytes",
    about: "Memory, files in the workspace, /tmp and HOME included; there is no swap.",
  },
  workspaceBytes: {
    standard: 2 * GIB,
    least: 1 * MIB,
    most: 8 * GIB,
    unit: "bytes",
    about: "Files in the workspace.",
  },
  workspaceInodes: {
    standard: 400_000,
    least: 100,
    most: 2_000_000,
    unit: "files",
    about: "Files and folders in the workspace.",
  },
  tmpBytes: {
    standard: 512 * MIB,
    least: 1 * MIB,
    most: 2 * GIB,
    unit: "bytes",
    about: "Files in /tmp, which may be executed.",
  },
  homeBytes: {
    standard: 512 * MIB,
    least: 1 * MIB,
    most: 2 * GIB,
    unit: "bytes",
    about: "Files in HOME, which may be executed.",
  },
  pids: {
    standard: 512,
    least: 16,
    most: 4096,
    unit: "processes",
    about: "Processes and threads at one moment; starting one more fails.",
  },
  openFiles: {
    standard: 4096,
    least: 64,
    most: 65_536,
    unit: "files",
    about: "Open files of one process; opening one more fails.",
  },
  wallSeconds: {
    standard: 600,
    least: 1,
    most: 3600,
    unit: "seconds",
    about: "Time from the first byte of source to the end of the command.",
  },
  outputBytes: {
    standard: 10 * MIB,
    least: 1 * KIB,
    most: 64 * MIB,
    unit: "bytes",
    about: "Standard output and error together; a run that writes more is stopped.",
  },
};

/** Size of /dev/shm in bytes: enough for the semaphores of Python's multiprocessing. */
export const SHARED_MEMORY_BYTES = 64 * MIB;

/** What a policy asks for, in the words of `sandbox.limits`; what it leaves out is ours. */
export interface LimitWishes {
  cpus?: number | undefined;
  memory_mib?: number | undefined;
  workspace_mib?: number | undefined;
  pids?: number | undefined;
  wall_seconds?: number | undefined;
  output_kib?: number | undefined;
}

/** The most that this server gives, where that is less than the table's `most`. */
export type Ceilings = Partial<SandboxLimits>;

/** The limits of a run for which nobody asks for anything else. */
export function standardLimits(): SandboxLimits {
  return limitsOfMemory(LIMITS.memoryBytes.standard);
}

/**
 * Turns what a policy asks for into limits within the server's ceilings, or says all that is
 * wrong with it. A wish above a ceiling is a problem, not silently less.
 */
export function resolveLimits(
  wishes: LimitWishes,
  ceilings: Ceilings = {},
): { limits: SandboxLimits } | { problems: Problem[] } {
  const wished = inOurUnits(wishes);
  const memory =
    wished.memoryBytes ?? Math.min(LIMITS.memoryBytes.standard, most("memoryBytes", ceilings));
  const limits = capped({ ...limitsOfMemory(memory), ...wished }, wished, ceilings);
  const problems = limitProblems(limits, ceilings);
  return problems.length === 0 ? { limits } : { problems };
}

/**
 * Everything that makes limits unfit for a run. Disks live in memory, so all of them together
 * must be smaller than it: else a full disk would look like too little memory.
 */
export function limitProblems(limits: SandboxLimits, ceilings: Ceilings = {}): Problem[] {
  const problems: Problem[] = [];
  for (const name of names()) {
    const { least, unit } = LIMITS[name];
    const highest = most(name, ceilings);
    const value = limits[name];
    if (value < least || value > highest) {
      const message = `must be between ${least} and ${highest} ${unit}, not ${value}`;
      problems.push({ where: `limits.${name}`, message });
    }
  }
  const disks = diskBytes(limits) + SHARED_MEMORY_BYTES;
  if (disks >= limits.memoryBytes) {
    const message = `must be more than the ${disks} bytes that workspace, /tmp, HOME and shared memory may hold together, not ${limits.memoryBytes}`;
    problems.push({ where: "limits.memoryBytes", message });
  }
  return problems;
}

function diskBytes(limits: SandboxLimits): number {
  return limits.workspaceBytes + limits.tmpBytes + limits.homeBytes;
}

/** The standard limits, with disks as much smaller as the memory is that they live in. */
function limitsOfMemory(memoryBytes: number): SandboxLimits {
  const standard = Object.fromEntries(names().map((name) => [name, LIMITS[name].standard]));
  const whole = LIMITS.memoryBytes.standard - SHARED_MEMORY_BYTES;
  const share = Math.min(1, Math.max(0, memoryBytes - SHARED_MEMORY_BYTES) / whole);
  const part = (name: "workspaceBytes" | "tmpBytes" | "homeBytes") =>
    Math.floor((LIMITS[name].standard * share) / MIB) * MIB;
  return {
    // The entries are those of LIMITS, whose keys are those of SandboxLimits.
    ...(standard as SandboxLimits),
    memoryBytes,
    workspaceBytes: part("workspaceBytes"),
    tmpBytes: part("tmpBytes"),
    homeBytes: part("homeBytes"),
  };
}

function inOurUnits(wishes: LimitWishes): Partial<SandboxLimits> {
  const wished: Partial<SandboxLimits> = {};
  if (wishes.cpus !== undefined) wished.cpus = wishes.cpus;
  if (wishes.memory_mib !== undefined) wished.memoryBytes = wishes.memory_mib * MIB;
  if (wishes.workspace_mib !== undefined) wished.workspaceBytes = wishes.workspace_mib * MIB;
  if (wishes.pids !== undefined) wished.pids = wishes.pids;
  if (wishes.wall_seconds !== undefined) wished.wallSeconds = wishes.wall_seconds;
  if (wishes.output_kib !== undefined) wished.outputBytes = wishes.output_kib * KIB;
  return wished;
}

/** Brings what nobody asked for under the ceilings; what was asked for stays as it is. */
function capped(
  limits: SandboxLimits,
  wished: Partial<SandboxLimits>,
  ceilings: Ceilings,
): SandboxLimits {
  const fitting = { ...limits };
  for (const name of names()) {
    if (wished[name] === undefined) fitting[name] = Math.min(limits[name], most(name, ceilings));
  }
  return fitting;
}

function most(name: keyof SandboxLimits, ceilings: Ceilings): number {
  return Math.min(LIMITS[name].most, ceilings[name] ?? Infinity);
}

function names(): (keyof SandboxLimits)[] {
  // LIMITS has exactly these keys: its type says so.
  return Object.keys(LIMITS) as (keyof SandboxLimits)[];
}
