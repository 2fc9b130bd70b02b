import type { Place } from "../model/runtime.ts";
import type { SandboxLimits } from "../model/sandbox-request.ts";
import type { Outcome } from "../model/outcome.ts";
import { type DiskUse, fullDisk } from "./disks.ts";

/** Why the supervisor itself ended a run. */
export type Stop = "cancelled" | "deadline" | "output" | "source";

/** What the supervisor saw; none of it can be said by the program. */
export interface Evidence {
  /** The first reason for which the supervisor killed the container, if it did. */
  stopped: Stop | null;
  /** What went wrong on our side or with the engine, in one sentence. */
  fault: string | null;
  /** The marker was heard: the program itself has been started. */
  unpacked: boolean;
  /** The engine's word; a program may end with any code it likes, 137 included. */
  exitCode: number | null;
  /**
   * The code is not the program's, but that of a runtime which failed: gVisor ends with 2 or 128
   * then, and our own first process had not told the end of the command.
   */
  runtimeFailed: boolean;
  /**
   * Part of the output did not arrive: the stream broke or did not end, or a command that ended
   * by itself was not heard to end.
   */
  outputLost?: boolean;
  /** A tracer did not tell the end of the run: where it ends first, the kernel kills the run. */
  tracerLost?: boolean;
  /** The engine's word that the kernel killed a process of the container for its memory. */
  oomKilled: boolean;
  /** The file systems after the end; null when the witness was not there. */
  disks: readonly DiskUse[] | null;
  /** A file system that was seen full while the program ran. */
  wasFull: { path: string; of: "bytes" | "files" } | null;
}

/**
 * Whether an exit code is a failure of gVisor itself, which takes its whole sandbox with it
 * (https://github.com/google/gvisor/issues/3942): after the program's end it is the program's.
 */
export function hasRuntimeFailed(
  { runtime }: Pick<Place, "runtime">,
  exitCode: number | null | undefined,
  toldEnd: boolean,
): boolean {
  return runtime === "runsc" && (exitCode === 2 || exitCode === 128) && !toldEnd;
}

/** Whether the processes of a run were killed, so that none of them could come to its end. */
export function hasNoEnd({ stopped, fault, oomKilled }: Evidence): boolean {
  return stopped !== null || fault !== null || oomKilled;
}

/**
 * How a run ended and why, by evidence and never by exit code alone: 137 can be chosen, and a
 * process can be killed for its memory while the one that started it goes on and exits 0.
 */
export function classify(
  evidence: Evidence,
  limits: SandboxLimits,
): { outcome: Outcome; reason: string } {
  return stoppedByUs(evidence, limits) ?? stoppedByLimit(evidence, limits) ?? endedItself(evidence);
}

function stoppedByUs({ stopped, fault }: Evidence, limits: SandboxLimits) {
  switch (stopped) {
    case "cancelled":
      return said("cancelled", "The run was cancelled.");
    case "deadline":
      return said("timed-out", `The run was stopped after ${limits.wallSeconds} seconds.`);
    case "output":
      return said(
        "output-limit",
        `The run was stopped because it wrote more than ${limits.outputBytes} bytes of output.`,
      );
    case "source":
      return said("broken", "The source could not be read to its end.");
    case null:
      return fault === null ? null : said("broken", fault);
    default:
      throw new Error(`unknown stop ${String(stopped satisfies never)}`);
  }
}

function stoppedByLimit(evidence: Evidence, limits: SandboxLimits) {
  if (evidence.oomKilled) {
    const reason = `A process was killed because the run needed more than ${limits.memoryBytes} bytes of memory.`;
    return said("out-of-memory", reason);
  }
  const full = evidence.disks === null ? null : fullDisk(evidence.disks);
  const seen = full ?? (evidence.exitCode === 0 ? null : evidence.wasFull);
  if (seen === null) return null;
  const of = seen.of === "bytes" ? "space" : "room for files";
  const when = full === null ? "while the program ran" : "at the end";
  return said("disk-limit", `${seen.path} had no ${of} left ${when}.`);
}

const KILLED = 128 + 9;

function endedItself({ unpacked, exitCode, runtimeFailed, tracerLost, outputLost }: Evidence) {
  if (tracerLost === true && exitCode === KILLED) {
    return said("broken", "The tracer ended before the run, which the kernel then killed.");
  }
  if (runtimeFailed) {
    return said("broken", `The container's runtime failed and ended with ${exitCode}.`);
  }
  // An exit code other than 0 speaks for itself; a pass does not without its output.
  if (outputLost === true && (exitCode === 0 || !unpacked)) {
    return said("broken", "The engine lost output of the run, so that its end cannot be told.");
  }
  if (!unpacked) {
    return said(
      "refused",
      "The source could not be unpacked as the sandbox's user; nothing was run.",
    );
  }
  if (exitCode === null) return said("broken", "The engine did not say how the run ended.");
  if (exitCode === 0) return said("passed", "The command exited 0 within the limits.");
  return said("failed", `The command exited ${exitCode}.`);
}

function said(outcome: Outcome, reason: string): { outcome: Outcome; reason: string } {
  return { outcome, reason };
}
