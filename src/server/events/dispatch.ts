import type { EmitterWebhookEvent } from "@octokit/webhooks";
import type { Probot } from "probot";
import type { Delivery } from "../../model/delivery.ts";
import { Fault } from "../../model/fault.ts";

/**
 * Makes what hands a stored delivery to the handlers of its event. Throws what a handler
 * threw, as itself: a fault then says whether and when to try again.
 */
export function dispatchTo(probot: Probot): (delivery: Delivery) => Promise<void> {
  return async ({ id, event, body }) => {
    // The edge stored only signed JSON objects of events that are handled.
    const received = { id, name: event, payload: JSON.parse(body) as unknown };
    try {
      await probot.receive(received as EmitterWebhookEvent);
    } catch (error) {
      throw firstError(error);
    }
  };
}

/** Probot collects the errors of all handlers, and hangs the whole event on them. */
function firstError(error: unknown): Error {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  if (first instanceof Fault) return first;
  const reason = first instanceof Error ? `${first.name}: ${first.message}` : "unknown";
  return new Fault("internal", `a handler failed: ${reason}`);
}
