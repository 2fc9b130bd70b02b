import type { Kysely } from "kysely";
import type { PgBoss } from "pg-boss";
import type { Delivery } from "../model/delivery.ts";
import type { Store } from "../ports.ts";
import { isQueued, sendFirstJob, sendJob } from "./job-queue.ts";
import type { Tables } from "./tables.ts";

/** The part of `Store` that keeps webhook deliveries, each with its job. */
export function createDeliveries(
  db: Kysely<Tables>,
  boss: PgBoss,
): Pick<Store, "acceptDelivery" | "delivery" | "finishDelivery"> {
  return {
    acceptDelivery: (delivery) => acceptDelivery(db, boss, delivery),
    delivery: async (id) => {
      const row = await db
        .selectFrom("gatehouse.delivery")
        .selectAll()
        .where("id", "=", id)
        .executeTakeFirst();
      return row === undefined
        ? null
        : {
            id: row.id,
            event: row.event,
            action: row.action,
            body: row.body,
            receivedAt: row.received_at,
          };
    },
    finishDelivery: async (id, state) => {
      await db
        .updateTable("gatehouse.delivery")
        .set({ state })
        .where("id", "=", id)
        // A redelivery may have done what an attempt of before gave up.
        .where("state", "<>", "done")
        .execute();
    },
  };
}

/** GitHub lets a delivery be sent again for three days; nobody needs a body that is done longer. */
const BODY_KEPT = 7 * 24 * 60 * 60 * 1000;

/**
 * Empties the bodies of deliveries that were done a week before `now`; their ids stay, so that
 * a repetition is still known as one. Answers how many.
 */
export async function forgetOldBodies(db: Kysely<Tables>, now: Date): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable("gatehouse.delivery")
    .set({ body: "" })
    .where("state", "=", "done")
    .where("body", "<>", "")
    .where("received_at", "<", new Date(now.getTime() - BODY_KEPT))
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/**
 * A delivery is taken when it is new, when its work failed, or when its job is gone without
 * having said how it ended. Everything else is a repetition.
 */
async function acceptDelivery(
  db: Kysely<Tables>,
  boss: PgBoss,
  delivery: Delivery,
): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const inserted = await transaction
      .insertInto("gatehouse.delivery")
      .values({
        id: delivery.id,
        event: delivery.event,
        action: delivery.action,
        body: delivery.body,
        received_at: delivery.receivedAt,
        state: "received",
      })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .returning("id")
      .executeTakeFirst();
    const payload = { deliveryId: delivery.id };
    if (inserted !== undefined) {
      await sendFirstJob(boss, transaction, "delivery", payload, delivery.id);
      return true;
    }
    const reopened = await reopen(transaction, delivery.id);
    if (reopened) {
      await sendJob(boss, transaction, "delivery", payload, { key: delivery.id });
    }
    return reopened;
  });
}

/** Puts a known delivery back to work if nobody works on it; the row lock settles races. */
async function reopen(db: Kysely<Tables>, id: string): Promise<boolean> {
  const { state } = await db
    .selectFrom("gatehouse.delivery")
    .select("state")
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (state === "done" || (await isQueued(db, "delivery", id, true))) {
    return false;
  }
  await db
    .updateTable("gatehouse.delivery")
    .set({ state: "received" })
    .where("id", "=", id)
    .execute();
  return true;
}
