import { type Kysely, sql } from "kysely";
import type { JobRow, Overview, PolicyRow, ReviewRow, RuleHits } from "../model/overview.ts";
import { RepositoryKey } from "../model/job.ts";
import { Review } from "../model/review.ts";
import { toApproval } from "./approvals.ts";
import { BOSS_SCHEMA } from "./job-queue.ts";
import type { Tables } from "./tables.ts";

/** Hits are counted over as many of the newest reviews. */
const COUNTED = 1000;
const LONGEST_LIST = 200;

/** What the operator's pages read; nothing here changes anything. */
export function createOverview(db: Kysely<Tables>): Overview {
  return {
    reviews: () => reviews(db),
    hits: () => hits(db),
    runs: async () => {
      const rows = await db
        .selectFrom("gatehouse.approval")
        .selectAll()
        .orderBy("approved_order", "desc")
        .limit(LONGEST_LIST)
        .execute();
      return rows.map(toApproval);
    },
    run: async (runId) => {
      const row = await db
        .selectFrom("gatehouse.approval")
        .selectAll()
        .where("run_id", "=", runId)
        .executeTakeFirst();
      return row === undefined ? null : toApproval(row);
    },
    policies: () => policies(db),
    waiting: () => waiting(db),
  };
}

async function reviews(db: Kysely<Tables>): Promise<ReviewRow[]> {
  const names = await repositoryNames(db);
  const rows = await db
    .selectFrom("gatehouse.review")
    .selectAll()
    .orderBy("saved_order", "desc")
    .limit(LONGEST_LIST)
    .execute();
  return rows.map((row) => {
    const { complete, findings, summary } = Review.parse(JSON.parse(row.review));
    return {
      ...{ repositoryId: row.repository_id, repository: names.get(row.repository_id) ?? null },
      ...{ pullRequest: row.pull_request, headSha: row.head_sha, verdict: row.verdict },
      ...{ complete, findings: findings.length, summary },
    };
  });
}

async function hits(db: Kysely<Tables>): Promise<{ of: number; rules: RuleHits[] }> {
  const rows = await db
    .selectFrom("gatehouse.review")
    .select("review")
    .orderBy("saved_order", "desc")
    .limit(COUNTED)
    .execute();
  const found = new Map<string, RuleHits>();
  for (const { review } of rows) {
    const seen = new Set<string>();
    for (const { rule } of Review.parse(JSON.parse(review)).findings) {
      const hit = found.get(rule) ?? { rule, reviews: 0, findings: 0 };
      hit.findings += 1;
      if (!seen.has(rule)) hit.reviews += 1;
      seen.add(rule);
      found.set(rule, hit);
    }
  }
  const rules = [...found.values()].toSorted((a, b) => b.reviews - a.reviews);
  return { of: rows.length, rules };
}

async function policies(db: Kysely<Tables>): Promise<PolicyRow[]> {
  const names = await repositoryNames(db);
  const rows = await db.selectFrom("gatehouse.policy").selectAll().limit(LONGEST_LIST).execute();
  return rows.map(({ repository_id: repositoryId, text }) => ({
    ...{ repositoryId, text, repository: names.get(repositoryId) ?? null },
  }));
}

async function waiting(db: Kysely<Tables>): Promise<JobRow[]> {
  const { rows } = await sql<JobRow>`select name as queue, state::text as state,
      singleton_key as key, start_after as due, retry_count::int as attempts
    from ${sql.table(`${BOSS_SCHEMA}.job`)}
    where state in ('created', 'retry', 'active') and name not like '\\_\\_%'
    order by start_after limit ${LONGEST_LIST}`.execute(db);
  return rows;
}

/** Names change; the one of the newest delivery counts. */
async function repositoryNames(db: Kysely<Tables>): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom("gatehouse.known_head")
    .distinctOn("repository_id")
    .select(["repository_id", "repository"])
    .orderBy("repository_id")
    .orderBy("recorded_order", "desc")
    .execute();
  return new Map(
    rows.map(({ repository_id: id, repository }) => {
      const { owner, name } = RepositoryKey.parse(JSON.parse(repository));
      return [id, `${owner}/${name}`];
    }),
  );
}
