import { readlinkSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { basename } from "node:path";

/** What was asked of a disk, in order, and what somebody was told in between. */
export type Step =
  | { does: "write"; file: string; bytes: Buffer }
  | { does: "cut"; file: string; size: number }
  | { does: "sync"; file: string }
  | { does: "told"; what: string };

/** Which methods of a file change it or make it safe; reading does not. */
const METHODS = ["appendFile", "writeFile", "truncate", "datasync", "sync"] as const;

/**
 * Notes every write and sync of this process's file handles, until `stop`. A sync counts once it
 * has answered, a write from when it was asked.
 */
export async function traceFiles(beside: string): Promise<{ steps: Step[]; stop: () => void }> {
  const any = await open(beside, "r");
  // The class is not exported; every handle has it.
  const prototype = Object.getPrototypeOf(any) as FileHandle;
  await any.close();
  const steps: Step[] = [];
  const methodOf = (name: (typeof METHODS)[number]): unknown => Reflect.get(prototype, name);
  const before = METHODS.map((name) => [name, methodOf(name)] as const);
  for (const [name, method] of before) {
    if (typeof method !== "function") throw new Error(`files have no ${name} any more`);
    const traced = async function (this: FileHandle, ...given: unknown[]): Promise<unknown> {
      const file = basename(readlinkSync(`/proc/self/fd/${this.fd}`));
      if (name === "truncate") steps.push({ does: "cut", file, size: Number(given[0] ?? 0) });
      if (name === "appendFile" || name === "writeFile") {
        steps.push({ does: "write", file, bytes: bytesOf(given[0]) });
      }
      const answer: unknown = await Reflect.apply(method, this, given);
      if (name === "datasync" || name === "sync") steps.push({ does: "sync", file });
      return answer;
    };
    Object.defineProperty(prototype, name, { value: traced, configurable: true, writable: true });
  }
  const stop = () => {
    for (const [name, value] of before) {
      Object.defineProperty(prototype, name, { value, configurable: true, writable: true });
    }
  };
  return { steps, stop };
}

function bytesOf(given: unknown): Buffer {
  if (typeof given === "string") return Buffer.from(given, "utf8");
  if (given instanceof Uint8Array) return Buffer.from(given);
  throw new Error("a write of something else");
}

/** How much of what was not synced the disk had when the power went. */
export const LEFT = ["nothing", "half of it", "all of it"] as const;

/** What a file holds after a power cut behind these steps. */
export function afterPowerCut(
  steps: readonly Step[],
  file: string,
  left: (typeof LEFT)[number],
): Buffer {
  let now = Buffer.alloc(0);
  let safe = now;
  for (const step of steps) {
    if (step.does === "told" || step.file !== file) continue;
    if (step.does === "write") now = Buffer.concat([now, step.bytes]);
    if (step.does === "cut") now = now.subarray(0, step.size);
    if (step.does === "sync") safe = now;
  }
  const unsafe = now.subarray(safe.length);
  const share = {
    nothing: 0,
    "half of it": Math.ceil(unsafe.length / 2),
    "all of it": unsafe.length,
  };
  return Buffer.concat([safe, unsafe.subarray(0, share[left])]);
}
