import { setTimeout as pause } from "node:timers/promises";
import type { ContainerEngine } from "./engine.ts";

/** Exit code of what SIGKILL ended, which is how the kernel ends what takes too much memory. */
const KILLED = 137;

/**
 * Whether the kernel ended a container for its memory. Asked last, and again within two seconds:
 * the engine may hear of that shortly after it heard of the end.
 */
export async function endedByMemory(
  engine: ContainerEngine,
  jobId: string,
  exitCode: number | null,
): Promise<boolean> {
  for (let asked = 0; asked < 8; asked += 1) {
    const { oomKilled } = await engine.state(jobId);
    if (oomKilled || exitCode !== KILLED) return oomKilled;
    await pause(250);
  }
  return false;
}
