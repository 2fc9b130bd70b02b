import { setInterval } from "node:timers";
import type { ContainerEngine, LabelledContainer } from "./engine.ts";
import { DEADLINE_LABEL, INSTANCE_LABEL, RUN_LABEL, SUPERVISOR_LABEL } from "./specification.ts";
import { isRunAbandoned } from "./supervisor-identity.ts";

const EVERY_MS = 60_000;

/**
 * Removes the containers and volumes of runs that are past their deadline or whose supervisor
 * is gone; answers how many containers. Containers of others are never looked at.
 */
export async function sweepOrphans(engine: ContainerEngine, now: Date): Promise<number> {
  const found = await engine.labelled(RUN_LABEL);
  const orphans = found.filter((container) => isOrphan(container, now));
  // A witness uses the volumes of its job, so volumes go when both are gone.
  for (const { id } of orphans) await engine.remove(id);
  await engine.pruneVolumes(RUN_LABEL);
  return orphans.length;
}

/** Whether nobody waits for the end of this container any more. */
export function isOrphan({ labels }: LabelledContainer, now: Date): boolean {
  const deadline = Number(labels[DEADLINE_LABEL] ?? "0");
  if (!Number.isFinite(deadline) || deadline * 1000 < now.getTime()) return true;
  return isRunAbandoned(labels[SUPERVISOR_LABEL] ?? "", labels[INSTANCE_LABEL] ?? "");
}

/**
 * Sweeps now and every minute until `stop` is called. A sweep that fails is told and tried
 * again at the next turn.
 */
export function startSweeping(
  sweep: () => Promise<number>,
  told: { removed(count: number): void; failed(error: unknown): void },
): { stop(): void } {
  async function turn(): Promise<void> {
    try {
      const count = await sweep();
      if (count > 0) told.removed(count);
    } catch (error) {
      told.failed(error);
    }
  }
  void turn();
  const timer = setInterval(() => void turn(), EVERY_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
