import type { Kysely } from "kysely";
import type { Store } from "../ports.ts";
import type { Tables } from "./tables.ts";

/** The part of `Store` that keeps the last valid policy of each repository. */
export function createPolicies(db: Kysely<Tables>): Pick<Store, "savePolicy" | "lastPolicy"> {
  return {
    savePolicy: async (repositoryId, text) => {
      await db
        .insertInto("gatehouse.policy")
        .values({ repository_id: repositoryId, text })
        .onConflict((conflict) => conflict.column("repository_id").doUpdateSet({ text }))
        .execute();
    },
    lastPolicy: async (repositoryId) => {
      const row = await db
        .selectFrom("gatehouse.policy")
        .select("text")
        .where("repository_id", "=", repositoryId)
        .executeTakeFirst();
      return row?.text ?? null;
    },
  };
}
