import { Fault } from "../model/fault.ts";
import { answerReady, alive } from "./health.ts";
import {
  createListener,
  exactly,
  type Listener,
  LISTENER_LIMITS,
  type ListenerLimits,
  type Methods,
} from "./listener.ts";
import { createBodyReader } from "./read-body.ts";
import { receiveWebhook, type WebhookParts } from "./receive-webhook.ts";

/** Bounds on what a client may cost before it has proved who it is. Bytes and milliseconds. */
export interface EdgeLimits extends ListenerLimits {
  /** GitHub delivers nothing above 25 MB: https://docs.github.com/webhooks. */
  bodyBytes: number;
  /** Of all bodies that are being read. */
  totalBodyBytes: number;
}

const LIMITS: EdgeLimits = {
  ...LISTENER_LIMITS,
  bodyBytes: 25 * 1024 * 1024,
  totalBodyBytes: 128 * 1024 * 1024,
};

/** What the edge needs: how to take webhooks, and how to know that it can. */
export interface EdgeOptions extends WebhookParts {
  /** Resolves when deliveries can be stored; throws when they cannot. Asked by `/readyz`. */
  ready: () => Promise<void>;
  limits?: Partial<EdgeLimits>;
  /** Paths of others that are served on the same port, such as the lease API. */
  more?: ((path: string) => Methods | undefined) | undefined;
}

/** Where GitHub reaches us. */
export type Edge = Listener;

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
  const find = exactly({
    "/api/github/webhooks": {
      POST: (request, response) => receiveWebhook(options, bodies, request, response),
    },
    "/livez": { GET: alive },
    "/readyz": { GET: (_request, response) => answerReady(options, response) },
  });
  const { more, log } = options;
  return createListener({ find: (path) => find(path) ?? more?.(path), limits, log });
}
