import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { Delivery } from "../model/delivery.ts";
import type { AuditTrail, Now } from "../ports.ts";
import type { DeliveryResult } from "./metrics.ts";
import type { BodyReader, BodyRefusal } from "./read-body.ts";
import { refuse, reply } from "./reply.ts";
import { isSignature, verifySignature } from "./verify-signature.ts";

/** What receiving a webhook needs. */
export interface WebhookParts {
  /** The webhook secret, and while it is replaced the previous one. */
  secrets: readonly string[];
  /** What somebody handles, as `event` or `event.action`; the rest is answered and forgotten. */
  events: ReadonlySet<string>;
  /** Stores a delivery with its job, durably; false when it is there already. */
  accept: (delivery: Delivery) => Promise<boolean>;
  audit: AuditTrail;
  now: Now;
  log: Logger;
  /** Hears how a webhook was answered; its event only where it was signed and is handled. */
  observe?: (answer: { event: string; result: DeliveryResult; seconds: number }) => void;
}

interface WebhookHeaders {
  id: string;
  event: string;
  signature: string;
}

/**
 * Receives one webhook: headers, then a bounded body, then its signature, and only then what
 * it says. Answers 202 once the delivery is stored or was already, 204 for an event that
 * nobody handles, 4xx for what GitHub would not send, and 503 when it could not be stored, so
 * that GitHub lists the delivery as failed and it can be sent again.
 */
export async function receiveWebhook(
  parts: WebhookParts,
  bodies: BodyReader,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const began = performance.now();
  const answered = await answer(parts, bodies, request, response);
  parts.observe?.({ ...answered, seconds: (performance.now() - began) / 1000 });
}

/** What was answered. Whoever did not sign decides on no word of it. */
interface Answered {
  event: string;
  result: DeliveryResult;
}

const REFUSED: Answered = { event: "unknown", result: "refused" };

async function answer(
  parts: WebhookParts,
  bodies: BodyReader,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Answered> {
  const headers = readHeaders(request);
  if ("status" in headers) {
    refuse(response, headers.status, headers.text);
    return REFUSED;
  }
  const body = await bodies.read(request);
  if (typeof body === "string") {
    refuseBody(response, body);
    return REFUSED;
  }
  if (!verifySignature(body, headers.signature, parts.secrets)) {
    parts.log.warn({ deliveryId: headers.id }, "refused a webhook with a wrong signature");
    reply(response, 401, "wrong signature");
    return REFUSED;
  }
  return receiveSigned(parts, headers, body, response);
}

function readHeaders(request: IncomingMessage): WebhookHeaders | { status: number; text: string } {
  const type = request.headers["content-type"] ?? "";
  if (!/^application\/json(?:\s*;|$)/i.test(type)) {
    return { status: 415, text: "send application/json" };
  }
  const id = header(request, "x-github-delivery");
  const event = header(request, "x-github-event");
  const signature = header(request, "x-hub-signature-256");
  if (!isSignature(signature)) {
    return { status: 401, text: "X-Hub-Signature-256 is missing or malformed" };
  }
  if (!/^[0-9A-Za-z-]{1,64}$/.test(id) || !/^[a-z][a-z0-9_]{0,63}$/.test(event)) {
    return { status: 400, text: "X-GitHub-Delivery or X-GitHub-Event is missing or malformed" };
  }
  return { id, event, signature };
}

/** A header that was sent once; a repeated one comes joined and fits no pattern. */
function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === "string" ? value : "";
}

function refuseBody(response: ServerResponse, refusal: BodyRefusal): void {
  switch (refusal) {
    case "too-large":
      refuse(response, 413, "the payload is too large");
      return;
    case "shed":
      refuse(response, 503, "too much at once; try again");
      return;
    case "broken-off":
      response.destroy();
      return;
    default:
      throw new Error(`unknown refusal: ${String(refusal satisfies never)}`);
  }
}

async function receiveSigned(
  parts: WebhookParts,
  { id, event }: WebhookHeaders,
  bytes: Buffer,
  response: ServerResponse,
): Promise<Answered> {
  const body = readPayload(bytes);
  if (body === null) {
    reply(response, 400, "the payload is not a JSON object");
    return REFUSED;
  }
  const { action, text } = body;
  if (!parts.events.has(event) && !parts.events.has(`${event}.${action}`)) {
    reply(response, 204, "");
    return { event: "unknown", result: "ignored" };
  }
  const delivery: Delivery = { id, event, action, body: text, receivedAt: parts.now() };
  const log = parts.log.child({ deliveryId: id, event, action });
  try {
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    // Recorded first: then nothing is ever accepted that the audit trail does not know.
    await parts.audit.append({ kind: "delivery", detail: { delivery: id, event, action, sha256 } });
    const taken = await parts.accept(delivery);
    log.info(taken ? "accepted a delivery" : "answered a repeated delivery");
    reply(response, 202, taken ? "accepted" : "accepted before");
    return { event, result: taken ? "accepted" : "repeated" };
  } catch (error) {
    log.error({ err: error }, "failed to store a delivery");
    reply(response, 503, "not stored; deliver it again", { "retry-after": "60" });
    return { event, result: "failed" };
  }
}

/** The payload as text that reads back to the signed bytes, or null when it is no JSON object. */
function readPayload(bytes: Buffer): { text: string; action: string | null } | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const payload: unknown = JSON.parse(text);
    if (typeof payload !== "object" || payload === null || Array.isArray(payload)) {
      return null;
    }
    const action = "action" in payload ? payload.action : null;
    const isName = typeof action === "string" && /^[a-z_]{1,64}$/.test(action);
    return { text, action: isName ? action : null };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) {
      return null;
    }
    throw error;
  }
}
