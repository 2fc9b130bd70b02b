import type { Attachment } from "./engine.ts";
import { DISKS } from "./specification.ts";

const ANSWER_WITHIN_MS = 3000;
/** The last answer decides how a run ended, so that a busy engine gets its time for it. */
const LAST_ANSWER_WITHIN_MS = 15_000;
// One block is a page: a writer that is stopped by a full disk leaves less than this.
const NEARLY_FULL_BLOCKS = 16;

/** How full one file system of a run is, as the kernel tells a container beside it. */
export interface DiskUse {
  path: string;
  blocks: number;
  freeBlocks: number;
  inodes: number;
  freeInodes: number;
}

/** Asks the witness container about the file systems; null when it does not answer. */
export interface DiskWitness {
  hear(piece: Uint8Array): void;
  ask(): Promise<readonly DiskUse[] | null>;
  /** The same for the end of a run, with more patience. */
  askLast(): Promise<readonly DiskUse[] | null>;
}

/**
 * Makes the asking side of a witness; questions are asked one after the other, each with a number
 * that its answer begins with: an answer that comes too late is not taken for that to the next.
 */
export function createDiskWitness(attachment: () => Attachment | null): DiskWitness {
  const decoder = new TextDecoder();
  let text = "";
  let waiting: ((lines: string[]) => void) | null = null;
  let number = 0;
  let last: Promise<unknown> = Promise.resolve();

  function hear(piece: Uint8Array): void {
    text = (text + decoder.decode(piece, { stream: true })).slice(-4096);
    const lines = text.split("\n");
    const start = lines.indexOf(String(number)) + 1;
    if (start === 0 || lines.length - start <= DISKS.length) return;
    text = "";
    waiting?.(lines.slice(start, start + DISKS.length));
  }
  async function askOnce(withinMs: number): Promise<readonly DiskUse[] | null> {
    const input = attachment()?.input;
    if (input === undefined || !input.writable) return null;
    let timer: NodeJS.Timeout | undefined;
    const lines = await new Promise<string[] | null>((resolve) => {
      timer = setTimeout(() => resolve(null), withinMs);
      waiting = resolve;
      number += 1;
      input.write(`${number}\n`);
    });
    clearTimeout(timer);
    waiting = null;
    return lines === null ? null : readDiskUse(lines);
  }
  function ask(withinMs: number): Promise<readonly DiskUse[] | null> {
    const answer = last.then(() => askOnce(withinMs));
    last = answer;
    return answer;
  }
  return {
    hear,
    ask: () => ask(ANSWER_WITHIN_MS),
    askLast: () => ask(LAST_ANSWER_WITHIN_MS),
  };
}

/** Reads one line for each disk, "blocks free inodes free"; null when a line says less. */
export function readDiskUse(lines: readonly string[]): readonly DiskUse[] | null {
  const uses: DiskUse[] = [];
  for (const [index, path] of DISKS.entries()) {
    const numbers = /^(\d+) (\d+) (\d+) (\d+)$/.exec(lines[index] ?? "");
    if (numbers === null) return null;
    const [blocks = 0, freeBlocks = 0, inodes = 0, freeInodes = 0] = numbers.slice(1).map(Number);
    uses.push({ path, blocks, freeBlocks, inodes, freeInodes });
  }
  return uses;
}

/** The first file system that has no room or no inode left, or null. */
export function fullDisk(uses: readonly DiskUse[]): { path: string; of: "bytes" | "files" } | null {
  for (const { path, blocks, freeBlocks, freeInodes } of uses) {
    if (blocks > NEARLY_FULL_BLOCKS && freeBlocks <= NEARLY_FULL_BLOCKS)
      return { path, of: "bytes" };
    if (freeInodes === 0) return { path, of: "files" };
  }
  return null;
}
