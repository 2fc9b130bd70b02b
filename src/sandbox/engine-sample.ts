import { z } from "zod";
import type { EngineSample } from "./engine.ts";

const Count = z.number().min(0);

/**
 * The part of the engine's statistics that is used. Fields are missing in the last reading of
 * a container that ended, and `max_usage` on cgroup v2.
 */
const Statistics = z.object({
  cpu_stats: z.object({ cpu_usage: z.object({ total_usage: Count }) }),
  memory_stats: z.object({ usage: Count, max_usage: Count.optional() }),
  pids_stats: z.object({ current: Count.optional() }).optional(),
  blkio_stats: z
    .object({
      io_service_bytes_recursive: z.array(z.object({ op: z.string(), value: Count })).nullish(),
    })
    .optional(),
});

/** Reads one line of the engine's statistics, or answers null when it says nothing useful. */
export function readEngineSample(line: string): EngineSample | null {
  if (line.trim() === "") return null;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    // A line cut off by the end of the container.
    return null;
  }
  const statistics = Statistics.safeParse(value);
  if (!statistics.success) return null;
  const { cpu_stats, memory_stats, pids_stats, blkio_stats } = statistics.data;
  const transfers = blkio_stats?.io_service_bytes_recursive ?? [];
  const sum = (operation: string) =>
    transfers
      .filter(({ op }) => op.toLowerCase() === operation)
      .reduce((total, { value: bytes }) => total + bytes, 0);
  return {
    cpuNanoseconds: cpu_stats.cpu_usage.total_usage,
    memoryBytes: memory_stats.usage,
    memoryPeakBytes: memory_stats.max_usage ?? null,
    pids: pids_stats?.current ?? 0,
    pidsPeak: null,
    readBytes: sum("read"),
    writtenBytes: sum("write"),
  };
}
