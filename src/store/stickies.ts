import type { Kysely } from "kysely";
import type { Stickies } from "../ports/stickies.ts";
import type { Tables } from "./tables.ts";

/** The part of `Store` that knows the one comment below a pull request. */
export function createStickies(db: Kysely<Tables>): Stickies {
  return {
    async sticky(repositoryId, pullRequest) {
      const row = await db
        .selectFrom("gatehouse.sticky")
        .selectAll()
        .where("repository_id", "=", repositoryId)
        .where("pull_request", "=", pullRequest)
        .executeTakeFirst();
      return row === undefined ? null : { commentId: row.comment_id, begunAt: row.begun_at };
    },
    async beginSticky(repositoryId, pullRequest, now) {
      const key = { repository_id: repositoryId, pull_request: pullRequest };
      await db
        .insertInto("gatehouse.sticky")
        .values({ ...key, comment_id: null, begun_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async keepSticky(repositoryId, pullRequest, commentId) {
      const key = { repository_id: repositoryId, pull_request: pullRequest };
      if (commentId === null) {
        await db
          .deleteFrom("gatehouse.sticky")
          .where("repository_id", "=", repositoryId)
          .where("pull_request", "=", pullRequest)
          .execute();
        return;
      }
      await db
        .insertInto("gatehouse.sticky")
        .values({ ...key, comment_id: commentId, begun_at: new Date() })
        .onConflict((conflict) =>
          conflict
            .columns(["repository_id", "pull_request"])
            .doUpdateSet({ comment_id: commentId }),
        )
        .execute();
    },
  };
}
