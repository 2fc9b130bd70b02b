import type { Delivery } from "../model/delivery.ts";
import type { JobPayload } from "../model/job.ts";
import type { JobParts } from "./parts.ts";

/** Hands a delivery to whoever handles its event; throws what the handler threw. */
export type Dispatch = (delivery: Delivery) => Promise<void>;

/** Hears a stored delivery: handles its event, and notes that it is done. Safe to repeat. */
export async function hearDelivery(
  { store, dispatch }: Pick<JobParts, "store"> & { dispatch: Dispatch },
  { deliveryId }: JobPayload<"delivery">,
): Promise<void> {
  const delivery = await store.delivery(deliveryId);
  if (delivery === null) return;
  await dispatch(delivery);
  await store.finishDelivery(deliveryId, "done");
}

/** Gives a delivery up after its last attempt; GitHub can send a failed one again. */
export async function abandonDelivery(
  { store, log }: Pick<JobParts, "store" | "log">,
  { deliveryId }: JobPayload<"delivery">,
): Promise<void> {
  await store.finishDelivery(deliveryId, "failed");
  log.error({ deliveryId }, "gave a delivery up; it can be sent again in the App's settings");
}
