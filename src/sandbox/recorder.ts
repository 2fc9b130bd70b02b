import { z } from "zod";
import type { Decoys } from "./decoys.ts";
import type { Attachment } from "./engine.ts";

const READY_WITHIN_MS = 20_000;
const REPORT_WITHIN_MS = 15_000;
const MOST_CHARACTERS = 2 * 1024 * 1024;

const Count = z.int().min(0);
const Text = z.string().max(512);

/** What the recorder saw of one destination. Names and details are the program's own words. */
export const Sent = z.strictObject({
  protocol: z.string().max(16),
  address: Text,
  port: Count,
  name: Text,
  kind: z.enum(["raw", "connect", "tls", "http", "dns"]),
  detail: Text,
  /** The name or address that was connected to, where the program called it by another name. */
  through: Text.default(""),
  count: Count,
  bytes: Count,
  /** Milliseconds since the epoch, of the engine's host. */
  firstAt: Count,
  lastAt: Count,
  decoys: z.array(z.strictObject({ id: Text, form: Text })).max(64),
});
export type Sent = z.infer<typeof Sent>;

/** All that the recorder saw of one run. */
export const Recording = z.strictObject({
  /** The decoy files that were read, and when first. */
  reads: z.array(z.strictObject({ path: Text, at: Count })).max(64),
  sent: z.array(Sent).max(500),
  /** What it could not take in: packets, conversations, destinations. */
  lost: z.strictObject({ dropped: Count, evicted: Count, more: Count }),
  interfaces: z.array(Text).max(64),
});
export type Recording = z.infer<typeof Recording>;

/** Talks to the recorder of one run. */
export interface Recorder {
  hear(piece: Uint8Array): void;
  /**
   * Tells it what to watch. Answers the inode of each decoy file, in their order; null when it
   * does not become ready.
   */
  begin(decoys: Decoys): Promise<number[] | null>;
  /** What it saw; null when it does not answer, which a run alone cannot bring about. */
  report(): Promise<Recording | null>;
}

/** Makes the talking side of a recorder. Lines are all that it says; the first is "ready". */
export function createRecorder(attachment: () => Attachment | null): Recorder {
  const decoder = new TextDecoder();
  let text = "";
  let waiting: ((line: string) => void) | null = null;

  function hear(piece: Uint8Array): void {
    text = (text + decoder.decode(piece, { stream: true })).slice(0, MOST_CHARACTERS);
    const end = text.indexOf("\n");
    if (end < 0 || waiting === null) return;
    const line = text.slice(0, end);
    text = text.slice(end + 1);
    waiting(line);
  }
  async function answerTo(line: string, withinMs: number): Promise<string | null> {
    const attached = attachment();
    if (attached === null || !attached.input.writable) return null;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<string | null>((resolve) => {
        timer = setTimeout(() => resolve(null), withinMs);
        waiting = resolve;
        void attached.ended.then(() => resolve(null));
        attached.input.write(`${line}\n`);
      });
    } finally {
      clearTimeout(timer);
      waiting = null;
    }
  }
  return {
    hear,
    async begin({ canaries, files }) {
      const answer = await answerTo(JSON.stringify({ canaries, files }), READY_WITHIN_MS);
      const [word, ...inodes] = (answer ?? "").split(" ");
      return word === "ready" && inodes.length === files.length ? inodes.map(Number) : null;
    },
    async report() {
      const answer = await answerTo("report", REPORT_WITHIN_MS);
      if (answer === null) return null;
      const read = Recording.safeParse(parsed(answer));
      return read.success ? read.data : null;
    },
  };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // What is no JSON is no recording either.
    return null;
  }
}
