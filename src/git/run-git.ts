import { type ChildProcess, spawn } from "node:child_process";
import { Fault } from "../model/fault.ts";
import { gitEnvironment, type GitSetting } from "./git-environment.ts";

/** One git process: where, with what, and how much of it we bear. */
export interface GitCall {
  gitDir: string;
  args: readonly string[];
  input?: string;
  /** Standard output beyond this many bytes ends the process with a `refused` fault. */
  maxBytes?: number;
  milliseconds?: number;
  protocols?: readonly string[];
  settings?: readonly GitSetting[];
  /** The largest file, in bytes, that the process may write. */
  maxFileBytes?: number;
  signal?: AbortSignal;
}

/** What a git process left behind. `code` is null when a signal ended it. */
export interface GitAnswer {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: Buffer;
  stderr: string;
}

const MAX_ERROR_TEXT = 16 * 1024;

/** Starts a git process in its own process group, with nothing of our environment. */
export function spawnGit(call: Omit<GitCall, "maxBytes" | "milliseconds" | "input">): ChildProcess {
  const git = ["git", "--no-pager", "--no-replace-objects", ...call.args];
  const limited =
    call.maxFileBytes === undefined
      ? git
      : // The kernel's limit also stops the index-pack that git starts; POSIX counts in 512 bytes.
        [
          "/bin/sh",
          "-c",
          // Without the signal, git itself says that the file is too large.
          'trap \'\' XFSZ; ulimit -f "$1"; shift; exec "$@"',
          "sh",
          String(Math.ceil(call.maxFileBytes / 512)),
          ...git,
        ];
  const [program = "git", ...args] = limited;
  return spawn(program, args, {
    cwd: call.gitDir,
    env: gitEnvironment(call.gitDir, call),
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
}

/** Kills a git process together with the helpers it started. */
export function killGit(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch (error) {
    // It ended between the check and the call.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/**
 * Runs git to its end and answers what it said, whatever its exit code. Throws a fault when
 * it could not be started, took too long (`unavailable`) or said too much (`refused`).
 */
export async function runGit(call: GitCall): Promise<GitAnswer> {
  const maxBytes = call.maxBytes ?? 64 * 1024 * 1024;
  const milliseconds = call.milliseconds ?? 120_000;
  const child = spawnGit(call);
  const what = `git ${call.args[0] ?? ""}`;
  const stdout: Buffer[] = [];
  let bytes = 0;
  let stderr = "";
  let broken: Fault | null = null;
  const stop = (fault: Fault) => {
    broken ??= fault;
    killGit(child);
  };
  const timer = setTimeout(
    () => stop(new Fault("unavailable", `${what} took longer than ${milliseconds} ms`)),
    milliseconds,
  );
  const abort = () => stop(new Fault("unavailable", `${what} was cancelled`));
  if (call.signal?.aborted) abort();
  call.signal?.addEventListener("abort", abort, { once: true });
  child.stdout?.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxBytes) stop(new Fault("refused", `${what} said more than ${maxBytes} bytes`));
    else stdout.push(chunk);
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    if (stderr.length < MAX_ERROR_TEXT) stderr += chunk.toString("latin1");
  });
  // A process that ends early closes its input; its exit code says why.
  child.stdin?.on("error", () => {});
  child.stdin?.end(call.input ?? "");
  try {
    const [code, signal] = await ended(child);
    if (broken) throw broken as Fault;
    return { code, signal, stdout: Buffer.concat(stdout), stderr };
  } finally {
    clearTimeout(timer);
    call.signal?.removeEventListener("abort", abort);
  }
}

/** Runs git and answers its standard output; any exit code but 0 is a fault. */
export async function gitOutput(call: GitCall): Promise<Buffer> {
  const answer = await runGit(call);
  if (answer.code === 0) return answer.stdout;
  const how = answer.signal ?? `exit ${answer.code}`;
  throw new Fault(
    "internal",
    `git ${call.args[0] ?? ""} failed (${how}): ${answer.stderr.slice(0, 500).trim()}`,
  );
}

function ended(child: ChildProcess): Promise<[number | null, NodeJS.Signals | null]> {
  return new Promise((resolve, reject) => {
    child.once("error", (cause) => reject(new Fault("internal", "failed to start git", { cause })));
    child.once("close", (code, signal) => resolve([code, signal]));
  });
}
