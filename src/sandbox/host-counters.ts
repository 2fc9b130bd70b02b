import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineSample } from "./engine.ts";

const CGROUPS = "/sys/fs/cgroup";

/** Reads the kernel's counters of one container; null once they are gone. */
export type ReadCounters = () => EngineSample | null;

/**
 * Finds the kernel's own counters of a container on this host, by a process of it. Null when
 * the engine is elsewhere: the process must belong to a control group of that very container,
 * for a process id of another machine means something else here.
 */
export function findHostCounters(pid: number, containerId: string): ReadCounters | null {
  const groups = readText(`/proc/${pid}/cgroup`);
  if (groups === null || pid <= 0) return null;
  const paths = new Map<string, string>();
  for (const line of groups.split("\n")) {
    const [, controllers = "", path = ""] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (!path.includes(containerId)) continue;
    for (const controller of controllers.split(",")) {
      paths.set(controller, join(CGROUPS, controllers, path));
    }
  }
  return readerOfVersion1(paths) ?? readerOfVersion2(paths);
}

function readerOfVersion1(paths: ReadonlyMap<string, string>): ReadCounters | null {
  const memory = paths.get("memory");
  const cpu = paths.get("cpuacct");
  const pids = paths.get("pids");
  if (memory === undefined || cpu === undefined || pids === undefined) return null;
  if (!existsSync(join(memory, "memory.usage_in_bytes"))) return null;
  const disk = join(paths.get("blkio") ?? memory, "blkio.throttle.io_service_bytes");
  return () => {
    const memoryBytes = readNumber(join(memory, "memory.usage_in_bytes"));
    const cpuNanoseconds = readNumber(join(cpu, "cpuacct.usage"));
    if (memoryBytes === null || cpuNanoseconds === null) return null;
    const transfers = readText(disk) ?? "";
    return {
      cpuNanoseconds,
      memoryBytes,
      memoryPeakBytes: readNumber(join(memory, "memory.max_usage_in_bytes")),
      pids: readNumber(join(pids, "pids.current")) ?? 0,
      pidsPeak: readNumber(join(pids, "pids.peak")),
      readBytes: sumOf(transfers, /^\S+ Read (\d+)$/gm),
      writtenBytes: sumOf(transfers, /^\S+ Write (\d+)$/gm),
    };
  };
}

function readerOfVersion2(paths: ReadonlyMap<string, string>): ReadCounters | null {
  const group = paths.get("");
  if (group === undefined || !existsSync(join(group, "memory.current"))) return null;
  return () => {
    const memoryBytes = readNumber(join(group, "memory.current"));
    const cpu = /^usage_usec (\d+)$/m.exec(readText(join(group, "cpu.stat")) ?? "")?.[1];
    if (memoryBytes === null || cpu === undefined) return null;
    const transfers = readText(join(group, "io.stat")) ?? "";
    return {
      cpuNanoseconds: Number(cpu) * 1000,
      memoryBytes,
      memoryPeakBytes: readNumber(join(group, "memory.peak")),
      pids: readNumber(join(group, "pids.current")) ?? 0,
      pidsPeak: readNumber(join(group, "pids.peak")),
      readBytes: sumOf(transfers, /\brbytes=(\d+)/g),
      writtenBytes: sumOf(transfers, /\bwbytes=(\d+)/g),
    };
  };
}

function sumOf(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].reduce((sum, [, bytes]) => sum + Number(bytes), 0);
}

function readNumber(path: string): number | null {
  const text = readText(path)?.trim();
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // Gone with its container, or never there on this kind of host: both are answers.
    return null;
  }
}
