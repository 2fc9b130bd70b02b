import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const GATEHOUSE = join(ROOT, "bin", "gatehouse");

/** What a run of the command line left behind. */
export interface CommandRun {
  code: number | null;
  out: string;
  err: string;
}

/** Runs the real program, from any folder. */
export function gatehouse(
  folder: string,
  args: readonly string[],
  options: { program?: string; env?: Record<string, string> } = {},
): Promise<CommandRun> {
  const child = spawn(options.program ?? GATEHOUSE, args, {
    cwd: folder,
    env: { PATH: "/usr/bin:/bin", ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString("utf8")));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, err }));
  });
}
