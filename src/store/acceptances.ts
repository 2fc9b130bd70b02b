import type { Kysely, Selectable } from "kysely";
import { z } from "zod";
import type { Acceptance, Acceptances } from "../ports/acceptances.ts";
import type { Tables } from "./tables.ts";

/** What an acceptance is bound to, as it is stored and recorded. */
export const StoredBinding = z.strictObject({
  rule: z.string(),
  path: z.string(),
  fingerprint: z.string(),
  triggers: z.array(z.string()),
  evidence: z.record(z.string(), z.string()),
  whole: z.string().nullable(),
});

type Part = Pick<
  Acceptances,
  | "accept"
  | "takeBack"
  | "wasTakenBack"
  | "acceptancesOf"
  | "acceptancesIn"
  | "recordPusher"
  | "pushers"
>;

/** The part of `Store` that keeps what was accepted, and who pushed. */
export function createAcceptances(db: Kysely<Tables>): Part {
  const all = (repositoryId: number) =>
    db
      .selectFrom("gatehouse.acceptance")
      .selectAll()
      .where("repository_id", "=", repositoryId)
      .where("taken_back_at", "is", null)
      .orderBy("accepted_order");
  return {
    accept: (acceptance) => accept(db, acceptance),
    takeBack: (repositoryId, pullRequest, fingerprint, taking) =>
      takeBack(db, { repositoryId, pullRequest, fingerprint, ...taking }),
    wasTakenBack: async (id) => {
      const row = await db
        .selectFrom("gatehouse.acceptance")
        .select("taken_back_at")
        .where("id", "=", id)
        .executeTakeFirst();
      return row !== undefined && row.taken_back_at !== null;
    },
    acceptancesOf: async (repositoryId, pullRequest) => {
      const rows = await all(repositoryId).where("pull_request", "=", pullRequest).execute();
      return rows.map(toAcceptance);
    },
    acceptancesIn: async (repositoryId) => (await all(repositoryId).execute()).map(toAcceptance),
    recordPusher: async (repositoryId, pullRequest, userId) => {
      await db
        .insertInto("gatehouse.pusher")
        .values({ repository_id: repositoryId, pull_request: pullRequest, user_id: userId })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    pushers: async (repositoryId, pullRequest) => {
      const rows = await db
        .selectFrom("gatehouse.pusher")
        .select("user_id")
        .where("repository_id", "=", repositoryId)
        .where("pull_request", "=", pullRequest)
        .execute();
      return rows.map((row) => Number(row.user_id));
    },
  };
}

async function accept(db: Kysely<Tables>, acceptance: Acceptance): Promise<boolean> {
  const inserted = await db
    .insertInto("gatehouse.acceptance")
    .values({
      id: acceptance.id,
      repository_id: acceptance.repositoryId,
      pull_request: acceptance.pullRequest,
      head_sha: acceptance.headSha,
      binding: JSON.stringify(StoredBinding.parse(acceptance.binding)),
      by_id: acceptance.by.id,
      by_login: acceptance.by.login,
      reason: acceptance.reason,
      accepted_at: acceptance.acceptedAt,
    })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .returning("id")
    .executeTakeFirst();
  return inserted !== undefined;
}

async function takeBack(
  db: Kysely<Tables>,
  of: { repositoryId: number; pullRequest: number; fingerprint: string; by: string; at: Date },
): Promise<Acceptance[]> {
  const rows = await db
    .selectFrom("gatehouse.acceptance")
    .selectAll()
    .where("repository_id", "=", of.repositoryId)
    .where("pull_request", "=", of.pullRequest)
    .where((or) => or.or([or("taken_back_at", "is", null), or("taken_back_by", "=", of.by)]))
    .where("accepted_at", "<=", of.at)
    .orderBy("accepted_order")
    .execute();
  const meant = rows.map(toAcceptance).filter((one) => one.binding.fingerprint === of.fingerprint);
  for (const { id } of meant) {
    await db
      .updateTable("gatehouse.acceptance")
      .set({ taken_back_at: of.at, taken_back_by: of.by })
      .where("id", "=", id)
      .execute();
  }
  return meant;
}

function toAcceptance(row: Selectable<Tables["gatehouse.acceptance"]>): Acceptance {
  return {
    id: row.id,
    repositoryId: row.repository_id,
    pullRequest: row.pull_request,
    headSha: row.head_sha,
    binding: StoredBinding.parse(JSON.parse(row.binding)),
    by: { id: Number(row.by_id), login: row.by_login },
    reason: row.reason,
    acceptedAt: row.accepted_at,
  };
}
