import type { Kysely, Transaction } from "kysely";
import type { PgBoss } from "pg-boss";
import { z } from "zod";
import type { Delivery } from "../model/delivery.ts";
import type { Store } from "../ports.ts";
import { inGroups } from "./in-groups.ts";
import { isQueued, sendFirstJobs, sendJob } from "./job-queue.ts";
import type { Tables } from "./tables.ts";

/** The part of `Store` that keeps webhook deliveries, each with its job. */
export function createDeliveries(
  db: Kysely<Tables>,
  boss: PgBoss,
): Pick<Store, "acceptDelivery" | "delivery" | "finishDelivery"> {
  return {
    acceptDelivery: inGroups((several) => acceptDeliveries(db, boss, several), TOGETHER),
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

/** Empties the text of the webhooks of these repositories that are done; answers how many. */
export async function forgetBodiesOf(
  db: Kysely<Tables>,
  repositories: readonly number[],
): Promise<number> {
  const rows = await db
    .selectFrom("gatehouse.delivery")
    .select(["id", "body"])
    .where("state", "=", "done")
    .where((is) => is.or(repositories.map((id) => is("body", "like", `%"id":${id}%`))))
    .execute();
  const own = rows.filter(({ body }) => repositories.includes(repositoryIn(body)));
  for (const { id } of own) {
    await db.updateTable("gatehouse.delivery").set({ body: "" }).where("id", "=", id).execute();
  }
  return own.length;
}

const OfRepository = z.object({ repository: z.object({ id: z.int() }) });

function repositoryIn(body: string): number {
  const read = OfRepository.safeParse(JSON.parse(body));
  return read.success ? read.data.repository.id : Number.NaN;
}

/** What one transaction takes: bodies are 25 MB at most, and usually 20 KB. */
const TOGETHER = {
  ...{ items: 64, weight: 4 * 1024 * 1024 },
  weighs: ({ body }: Delivery) => body.length,
};

/**
 * A delivery is taken when it is new, when its work failed, or when its job is gone without
 * having said how it ended. Everything else is a repetition. Answers one for each, in order.
 */
async function acceptDeliveries(
  db: Kysely<Tables>,
  boss: PgBoss,
  deliveries: readonly Delivery[],
): Promise<boolean[]> {
  return db.transaction().execute(async (transaction) => {
    const fresh = await insertNew(transaction, deliveries);
    const keys = [...fresh];
    await sendFirstJobs(boss, transaction, "delivery", keys.map(jobOf));
    const taken: boolean[] = [];
    for (const { id } of deliveries) {
      // The first of equal ones is the new one.
      taken.push(fresh.delete(id) || (await reopenWithJob(boss, transaction, id)));
    }
    return taken;
  });
}

function jobOf(deliveryId: string) {
  return { key: deliveryId, payload: { deliveryId } };
}

/** The ids that were not there before. */
async function insertNew(
  db: Kysely<Tables>,
  deliveries: readonly Delivery[],
): Promise<Set<string>> {
  const rows = await db
    .insertInto("gatehouse.delivery")
    .values(
      deliveries
        .map(({ id, event, action, body, receivedAt }) => ({
          ...{ id, event, action, body, received_at: receivedAt, state: "received" as const },
        }))
        // Processes that take the same ones in different orders would wait for each other.
        .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    )
    .onConflict((conflict) => conflict.column("id").doNothing())
    .returning("id")
    .execute();
  return new Set(rows.map(({ id }) => id));
}

async function reopenWithJob(
  boss: PgBoss,
  transaction: Transaction<Tables>,
  deliveryId: string,
): Promise<boolean> {
  const reopened = await reopen(transaction, deliveryId);
  if (reopened) await sendJob(boss, transaction, "delivery", { deliveryId }, { key: deliveryId });
  return reopened;
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
