import { Buffer } from "node:buffer";
import type { Attachment } from "../engine.ts";
import { callNames } from "./traced-calls.ts";

const READY_WITHIN_MS = 20_000;
// It ends with the run; only one that hangs, or an engine that does, is given up.
const END_WITHIN_MS = 15_000;
// A text of the program is in quotes, and has no line of its own.
const END = /(?:^|\n)\{"end": true, [^\n]*\}\n$/;
const END_PIECES = 16;
/** More than a tracer of ours writes; what comes after is not kept. */
export const TRACE_BYTES = 4 * 1024 * 1024;

/** Talks to the tracer of one run. */
export interface Tracer {
  hear(piece: Uint8Array): void;
  /** Tells it which inodes are decoys, by what reports call them; false when it is not ready. */
  begin(decoys: Readonly<Record<string, string>>): Promise<boolean>;
  /**
   * All that it told, a few moments after the end of the run, which is its end as well. Bytes
   * that came from the memory of a hostile program: read them where they do no harm.
   */
  trace(): Promise<Uint8Array>;
  /** Whether its last line is the one that it ends with. */
  toldEnd(): boolean;
}

/** Makes the talking side of a tracer: one line to it, then lines from it, the first "ready". */
export function createTracer(attachment: () => Attachment | null): Tracer {
  const pieces: Uint8Array[] = [];
  let kept = 0;
  let tellReady: (() => void) | null = null;
  let head = "";
  function hear(piece: Uint8Array): void {
    if (tellReady !== null) {
      head += new TextDecoder().decode(piece);
      const end = head.indexOf("\n");
      if (end < 0) return;
      if (head.slice(0, end) === "ready") tellReady();
      tellReady = null;
      return hear(Buffer.from(head.slice(end + 1)));
    }
    if (kept >= TRACE_BYTES) return;
    pieces.push(Uint8Array.from(piece));
    kept += piece.length;
  }
  return {
    hear,
    async begin(decoys) {
      const attached = attachment();
      if (attached === null) return false;
      const ready = new Promise<boolean>((resolve) => {
        tellReady = () => resolve(true);
        void attached.ended.then(() => resolve(false));
      });
      attached.input.write(`${JSON.stringify({ calls: callNames(), decoys })}\n`);
      return within(READY_WITHIN_MS, ready, false);
    },
    async trace() {
      const attached = attachment();
      if (attached !== null) await within(END_WITHIN_MS, attached.ended, undefined);
      return Buffer.concat(pieces);
    },
    toldEnd() {
      const end = Buffer.concat(pieces.slice(-END_PIECES)).toString("latin1");
      return END.test(end);
    },
  };
}

async function within<T>(milliseconds: number, wanted: Promise<T>, instead: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(instead), milliseconds);
  });
  try {
    return await Promise.race([wanted, late]);
  } finally {
    clearTimeout(timer);
  }
}
