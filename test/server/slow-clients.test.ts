import { once } from "node:events";
import type { Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createEdge, type Edge } from "../../src/server/edge.ts";
import { createLog } from "../../src/server/log.ts";
import { closeOf, deliver, head, open, SECRET } from "./webhook-client.ts";

/** Short bounds, so that a client which is not cut off fails by the limit of the test. */
const LIMITS = { headersMs: 300, requestMs: 800, idleMs: 300, connections: 4 };

let edge: Edge;
let port: number;

beforeEach(async () => {
  edge = createEdge({
    secrets: [SECRET],
    events: new Set(["pull_request"]),
    accept: async () => true,
    ready: async () => undefined,
    audit: { append: async () => undefined },
    now: () => new Date(),
    log: createLog({ level: "silent" }),
    limits: LIMITS,
  });
  ({ port } = await edge.listen({ host: "127.0.0.1", port: 0 }));
});
afterEach(() => edge.drain());

/** Writes a byte now and then until the socket is closed by the other side. */
async function trickle(socket: Socket, text: string): Promise<void> {
  let at = 0;
  const timer = setInterval(() => socket.write(text[at++ % text.length] ?? "x"), 20);
  await closeOf(socket);
  clearInterval(timer);
}

test("a client that says nothing is cut off", async () => {
  const socket = await open(port);
  await closeOf(socket);
});

test("a client that sends its headers byte by byte is cut off", async () => {
  await trickle(await open(port), head(["x-padding: "]).slice(0, -4));
});

test("a client that never ends its headers is cut off", async () => {
  const socket = await open(port);
  socket.write("GET /livez HTTP/1.1\r\nhost: x\r\n");
  await trickle(socket, "x-more: y\r\n");
});

test("a client that sends its body byte by byte is cut off", async () => {
  const socket = await open(port);
  socket.write(head(["content-length: 100000"]));
  await trickle(socket, "x");
});

test("a client that sends chunks byte by byte is cut off", async () => {
  const socket = await open(port);
  socket.write(head(["transfer-encoding: chunked"]));
  await trickle(socket, "1\r\nx\r\n");
});

test("headers without bounds are refused", async () => {
  const socket = await open(port);
  const answer = once(socket, "data");
  socket.write(head([`x-padding: ${"x".repeat(20_000)}`]));
  expect(String((await answer)[0])).toMatch(/^HTTP\/1\.1 431 /);
});

test.each([
  { name: "two lengths", lines: ["content-length: 5", "content-length: 6"] },
  { name: "a length and chunks", lines: ["content-length: 5", "transfer-encoding: chunked"] },
  { name: "a length that is no number", lines: ["content-length: 5x"] },
  { name: "a negative length", lines: ["content-length: -5"] },
])("a request with $name is refused", async ({ lines }) => {
  const socket = await open(port);
  const answer = once(socket, "data");
  socket.write(`${head(lines)}0\r\n\r\n`);
  expect(String((await answer)[0])).toMatch(/^HTTP\/1\.1 400 /);
});

test("connections over the cap are closed, and those below it still served", async () => {
  const held = await Promise.all([1, 2, 3].map(() => open(port)));
  expect((await deliver(port)).status).toBe(202);
  const over = await Promise.all([4, 5, 6, 7].map(() => open(port)));
  await Promise.any(over.map(closeOf));
  [...held, ...over].forEach((socket) => socket.destroy());
  await expect.poll(async () => (await deliver(port)).status).toBe(202);
});
