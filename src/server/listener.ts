import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { Logger } from "pino";
import { refuse } from "./reply.ts";

/** Bounds on what a client may cost that has proved nothing yet. Milliseconds. */
export interface ListenerLimits {
  connections: number;
  headersMs: number;
  /** From the first byte to the last one of the body; GitHub itself gives up after 10 s. */
  requestMs: number;
  idleMs: number;
  /** How long `drain` waits for requests in flight. */
  drainMs: number;
}

/** What a listener keeps to unless told otherwise. */
export const LISTENER_LIMITS: ListenerLimits = {
  connections: 256,
  headersMs: 5_000,
  requestMs: 15_000,
  idleMs: 5_000,
  drainMs: 20_000,
};

/** Our side of the network. */
export interface Listener {
  /** Starts to listen; answers the port, which port 0 leaves to the system. */
  listen(address: { host: string; port: number }): Promise<{ port: number }>;
  /** Accepts nothing more, and resolves when the requests in flight have been answered. */
  drain(): Promise<void>;
}

/** Answers one request; what it throws is logged, and answered without its words. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The methods of one path. */
export type Methods = Readonly<Record<string, Handler>>;

/** What is listened for: the methods of a path without its query, or undefined for no such. */
export interface ListenerOptions {
  find: (path: string) => Methods | undefined;
  limits: ListenerLimits;
  log: Logger;
}

/** Creates an HTTP listener with limits on everything that a client may do to it. */
export function createListener({ find, limits, log }: ListenerOptions): Listener {
  const server = createServer(
    {
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: limits.idleMs,
      connectionsCheckingInterval: Math.min(1_000, limits.headersMs),
      maxHeaderSize: 16 * 1024,
    },
    (request, response) => void route({ find, log }, request, response),
  );
  server.maxConnections = limits.connections;
  // Whoever does not read our answer, or says nothing, is cut off as well.
  server.timeout = limits.requestMs;
  return { listen: (address) => listen(server, address), drain: () => drain(server, limits) };
}

/** Looks a path up in a table of whole paths. */
export function exactly(routes: Readonly<Record<string, Methods>>): ListenerOptions["find"] {
  return (path) => (Object.hasOwn(routes, path) ? routes[path] : undefined);
}

async function route(
  { find, log }: Pick<ListenerOptions, "find" | "log">,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? "").split("?", 1)[0] ?? "";
  try {
    const methods = find(path);
    const method = request.method ?? "";
    const handler =
      methods !== undefined && Object.hasOwn(methods, method) ? methods[method] : undefined;
    if (methods === undefined) {
      refuse(response, 404, "not found");
    } else if (handler === undefined) {
      refuse(response, 405, "method not allowed", { allow: Object.keys(methods).join(", ") });
    } else {
      await handler(request, response);
    }
  } catch (error) {
    log.error({ err: error }, "failed to answer a request");
    if (response.headersSent) {
      response.destroy();
    } else {
      refuse(response, 500, "internal error");
    }
  }
}

async function listen(
  server: Server,
  address: { host: string; port: number },
): Promise<{ port: number }> {
  server.listen(address.port, address.host);
  await once(server, "listening");
  const bound = server.address();
  return { port: typeof bound === "object" && bound !== null ? bound.port : address.port };
}

async function drain(server: Server, limits: ListenerLimits): Promise<void> {
  if (!server.listening) {
    return;
  }
  const closed = once(server, "close");
  server.close();
  // A connection that is kept alive becomes idle once its request in flight has been answered.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const deadline = setTimeout(() => server.closeAllConnections(), limits.drainMs);
  await closed;
  clearInterval(idle);
  clearTimeout(deadline);
}
