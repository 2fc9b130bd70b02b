import { type ChildProcess, spawn } from "node:child_process";
import { setPriority } from "node:os";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { fileURLToPath } from "node:url";
import { PROJECT_ROOT } from "./project-root.ts";

/** What a child is made of. Bytes and seconds. */
export interface ChildOptions {
  /** The program's first file. */
  entry: string;
  /** All that it may read: our own code, data and packages. */
  readable: readonly string[];
  /** Memory that it may hold, inside and outside of V8's heap. */
  memoryBytes: number;
  heapBytes: number;
  /** Ends a child that outlived its parent. */
  cpuSeconds: number;
}

const MEGABYTE = 1024 * 1024;

/** The child of the product: it can read our code and rules, and nothing of anybody else. */
export const CHILD_OPTIONS: ChildOptions = {
  entry: fileURLToPath(new URL("./child.ts", import.meta.url)),
  readable: ["src", "rules", "node_modules", "package.json"].map((name) =>
    join(PROJECT_ROOT, name),
  ),
  memoryBytes: 2048 * MEGABYTE,
  heapBytes: 1024 * MEGABYTE,
  cpuSeconds: 600,
};

/** Reviews take all that a machine has; whoever takes webhooks and beats must not wait for them. */
const NICENESS = 10;

/** A started child and its channel. */
export interface Child {
  process: ChildProcess;
  channel: Duplex;
  /** Settles when it is gone, with a few words on how. */
  ended: Promise<string>;
}

/**
 * The kernel holds these, whatever becomes of Node's own fences: no core dump, no file of any
 * size, few descriptors, and on Linux no more memory than this (`-d` counts all private
 * writable pages there).
 */
const LIMITED =
  'ulimit -c 0; ulimit -f 0; ulimit -n 256; ulimit -t "$1"; ulimit -d "$2"; shift 2; exec "$@"';

/**
 * Starts a child with an empty environment, no files to write, no processes, workers, addons or
 * network (Node's permission model, https://nodejs.org/api/permissions.html), no `eval`, and
 * one channel to us.
 */
export function startChild(options: ChildOptions, task: string): Child {
  const flags = [
    "--permission",
    ...options.readable.map((path) => `--allow-fs-read=${path}`),
    `--max-old-space-size=${Math.floor(options.heapBytes / MEGABYTE)}`,
    "--disallow-code-generation-from-strings",
    "--disable-sigusr1",
    "--no-warnings",
  ];
  const limits = [String(options.cpuSeconds), String(Math.floor(options.memoryBytes / 1024))];
  const program = [process.execPath, ...flags, options.entry, task];
  const child = spawn("/bin/sh", ["-c", LIMITED, "sh", ...limits, ...program], {
    cwd: "/",
    env: {},
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  if (child.pid !== undefined) setPriority(child.pid, NICENESS);
  // The fourth stream was asked for as a pipe, which Node makes a duplex socket.
  const channel = child.stdio[3] as Duplex;
  // A child that dies breaks its channel; `ended` tells of it.
  channel.on("error", () => {});
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(`it could not be started: ${error.message}`));
    child.once("exit", (code, signal) => resolve(signal ? `signal ${signal}` : `exit ${code}`));
  });
  return { process: child, channel, ended };
}

/** Ends a child for good; a child that is gone already stays so. */
export function killChild(child: Child): void {
  child.process.kill("SIGKILL");
  child.channel.destroy();
}

/** Lets our own process end while this child waits for work, or not. */
export function holdOpen(child: Child, hold: boolean): void {
  if (hold) child.process.ref();
  else child.process.unref();
  const { channel } = child;
  if (!("ref" in channel) || !("unref" in channel)) return;
  const change = hold ? channel.ref : channel.unref;
  if (typeof change === "function") change.call(channel);
}
