import { clearInterval, setInterval } from "node:timers";
import { type DiskWitness, fullDisk } from "./disks.ts";
import type { ContainerEngine, EngineSample } from "./engine.ts";
import { findHostCounters, type ReadCounters } from "./host-counters.ts";
import type { Evidence } from "./outcome.ts";

const COUNTERS_EVERY_MS = 50;
const DISKS_EVERY_MS = 1000;

/** Watches a run from outside until it is stopped. */
export interface Watch {
  /** How resources were seen, for the report. */
  resourcesBy: string;
  /** The first file system that was seen full, if any. */
  wasFull(): Evidence["wasFull"];
  stop(): void;
}

/**
 * Watches the resources and file systems of a started container. On the engine's own host the
 * kernel's counters are read, often enough for short runs; elsewhere the engine tells them.
 */
export async function watchRun(
  engine: ContainerEngine,
  containerId: string,
  witness: DiskWitness,
  tell: (sample: EngineSample) => void,
): Promise<Watch> {
  const { pid } = await engine.state(containerId);
  const read = findHostCounters(pid, containerId);
  const counters =
    read === null ? await engine.watch(containerId, tell) : watchHostCounters(read, tell);
  let full: Evidence["wasFull"] = null;
  const disks = setInterval(() => {
    void witness.ask().then((uses) => {
      if (uses !== null) full ??= fullDisk(uses);
    });
  }, DISKS_EVERY_MS);
  return {
    resourcesBy:
      read === null
        ? "resources: the container engine's counters, about once a second; shorter peaks are missed"
        : "resources: the kernel's counters of the container, 20 times a second",
    wasFull: () => full,
    stop() {
      clearInterval(disks);
      counters.stop();
    },
  };
}

function watchHostCounters(read: ReadCounters, tell: (sample: EngineSample) => void) {
  function once(): void {
    const sample = read();
    if (sample !== null) tell(sample);
  }
  once();
  const timer = setInterval(once, COUNTERS_EVERY_MS);
  return { stop: () => clearInterval(timer) };
}

/** Who saw what the run is judged by. */
export function witnessesOf(
  watch: Watch | null,
  { disksSeen, outputLost }: { disksSeen: boolean; outputLost: boolean },
): string[] {
  if (watch === null) return [];
  const witnesses = ["end and memory kills: the container engine", watch.resourcesBy];
  if (disksSeen)
    witnesses.push("full disks: a container beside the run, at its end and each second");
  if (outputLost) witnesses.push("lost: the end of the output, which may be incomplete");
  return witnesses;
}
