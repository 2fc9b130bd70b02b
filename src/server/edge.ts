import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";
import { Fault } from "../model/fault.ts";
import { createBodyReader } from "./read-body.ts";
import { receiveWebhook, type WebhookParts } from "./receive-webhook.ts";
import { refuse, reply } from "./reply.ts";

/** Bounds on what a client may cost before it has proved who it is. Bytes and milliseconds. */
export interface EdgeLimits {
  /** GitHub delivers nothing above 25 MB: https://docs.github.com/webhooks. */
  bodyBytes: number;
  /** Of all bodies that are being read. */
  totalBodyBytes: number;
  connections: number;
  headersMs: number;
  /** From the first byte to the last one of the body; GitHub itself gives up after 10 s. */
  requestMs: number;
  idleMs: number;
  /** How long `drain` waits for requests in flight. */
  drainMs: number;
}

const LIMITS: EdgeLimits = {
  bodyBytes: 25 * 1024 * 1024,
  totalBodyBytes: 128 * 1024 * 1024,
  connections: 256,
  headersMs: 5_000,
  requestMs: 15_000,
  idleMs: 5_000,
  drainMs: 20_000,
};

/** What the edge needs: how to take webhooks, and how to know that it can. */
export interface EdgeOptions extends WebhookParts {
  /** Resolves when deliveries can be stored; throws when they cannot. Asked by `/readyz`. */
  ready: () => Promise<void>;
  limits?: Partial<EdgeLimits>;
}

/** Our side of the network. */
export interface Edge {
  /** Starts to listen; answers the port, which port 0 leaves to the system. */
  listen(address: { host: string; port: number }): Promise<{ port: number }>;
  /** Accepts nothing more, and resolves when the requests in flight have been answered. */
  drain(): Promise<void>;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Creates the HTTP edge: `POST /api/github/webhooks`, `GET /livez` and `GET /readyz`. Throws
 * when there is no secret, since it could not tell GitHub from anybody.
 */
export function createEdge(options: EdgeOptions): Edge {
  if (options.secrets.length === 0 || options.secrets.includes("")) {
    throw new Fault("internal", "the edge needs a webhook secret");
  }
  const limits = { ...LIMITS, ...options.limits };
  const bodies = createBodyReader({
    maxBytes: limits.bodyBytes,
    maxTotalBytes: limits.totalBodyBytes,
  });
  const routes: Record<string, Record<string, Handler>> = {
    "/api/github/webhooks": {
      POST: (request, response) => receiveWebhook(options, bodies, request, response),
    },
    "/livez": { GET: async (_request, response) => reply(response, 200, "alive") },
    "/readyz": { GET: (_request, response) => answerReady(options, response) },
  };
  const server = createServer(
    {
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: limits.idleMs,
      connectionsCheckingInterval: Math.min(1_000, limits.headersMs),
      maxHeaderSize: 16 * 1024,
    },
    (request, response) => void route(options, routes, request, response),
  );
  server.maxConnections = limits.connections;
  // Whoever does not read our answer, or says nothing, is cut off as well.
  server.timeout = limits.requestMs;
  return { listen: (address) => listen(server, address), drain: () => drain(server, limits) };
}

async function route(
  { log }: EdgeOptions,
  routes: Record<string, Record<string, Handler>>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? "").split("?", 1)[0] ?? "";
  const methods = Object.hasOwn(routes, path) ? routes[path] : undefined;
  const handler = methods?.[request.method ?? ""];
  try {
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

async function answerReady({ ready, log }: EdgeOptions, response: ServerResponse): Promise<void> {
  try {
    await ready();
    reply(response, 200, "ready");
  } catch (error) {
    log.warn({ err: error }, "not ready");
    reply(response, 503, "not ready");
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

async function drain(server: Server, limits: EdgeLimits): Promise<void> {
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
