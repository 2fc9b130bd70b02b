import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import type { Readable } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { deliver, flood, head, open } from "./webhook-client.ts";

const MEGABYTE = 1024 * 1024;
const BODY_BYTES = 200 * MEGABYTE;

let dir: string;
let child: ChildProcessByStdio<null, Readable, null>;
let output: Interface;
let port: number;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "gatehouse-edge-process-"));
  child = spawn(process.execPath, [join(import.meta.dirname, "child-edge.ts"), dir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  output = createInterface({ input: child.stdout });
  port = Number((await nextLine()).split(" ")[1]);
});
afterEach(() => {
  child.kill("SIGKILL");
  rmSync(dir, { recursive: true });
});

async function nextLine(): Promise<string> {
  const [line] = (await once(output, "line")) as [string]; // What readline's "line" carries.
  return line;
}

/** The most memory that the process ever held, in megabytes. */
function peakMegabytes(): number {
  const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

const asChunk = (chunk: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from("\r\n")]);

test("an announced body of 200 MB is refused unread", async () => {
  const before = peakMegabytes();
  const lines = [`content-length: ${BODY_BYTES}`];
  const { sent, received } = await flood(port, head(lines), BODY_BYTES, (chunk) => chunk);
  expect(received).toMatch(/^HTTP\/1\.1 413 /);
  // What both kernels buffer is sent, and no more.
  expect(sent).toBeLessThan(40 * MEGABYTE);
  expect(peakMegabytes() - before).toBeLessThan(25);
});

test("a chunked body of 200 MB costs no more than the cap, however many send one", async () => {
  const before = peakMegabytes();
  const floods = await Promise.all(
    Array.from({ length: 12 }, () =>
      flood(port, head(["transfer-encoding: chunked"]), BODY_BYTES, asChunk),
    ),
  );
  for (const { sent, received } of floods) {
    expect(received).toMatch(/^HTTP\/1\.1 (413|503) /);
    expect(sent).toBeLessThan(80 * MEGABYTE);
  }
  expect(floods.map(({ received }) => received.slice(9, 12))).toContain("413");
  // Twelve of them would be 2400 MB; the cap on all bodies together is 128 MB.
  expect(peakMegabytes() - before).toBeLessThan(400);
  expect((await deliver(port)).status).toBe(202);
});

test("large unsigned bodies do not push out a small signed one", async () => {
  const stalled = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const socket = await open(port);
      socket.write(head([`content-length: ${24 * MEGABYTE}`]));
      socket.write(Buffer.alloc(23 * MEGABYTE));
      return socket;
    }),
  );
  expect(
    (await deliver(port, { body: JSON.stringify({ pad: "x".repeat(MEGABYTE) }) })).status,
  ).toBe(202);
  stalled.forEach((socket) => socket.destroy());
});

test("SIGTERM: what is in flight is answered, nothing more is accepted, and the end is clean", async () => {
  const exited = once(child, "exit");
  const answer = deliver(port, { id: "in-flight" });
  expect(await nextLine()).toBe("accepting");
  child.kill("SIGTERM");
  // Until the signal is heard, more may be accepted; then nothing is, and no answer is a lie.
  const accepted = ["in-flight"];
  for (let number = 0; ; number += 1) {
    const id = `late-${number}`;
    const said = await deliver(port, { id }).catch((error: unknown) => String(error));
    if (typeof said === "string") {
      expect(said).toMatch(/fetch failed/);
      break;
    }
    if (said.status === 202) accepted.push(id);
  }
  expect(await answer).toEqual({ status: 202, text: "accepted" });
  expect(await exited).toEqual([0, null]);
  const stored = readFileSync(join(dir, "accepted"), "utf8").trimEnd().split("\n");
  expect(stored.toSorted()).toEqual(accepted.toSorted());
});

test("SIGTERM: an idle connection that is kept alive does not hold up the end", async () => {
  expect((await deliver(port)).status).toBe(202);
  const idle = await open(port);
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  expect(await exited).toEqual([0, null]);
  idle.destroy();
});

test("a second signal ends a shutdown that hangs", async () => {
  const exited = once(child, "exit");
  const socket = await open(port);
  socket.write(head(["content-length: 1000"]));
  const answer = deliver(port);
  expect(await nextLine()).toBe("accepting");
  child.kill("SIGTERM");
  await answer;
  child.kill("SIGTERM");
  expect(await exited).toEqual([1, null]);
});
