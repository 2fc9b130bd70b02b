import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";

export const SECRET = "7b0c1f64a9d25e83c6f1b7d2908e4a35";
export const PREVIOUS_SECRET = "e15d9a07c3b84f62a0d7e8195bc2f346";
export const WEBHOOKS = "/api/github/webhooks";

/** Signs a body as GitHub does. */
export function sign(body: string | Buffer, secret = SECRET, algorithm = "sha256"): string {
  return `${algorithm}=${createHmac(algorithm, secret).update(body).digest("hex")}`;
}

export interface Answer {
  status: number;
  text: string;
}

/** Sends a webhook as GitHub does, with what a test wants to be different. */
export async function deliver(
  port: number,
  change: {
    body?: string | Buffer;
    id?: string;
    event?: string;
    headers?: Record<string, string | null>;
    method?: string;
    path?: string;
  } = {},
): Promise<Answer> {
  const body = change.body ?? '{"action":"opened"}';
  const headers: Record<string, string | null> = {
    "content-type": "application/json",
    "x-github-delivery": change.id ?? randomUUID(),
    "x-github-event": change.event ?? "pull_request",
    "x-hub-signature-256": sign(body),
    ...change.headers,
  };
  const method = change.method ?? "POST";
  const response = await fetch(`http://127.0.0.1:${port}${change.path ?? WEBHOOKS}`, {
    method,
    headers: Object.fromEntries(
      Object.entries(headers).filter((pair): pair is [string, string] => pair[1] !== null),
    ),
    ...(method === "GET" ? {} : { body: Buffer.from(body) }),
  });
  return { status: response.status, text: (await response.text()).trim() };
}

/** A request head whose body follows, with a signature that is well-formed and wrong. */
export function head(lines: readonly string[]): string {
  return [
    `POST ${WEBHOOKS} HTTP/1.1`,
    "host: gatehouse.example",
    "content-type: application/json",
    `x-github-delivery: ${randomUUID()}`,
    "x-github-event: pull_request",
    `x-hub-signature-256: sha256=${"0".repeat(64)}`,
    ...lines,
    "",
    "",
  ].join("\r\n");
}

export async function open(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  // A server that destroys the socket is what several tests are about.
  socket.on("error", () => undefined);
  await once(socket, "connect");
  return socket;
}

/** Resolves when the socket is closed, by an error or without one. */
export async function closeOf(socket: Socket): Promise<void> {
  socket.resume();
  await new Promise<void>((resolve) => {
    if (socket.closed) {
      resolve();
    }
    socket.once("close", () => resolve());
  });
}

/** Writes until `bytes` are written or the other side gives up; answers what it said. */
export async function flood(
  port: number,
  requestHead: string,
  bytes: number,
  frame: (chunk: Buffer) => Buffer,
): Promise<{ sent: number; received: string }> {
  const socket = await open(port);
  let received = "";
  socket.on("data", (data: Buffer) => (received += data.toString("latin1")));
  const closed = closeOf(socket);
  socket.write(requestHead);
  const chunk = frame(Buffer.alloc(1024 * 1024, "x"));
  let sent = 0;
  while (sent < bytes && !socket.destroyed) {
    sent += chunk.length;
    if (!socket.write(chunk)) {
      const drained = new Promise<void>((resolve) => socket.once("drain", () => resolve()));
      await Promise.race([drained, closed]);
    }
  }
  await closed;
  return { sent, received };
}
