import { execFileSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { lookup } from "node:dns/promises";
import { readFileSync, writeFileSync, writeSync } from "node:fs";
import { connect } from "node:net";
import { Worker } from "node:worker_threads";
import { serveTask } from "../../src/isolate/serve-task.ts";
import type { Task, TaskContext } from "../../src/isolate/task.ts";
import type { Review } from "../../src/model/review.ts";
import type { ReviewRequest } from "../../src/model/review-request.ts";

/** A child whose code has been taken over: the title of the request says what it tries. */

const state = globalThis as { visited?: boolean };

function says(summary: string): Review {
  return {
    schema: "gatehouse.review/1",
    verdict: "clean",
    complete: true,
    summary,
    findings: [],
    executions: [],
    capabilities: [],
    external: [],
    unanalysed: [],
    stats: { files: 0, bytes: 0, milliseconds: 0 },
  };
}

function port(request: ReviewRequest): number {
  return Number(request.text.branch);
}

function dialled(request: ReviewRequest): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port(request), "127.0.0.1", () => resolve("connected"));
    socket.on("error", reject);
  });
}

function sentByUdp(request: ReviewRequest): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createSocket("udp4");
    socket.on("error", reject);
    socket.send("secret", port(request), "127.0.0.1", (error) =>
      error ? reject(error) : resolve("sent"),
    );
  });
}

function eatHeap(): never {
  const held: string[][] = [];
  for (;;) held.push(Array.from({ length: 100_000 }, (_, n) => `${n}${held.length}`));
}

function eatBuffers(): never {
  const held: Buffer[] = [];
  for (;;) held.push(Buffer.alloc(32 * 1024 * 1024, 1));
}

function spin(): never {
  for (;;);
}

/** Frames as the channel wants them, without waiting for anybody. */
function flood(text: string): never {
  const body = Buffer.from(text);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(body.length, 0);
  for (;;) writeAll(Buffer.concat([header, body]));
}

function writeAll(bytes: Buffer): void {
  for (let offset = 0; offset < bytes.length;) {
    try {
      offset += writeSync(3, bytes, offset);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EAGAIN")) throw error;
    }
  }
}

function raw(bytes: Buffer): Promise<never> {
  writeAll(bytes);
  return new Promise(() => {});
}

/** What each title does; whatever comes back is the summary of a review. */
const ATTEMPTS: Record<string, (request: ReviewRequest, context: TaskContext) => unknown> = {
  honest: async (request, { commits }) => {
    const listing = await commits.list(request.head);
    const [blob] = await commits.read([request.head], 100);
    return `${Buffer.from(listing).toString()} ${JSON.stringify(blob)}`;
  },
  "read blobs": async (_, { commits }) => {
    const oids = Array.from({ length: 40 }, (_, n) => n.toString(16).padStart(40, "0"));
    const blobs = await commits.read(oids, 1e9);
    return blobs.map((blob) => (blob instanceof Uint8Array ? blob.length : blob.missing)).join();
  },
  "bring near": async (request, { commits }) => {
    await commits.prefetch?.(Array.from({ length: 10_001 }, () => request.head));
    return "brought";
  },
  "list without end": async (request, { commits }) => {
    for (;;) await commits.list(request.head);
  },
  "another commit": async (_, { commits }) => commits.list("f".repeat(40)),
  "connect tcp": dialled,
  "send udp": sentByUdp,
  "ask dns": async () => (await lookup("localhost")).address,
  "fetch http": async (request) => (await fetch(`http://127.0.0.1:${port(request)}/`)).status,
  "read passwd": () => readFileSync("/etc/passwd", "utf8"),
  "read environment": () => JSON.stringify(process.env),
  "read parent": () => readFileSync(`/proc/${process.ppid}/environ`, "utf8"),
  "write file": () => writeFileSync("/tmp/gatehouse-escape", "x"),
  "start process": () => execFileSync("id").toString(),
  "start worker": () => typeof new Worker("1", { eval: true }),
  "load addon": () => process.dlopen({ exports: {} }, "/nonexistent.node"),
  "kill parent": () => process.kill(process.ppid, "SIGTERM"),
  "run text": () => (0, eval)("'ran'") as unknown,
  "leave a mark": () => (state.visited = true) && "marked",
  "see the mark": () => (state.visited ? "seen" : "nothing to see"),
  "eat heap": eatHeap,
  "eat buffers": eatBuffers,
  recurse: () => {
    const dig = (n: number): number => dig(n + 1) + 1;
    return dig(0);
  },
  spin,
  "spin after asking": async (request, { commits }) => {
    void commits.read([request.head], 1);
    await new Promise((resolve) => setImmediate(resolve));
    return spin();
  },
  "never answer": () => new Promise(() => {}),
  "flood with questions": () =>
    flood('{"json":{"type":"read","id":1,"oids":[],"maxBytes":1},"sizes":[]}'),
  "flood with megabytes": () => flood(JSON.stringify({ json: "x".repeat(1e6), sizes: [] })),
  "announce a huge message": () => raw(Buffer.from("ffffffff00000000", "hex")),
  "announce raw bytes": () => raw(Buffer.from("00000010000fffff", "hex")),
  "send no JSON": () => raw(Buffer.from("0000000300000000616263", "hex")),
  "exit without a word": () => process.exit(0),
  crash: () => process.abort(),
  "kill itself": () => {
    throw new Error("a reader stumbled");
  },
};

/** Answers that are no reviews. */
const GARBAGE: Record<string, unknown> = {
  "answer nothing": null,
  "answer a number": 7,
  "answer half a review": { schema: "gatehouse.review/1", verdict: "clean" },
  "answer an unknown verdict": { ...says(""), verdict: "fine" },
  "answer an extra key": { ...says(""), trusted: true },
  "answer too much": { ...says(""), summary: "x".repeat(70 * 1024 * 1024) },
};

async function taken(): Promise<Task> {
  return async (input, context) => {
    const request = input as ReviewRequest; // the test's own
    const title = request.text.title;
    if (title in GARBAGE) return GARBAGE[title];
    try {
      return says(String(await ATTEMPTS[title]?.(request, context)));
    } catch (error) {
      if (title === "kill itself") throw error;
      return says(`stopped: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
}

await serveTask({ review: taken }, process.argv[2] ?? "");
