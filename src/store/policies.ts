import type { Kysely } from "kysely";
import type { Store } from "../ports.ts";
import type { Tables } from "./tables.ts";

type Part = Pick<
  Store,
  "savePolicy" | "lastPolicy" | "saveOrganisationPolicy" | "lastOrganisationPolicy"
>;

/** The part of `Store` that keeps the last valid policies. */
export function createPolicies(db: Kysely<Tables>): Part {
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
    saveOrganisationPolicy: async (installationId, text) => {
      await db
        .insertInto("gatehouse.organisation_policy")
        .values({ installation_id: installationId, text })
        .onConflict((conflict) => conflict.column("installation_id").doUpdateSet({ text }))
        .execute();
    },
    lastOrganisationPolicy: async (installationId) => {
      const row = await db
        .selectFrom("gatehouse.organisation_policy")
        .select("text")
        .where("installation_id", "=", installationId)
        .executeTakeFirst();
      return row?.text ?? null;
    },
  };
}
