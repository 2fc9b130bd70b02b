import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

/** What one run of a program took. Seconds, and megabytes of all its processes together. */
export interface Run {
  wall: number;
  peak: number;
  output: string;
}

const EVERY_MILLISECONDS = 25;
/** What a tool may exit with that found something. */
const FINE = new Set([0, 1, 4]);

/** Runs a program to its end. Throws when it fails. */
export function measureProcess(command: string, args: readonly string[]): Promise<Run> {
  const began = performance.now();
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let complaints = "";
  let peak = 0;
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text));
  const timer = setInterval(() => {
    peak = Math.max(peak, residentBytes(child.pid ?? 0));
  }, EVERY_MILLISECONDS);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      clearInterval(timer);
      const wall = (performance.now() - began) / 1000;
      if (FINE.has(code ?? -1)) resolve({ wall, peak: peak / 2 ** 20, output });
      else reject(new Error(`${command} exited with ${code}: ${complaints.slice(-500)}`));
    });
  });
}

/** Resident memory of a process and all that it started, by /proc; 0 where there is none. */
export function residentBytes(pid: number): number {
  const status = `/proc/${pid}/status`;
  if (!existsSync(status)) return 0;
  try {
    const [, kilobytes = "0"] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(status, "utf8")) ?? [];
    const tasks = readdirSync(`/proc/${pid}/task`);
    const children = tasks.flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").trim().split(" ").filter(Boolean),
    );
    return children.reduce(
      (sum, child) => sum + residentBytes(Number(child)),
      Number(kilobytes) * 1024,
    );
  } catch (error) {
    // It ended while it was looked at.
    if (error instanceof Error && "code" in error) return 0;
    throw error;
  }
}
