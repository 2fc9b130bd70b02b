import { createHmac, randomUUID } from "node:crypto";
import type { Contract } from "../contract/contract.ts";

/** A webhook that was sent, and what came back. */
export interface SentDelivery {
  id: string;
  event: string;
  action: string | null;
  body: string;
  /** Null when there was no answer. */
  status: number | null;
  milliseconds: number;
}

/** How one delivery departs from an honest one. */
export interface DeliveryOptions {
  /** `X-GitHub-Delivery`; a new one if left out. */
  id?: string;
  /** Signs with another secret, as a stranger would. */
  secret?: string;
  /** Replaces the whole signature header; null leaves it out. */
  signature?: string | null;
}

/** Sends signed webhooks to Gatehouse. */
export interface Webhooks {
  /** Where webhooks go; nothing is sent while it is null. */
  url: string | null;
  deliveries: SentDelivery[];
  /** Sends a payload that GitHub's own schema accepts. */
  send(event: string, payload: object, options?: DeliveryOptions): Promise<SentDelivery>;
  /** Sends any bytes, for what GitHub would never send. */
  sendRaw(event: string, body: string, options?: DeliveryOptions): Promise<SentDelivery>;
  /** Sends a delivery again, with its id, as the button in the App's settings does. */
  redeliver(id: string): Promise<SentDelivery>;
}

/** GitHub gives a receiver ten seconds. */
const PATIENCE_MS = 10_000;

/** Creates the sender; what breaks GitHub's schema is added to `violations`. */
export function createWebhooks(parts: {
  appId: number;
  secret: string;
  url: string | null;
  contract: Contract;
  violations: string[];
}): Webhooks {
  const deliveries: SentDelivery[] = [];

  const webhooks: Webhooks = {
    url: parts.url,
    deliveries,

    async send(event, payload, options = {}) {
      const action = "action" in payload ? String(payload.action) : null;
      const name = action === null ? event : `${event}.${action}`;
      const wrong = parts.contract.webhook(name, payload);
      parts.violations.push(...wrong.map((problem) => `webhook ${name}: ${problem}`));
      return webhooks.sendRaw(event, JSON.stringify(payload), options);
    },

    async sendRaw(event, body, options = {}) {
      const id = options.id ?? randomUUID();
      const began = performance.now();
      const signature = signatureOf(body, options, parts.secret);
      const headers = headersOf({ id, event, signature, appId: parts.appId });
      const status = webhooks.url === null ? null : await post(webhooks.url, headers, body);
      const milliseconds = Math.round(performance.now() - began);
      const sent = { id, event, action: actionIn(body), body, status, milliseconds };
      deliveries.push(sent);
      return sent;
    },

    async redeliver(id) {
      const first = deliveries.find((delivery) => delivery.id === id);
      if (first === undefined) throw new Error(`there is no delivery ${id}`);
      return webhooks.sendRaw(first.event, first.body, { id });
    },
  };
  return webhooks;
}

function signatureOf(body: string, options: DeliveryOptions, secret: string): string | null {
  if (options.signature !== undefined) return options.signature;
  const hmac = createHmac("sha256", options.secret ?? secret).update(body);
  return `sha256=${hmac.digest("hex")}`;
}

function headersOf(sent: { id: string; event: string; signature: string | null; appId: number }) {
  return {
    "content-type": "application/json",
    "user-agent": "GitHub-Hookshot/044aadd",
    "x-github-event": sent.event,
    "x-github-delivery": sent.id,
    "x-github-hook-id": "1",
    "x-github-hook-installation-target-id": String(sent.appId),
    "x-github-hook-installation-target-type": "integration",
    ...(sent.signature === null ? {} : { "x-hub-signature-256": sent.signature }),
  };
}

/** A receiver that is down is a failed delivery, not a failure of the stand-in. */
async function post(
  url: string,
  headers: Record<string, string>,
  body: string,
): Promise<number | null> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch(url, { method: "POST", headers, body, signal });
    await response.arrayBuffer();
    return response.status;
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

function actionIn(body: string): string | null {
  return /^\{"action":"(\w+)"/.exec(body)?.[1] ?? null;
}
