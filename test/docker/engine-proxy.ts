import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * What is done with what the engine says on a connection that is attached to a container; null
 * for its end.
 */
export type WhatIsAttached = (said: Buffer | null, client: Socket) => void;

/** Passes on what was said, and the end. */
export function passOn(said: Buffer | null, client: Socket): void {
  if (said === null) client.end();
  else client.write(said);
}

/**
 * A socket in front of the engine that can go away with all its connections, and that can do
 * with the output of containers what a bad connection does. `atEnd` is told how to end it.
 */
export async function proxyToEngine(
  atEnd: (() => void)[],
  attached: WhatIsAttached = passOn,
): Promise<{ path: string; lose: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-proxy-"));
  const path = join(folder, "docker.sock");
  const open = new Set<Socket>();
  const server: Server = createServer({ allowHalfOpen: true }, (client) => {
    const upstream = connect({ path: "/var/run/docker.sock", allowHalfOpen: true });
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on("error", () => socket.destroy());
    }
    let isAttached = false;
    client.on("data", (asked: Buffer) => {
      isAttached ||= asked.includes("/attach?");
    });
    client.pipe(upstream);
    const told = (said: Buffer | null) => (isAttached ? attached : passOn)(said, client);
    upstream.on("data", (said: Buffer) => told(said));
    upstream.on("end", () => told(null));
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  function lose(): void {
    server.close();
    for (const socket of open) socket.destroy();
  }
  atEnd.push(() => {
    lose();
    rmSync(folder, { recursive: true });
  });
  return { path, lose };
}
