import { once } from "node:events";
import type { Duplex } from "node:stream";
import { ZodError } from "zod";
import { Fault } from "../model/fault.ts";
import type { CommitReader } from "../model/tree.ts";
import { type Allowance, answerQuestions } from "./answer-questions.ts";
import { ChildFailure } from "./child-failure.ts";
import { type Child, killChild } from "./child-process.ts";
import { encodeFrame, FrameError, frameDecoder } from "./frame.ts";
import { watchMemory } from "./memory-watch.ts";
import { FromChild, type ToChild } from "./messages.ts";
import { startStopwatch, type Stopwatch } from "./stopwatch.ts";

/** One piece of work for one child. */
export interface TaskCall {
  input: unknown;
  attachments?: readonly Uint8Array[];
  commits: CommitReader;
  allowance: Allowance;
  /** Time of the child's own, without its waiting for us. */
  milliseconds: number;
  memoryBytes: number;
  signal: AbortSignal;
}

const WALL_MILLISECONDS = 15 * 60_000;
const START_MILLISECONDS = 60_000;

/** A review of the largest size its schema allows is far below. */
const FROM_CHILD = {
  frameBytes: 64 * 1024 * 1024,
  totalBytes: 128 * 1024 * 1024,
  frames: 20_000,
  raw: false,
};

/**
 * Gives a fresh child one task and answers its raw answer; the child is dead afterwards in
 * any case. Throws a `ChildFailure` for whatever the child did, and a `Fault` for whatever we
 * or the reader could not do, also when the child never became ready.
 */
export async function runTask(child: Child, call: TaskCall): Promise<unknown> {
  let stopped: Error | null = null;
  const stop = (error: Error) => {
    stopped ??= error;
    killChild(child);
  };
  const abort = () => stop(new Fault("unavailable", "the task was cancelled"));
  if (call.signal.aborted) abort();
  call.signal.addEventListener("abort", abort, { once: true });
  const { pid } = child.process;
  const unwatch =
    pid === undefined
      ? () => {}
      : watchMemory(pid, call.memoryBytes, () =>
          stop(
            new ChildFailure(
              `it used more than ${Math.floor(call.memoryBytes / 2 ** 20)} MB of memory`,
            ),
          ),
        );
  try {
    return await converse(child, call, stop);
  } catch (error) {
    throw stopped ?? error;
  } finally {
    unwatch();
    call.signal.removeEventListener("abort", abort);
    killChild(child);
  }
}

/** Reads the child's messages one at a time: while one is served, the next is not taken. */
async function converse(
  child: Child,
  call: TaskCall,
  stop: (error: Error) => void,
): Promise<unknown> {
  const answer = answerQuestions(call.commits, call.allowance);
  const starting = setTimeout(
    () => stop(new Fault("internal", "a child did not start in time")),
    START_MILLISECONDS,
  );
  let watch: Stopwatch | null = null;
  try {
    for await (const message of messages(child.channel)) {
      if (message.type === "answer") return message.value;
      if (message.type === "failed") {
        throw new ChildFailure("the analysis failed", { cause: new Error(message.message) });
      }
      if (message.type === "ready") {
        clearTimeout(starting);
        watch = await startWork(child, call, watch, stop);
        continue;
      }
      watch?.pause();
      const reply = await answer(message);
      watch?.resume();
      await send(child.channel, reply.message, reply.bytes);
    }
  } finally {
    clearTimeout(starting);
    watch?.stop();
  }
  const how = await child.ended;
  if (!watch) throw new Fault("internal", `a child ended before it was ready (${how})`);
  throw new ChildFailure(`it ended without an answer (${how})`);
}

/** Hands the task over and starts its time. */
async function startWork(
  child: Child,
  call: TaskCall,
  running: Stopwatch | null,
  stop: (error: Error) => void,
): Promise<Stopwatch> {
  if (running) throw new ChildFailure("it started twice");
  const seconds = Math.round(call.milliseconds / 1000);
  const late = () => stop(new ChildFailure(`it took longer than ${seconds} s`));
  const watch = startStopwatch(call.milliseconds, WALL_MILLISECONDS, late);
  await send(child.channel, { type: "task", input: call.input }, call.attachments);
  return watch;
}

async function* messages(channel: Duplex): AsyncGenerator<FromChild> {
  const feed = frameDecoder(FROM_CHILD);
  const chunks = channel.iterator({ destroyOnReturn: false });
  for (;;) {
    // A broken channel ends like a closed one: `ended` says why.
    const next = await chunks.next().catch(() => ({ done: true, value: null }));
    if (next.done) return;
    yield* parsed(feed, next.value as Uint8Array); // no encoding is set
  }
}

function* parsed(feed: ReturnType<typeof frameDecoder>, chunk: Uint8Array): Generator<FromChild> {
  try {
    for (const { json } of feed(chunk)) yield FromChild.parse(json);
  } catch (error) {
    if (error instanceof FrameError || error instanceof ZodError) throw notAnAnswer(error);
    throw error;
  }
}

function notAnAnswer(cause: unknown): ChildFailure {
  return new ChildFailure("it sent something that is not an answer", { cause });
}

/** Waits until the child has taken the message, so that a stuck one costs one message. */
async function send(
  channel: Duplex,
  message: ToChild,
  bytes: readonly Uint8Array[] = [],
): Promise<void> {
  let room = true;
  channel.cork();
  for (const piece of encodeFrame(message, bytes)) room = channel.write(piece);
  channel.uncork();
  if (room || channel.destroyed) return;
  const gone = new AbortController();
  const closed = () => gone.abort();
  channel.once("close", closed);
  try {
    await once(channel, "drain", { signal: gone.signal });
  } catch {
    // Closed: the reader of the channel sees the end and says how it came.
  } finally {
    channel.off("close", closed);
  }
}
