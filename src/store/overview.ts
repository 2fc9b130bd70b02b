import { type Kysely, sql } from "kysely";
import type { JobRow, Overview, PolicyRow, ReviewRow, WorkerRow } from "../model/overview.ts";
import { RepositoryKey } from "../model/job.ts";
import { Review } from "../model/review.ts";
import { toApproval } from "./approvals.ts";
import { BOSS_SCHEMA } from "./job-queue.ts";
import { ruleHits } from "./rule-hits.ts";
import { WorkerReport } from "../model/worker-report.ts";
import type { Tables } from "./tables.ts";

const LONGEST_LIST = 200;

/** What the operator's pages read; nothing here changes anything. */
export function createOverview(db: Kysely<Tables>): Overview {
  return {
    reviews: () => reviews(db),
    hits: () => ruleHits(db),
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
    workers: () => workers(db),
    repository: async (id) => {
      const row = await db
        .selectFrom("gatehouse.known_head")
        .select("repository")
        .where("repository_id", "=", id)
        .orderBy("recorded_order", "desc")
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : RepositoryKey.parse(JSON.parse(row.repository));
    },
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

async function workers(db: Kysely<Tables>): Promise<WorkerRow[]> {
  const rows = await db
    .selectFrom("gatehouse.worker")
    .selectAll()
    .orderBy("name")
    .limit(LONGEST_LIST)
    .execute();
  return rows.map(({ name, heard_at: heardAt, report }) => ({
    ...{ name, heardAt, report: WorkerReport.parse(JSON.parse(report)) },
  }));
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
