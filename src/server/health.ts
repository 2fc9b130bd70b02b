import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { reply } from "./reply.ts";

/** Answers `/livez`: whoever can answer lives. */
export async function alive(_request: IncomingMessage, response: ServerResponse): Promise<void> {
  reply(response, 200, "alive");
}

/**
 * Answers `/readyz`: 200 while the store answers, else 503. GitHub does not count: an outage
 * there must not end processes that only have to wait for it.
 */
export async function answerReady(
  { ready, log }: { ready: () => Promise<void>; log: Logger },
  response: ServerResponse,
): Promise<void> {
  try {
    await ready();
    reply(response, 200, "ready");
  } catch (error) {
    log.warn({ err: error }, "not ready");
    reply(response, 503, "not ready");
  }
}
