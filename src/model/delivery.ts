/** A webhook delivery as it is stored before it is answered. */
export interface Delivery {
  /** GitHub's `X-GitHub-Delivery`; the same on a redelivery. */
  id: string;
  event: string;
  action: string | null;
  /** The verified body, exactly as signed. */
  body: string;
  receivedAt: Date;
}

/** Whether a delivery was seen before, and whether its work is done. */
export type DeliveryState = "received" | "done" | "failed";
