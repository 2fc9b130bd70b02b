import { Socket } from "node:net";
import type { CommitReader, MissingBlob } from "../model/tree.ts";
import { encodeFrame, type Frame, frameDecoder } from "./frame.ts";
import type { FromChild, ToChild } from "./messages.ts";
import type { Task } from "./task.ts";

/** The descriptor of the only thing that a child can talk to. */
const CHANNEL = 3;

const MAX_OIDS = 10_000;

/** The parent is ours; its messages are as large as what the child asked for. */
const FROM_PARENT = {
  frameBytes: 2 ** 31,
  totalBytes: Number.MAX_SAFE_INTEGER,
  frames: Number.MAX_SAFE_INTEGER,
  raw: true,
};

/**
 * The child's side: prepares one task from the table, says `ready`, runs it once on what the
 * parent sends and answers. It ends when the channel does.
 */
export async function serveTask(
  tasks: Readonly<Record<string, () => Promise<Task>>>,
  name: string,
): Promise<void> {
  const socket = new Socket({ fd: CHANNEL, readable: true, writable: true });
  socket.on("close", () => process.exit(0));
  disarm();
  const send = (message: FromChild) => {
    for (const piece of encodeFrame(message)) socket.write(piece);
  };
  const task = await tasks[name]?.();
  if (!task) throw new Error(`there is no task ${JSON.stringify(name)}`);
  const { commits, answered } = askingReader(send);
  const feed = frameDecoder(FROM_PARENT);
  socket.on("data", (chunk: Buffer) => {
    for (const frame of feed(chunk)) {
      const message = frame.json as ToChild; // written by our parent, see messages.ts
      if (message.type !== "task") answered(message, frame);
      else void runTask(task, message.input, { commits, attachments: frame.bytes }, send);
    }
  });
  send({ type: "ready" });
}

async function runTask(
  task: Task,
  input: unknown,
  context: Parameters<Task>[1],
  send: (message: FromChild) => void,
): Promise<void> {
  try {
    send({ type: "answer", value: await task(input, context) });
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    send({ type: "failed", message: text.slice(0, 10_000) });
  }
}

/**
 * The permission model leaves a process its signals and identity; parsers need neither. This
 * is a second fence only: code that runs here can still not reach a file or a network.
 */
function disarm(): void {
  const process_ = process as unknown as Record<string, unknown>; // to take members away
  for (const member of ["kill", "_kill", "dlopen", "setuid", "setgid", "seteuid", "setegid"]) {
    process_[member] = undefined;
  }
}

/** A reader whose every question goes to the parent. */
function askingReader(send: (message: FromChild) => void): {
  commits: CommitReader;
  answered: (message: Exclude<ToChild, { type: "task" }>, frame: Frame) => void;
} {
  const waiting = new Map<number, (message: ToChild, frame: Frame) => void>();
  let last = 0;

  function ask<T>(
    question: (id: number) => FromChild,
    take: (message: ToChild, frame: Frame) => T,
  ): Promise<T> {
    last += 1;
    const id = last;
    send(question(id));
    return new Promise((resolve) =>
      waiting.set(id, (message, frame) => resolve(take(message, frame))),
    );
  }

  const commits: CommitReader = {
    list: (commit) =>
      ask(
        (id) => ({ type: "list", id, commit }),
        (_, frame) => frame.bytes[0] ?? new Uint8Array(),
      ),
    async read(oids, maxBytes) {
      const blobs: (Uint8Array | MissingBlob)[] = [];
      for (const some of inGroups(oids)) {
        blobs.push(...(await ask((id) => ({ type: "read", id, oids: some, maxBytes }), takeBlobs)));
      }
      return blobs;
    },
    async prefetch(oids) {
      for (const some of inGroups(oids)) {
        await ask(
          (id) => ({ type: "prefetch", id, oids: some }),
          () => {},
        );
      }
    },
  };
  return {
    commits,
    answered(message, frame) {
      waiting.get(message.id)?.(message, frame);
      waiting.delete(message.id);
    },
  };
}

/** Ids in numbers that one message may hold. */
function inGroups(oids: readonly string[]): string[][] {
  const count = Math.ceil(oids.length / MAX_OIDS);
  return Array.from({ length: count }, (_, n) => oids.slice(n * MAX_OIDS, (n + 1) * MAX_OIDS));
}

function takeBlobs(message: ToChild, frame: Frame): (Uint8Array | MissingBlob)[] {
  if (message.type !== "blobs") throw new Error("the parent answered another question");
  return message.blobs.map((blob) => {
    if (typeof blob !== "number") return { missing: blob };
    return frame.bytes[blob] ?? { missing: "absent" };
  });
}
