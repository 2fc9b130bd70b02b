import type { SandboxRun } from "../model/sandbox-run.ts";
import type { EngineSample } from "./engine.ts";

type Resources = SandboxRun["resources"];

/** The model's limit for `series`. */
const MOST_SAMPLES = 2000;

/** Collects the engine's readings of one run. */
export interface ResourceRecord {
  tell(atMs: number, sample: EngineSample): void;
  resources(wallMs: number): Resources;
}

/**
 * Makes a record. Peaks are those of the readings and the kernel's own high-water marks where
 * it has them; counters vanish when a container ends, so what happened after the last reading
 * is not in them.
 */
export function createResourceRecord(): ResourceRecord {
  let series: Resources["series"] = [];
  let stride = 1;
  let heard = 0;
  const totals = { cpuMs: 0, peakBytes: 0, readBytes: 0, writtenBytes: 0, peakPids: 0 };
  return {
    tell(atMs, sample) {
      const cpuMs = Math.round(sample.cpuNanoseconds / 1e6);
      totals.cpuMs = Math.max(totals.cpuMs, cpuMs);
      totals.peakBytes = Math.max(
        totals.peakBytes,
        sample.memoryBytes,
        sample.memoryPeakBytes ?? 0,
      );
      totals.peakPids = Math.max(totals.peakPids, sample.pids, sample.pidsPeak ?? 0);
      totals.readBytes = Math.max(totals.readBytes, sample.readBytes);
      totals.writtenBytes = Math.max(totals.writtenBytes, sample.writtenBytes);
      heard += 1;
      if ((heard - 1) % stride !== 0) return;
      series.push({ atMs: Math.round(atMs), cpuMs, bytes: sample.memoryBytes, pids: sample.pids });
      if (series.length < MOST_SAMPLES) return;
      series = series.filter((_, index) => index % 2 === 0);
      stride *= 2;
    },
    resources: (wallMs) => ({ wallMs: Math.round(wallMs), ...totals, series }),
  };
}
