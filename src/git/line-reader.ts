import type { Readable } from "node:stream";

/** Reads a stream as lines and counted bytes, the way git's batch protocols mix them. */
export interface LineReader {
  /** The next line without its line end; throws when the stream ends first. */
  line(): Promise<string>;
  /** Exactly this many bytes; throws when the stream ends first. */
  bytes(count: number): Promise<Buffer>;
}

const MAX_LINE = 64 * 1024;

/** Wraps a stream, which nobody else may read from then on. */
export function lineReader(stream: Readable): LineReader {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>; // no encoding is set
  let held: Buffer = Buffer.alloc(0);

  async function more(): Promise<Buffer> {
    const next = await chunks.next();
    if (next.done) throw new Error("the stream ended early");
    return next.value;
  }

  async function line(): Promise<string> {
    let end = held.indexOf(10);
    while (end === -1) {
      if (held.length > MAX_LINE) throw new Error("a line is too long");
      held = Buffer.concat([held, await more()]);
      end = held.indexOf(10);
    }
    const text = held.toString("latin1", 0, end);
    held = held.subarray(end + 1);
    return text;
  }

  async function bytes(count: number): Promise<Buffer> {
    const parts = [held.subarray(0, count)];
    let have = Math.min(held.length, count);
    held = held.subarray(have);
    while (have < count) {
      const chunk = await more();
      const take = chunk.subarray(0, count - have);
      parts.push(take);
      have += take.length;
      held = chunk.subarray(take.length);
    }
    return Buffer.concat(parts, count);
  }

  return { line, bytes };
}
