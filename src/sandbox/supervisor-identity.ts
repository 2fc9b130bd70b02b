import { readFileSync, readlinkSync } from "node:fs";

/**
 * Names this process so that another one can tell later whether it is still there:
 * boot, process namespace, process id and start time. A process id alone comes back.
 */
export function supervisorIdentity(): string {
  return `${placeIdentity()}/${process.pid}/${startTime(process.pid) ?? "unknown"}`;
}

const supervised = new Set<string>();

/** Notes that this process supervises a run, until the answer is called. */
export function holdRun(instance: string): () => void {
  supervised.add(instance);
  return () => void supervised.delete(instance);
}

/**
 * Whether nobody supervises a run any more, for certain: its process is gone, or is this one
 * and has given it up because the engine did not let it be removed.
 */
export function isRunAbandoned(identity: string, instance: string): boolean {
  if (identity === supervisorIdentity()) return !supervised.has(instance);
  return isSupervisorGone(identity);
}

/**
 * Whether the process of an identity is gone for certain. Of a process on another machine or
 * in another process namespace nothing can be said: then it is not.
 */
export function isSupervisorGone(identity: string): boolean {
  const found = /^(.{1,200})\/(\d{1,10})\/(\d{1,20})$/.exec(identity);
  if (found === null) return false;
  const [, place, pid, started] = found;
  if (place !== placeIdentity() || place === "unknown/unknown") return false;
  return startTime(Number(pid)) !== started;
}

function placeIdentity(): string {
  const boot = attempt(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim());
  const namespace = attempt(() => readlinkSync("/proc/self/ns/pid"));
  return `${boot ?? "unknown"}/${namespace ?? "unknown"}`;
}

/** Field 22 of /proc/<pid>/stat (proc(5)); the name before it may hold spaces and brackets. */
function startTime(pid: number): string | null {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
}

function attempt(read: () => string): string | null {
  try {
    return read();
  } catch {
    // No such process, or not Linux: unknown is an answer here.
    return null;
  }
}
