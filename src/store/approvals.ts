import type { Kysely, Selectable } from "kysely";
import { z } from "zod";
import { BaseRun } from "../model/base-run.ts";
import { RepositoryKey } from "../model/job.ts";
import type { RepositoryRef } from "../model/repository.ts";
import { SandboxRequest } from "../model/sandbox-request.ts";
import { RunComparison } from "../model/run-comparison.ts";
import { SandboxRun } from "../model/sandbox-run.ts";
import type { SandboxApproval, Store } from "../ports.ts";
import type { Tables } from "./tables.ts";

/** What never changes about an approval, as it is stored; state and result stand beside it. */
const StoredApproval = z.strictObject({
  runId: z.string(),
  repository: RepositoryKey,
  pullRequest: z.int(),
  headSha: z.string(),
  approvedBy: z.strictObject({ id: z.int(), login: z.string() }),
  by: z.union([
    z.strictObject({ comment: z.int() }),
    z.strictObject({ checkRun: z.int(), delivery: z.string() }),
  ]),
  request: SandboxRequest,
  comparison: RunComparison,
  base: SandboxRequest.optional(),
});

/** The part of `Store` that keeps approved sandbox runs. */
export function createApprovals(
  db: Kysely<Tables>,
): Pick<Store, "approve" | "approval" | "approvalsOf" | "moveApproval" | "keepBaseRun"> {
  return {
    approve: (approval) => approve(db, approval),
    approval: async (runId) => {
      const row = await db
        .selectFrom("gatehouse.approval")
        .selectAll()
        .where("run_id", "=", runId)
        .executeTakeFirst();
      return row === undefined ? null : toApproval(row);
    },
    approvalsOf: async (repositoryId, pullRequest) => {
      const rows = await db
        .selectFrom("gatehouse.approval")
        .selectAll()
        .where("repository_id", "=", repositoryId)
        .where("pull_request", "=", pullRequest)
        .orderBy("approved_order")
        .execute();
      return rows.map(toApproval);
    },
    moveApproval: async (runId, from, to, result) => {
      if (from.length === 0) {
        return false;
      }
      const moved = await db
        .updateTable("gatehouse.approval")
        .set({
          state: to,
          ...(to === "ended" || to === "cancelled" ? { ended_at: new Date() } : {}),
          ...(result === undefined ? {} : { result: JSON.stringify(SandboxRun.parse(result)) }),
        })
        .where("run_id", "=", runId)
        .where("state", "in", from)
        .returning("run_id")
        .executeTakeFirst();
      return moved !== undefined;
    },
    keepBaseRun: async (runId, baseRun) => {
      const kept = await db
        .updateTable("gatehouse.approval")
        .set({ base_run: JSON.stringify(BaseRun.parse(baseRun)), state: "approved" })
        .where("run_id", "=", runId)
        .where("state", "in", ["approved", "running"])
        .where("base_run", "is", null)
        .returning("run_id")
        .executeTakeFirst();
      return kept !== undefined;
    },
  };
}

async function approve(db: Kysely<Tables>, approval: SandboxApproval): Promise<boolean> {
  const { state, result, baseRun, ...fixed } = approval;
  const inserted = await db
    .insertInto("gatehouse.approval")
    .values({
      run_id: approval.runId,
      repository_id: approval.repository.id,
      pull_request: approval.pullRequest,
      asked_by: `${approval.repository.id} ${JSON.stringify(approval.by)}`,
      state,
      approval: JSON.stringify(StoredApproval.parse(fixed)),
      result: result === null ? null : JSON.stringify(SandboxRun.parse(result)),
      base_run: baseRun === null ? null : JSON.stringify(BaseRun.parse(baseRun)),
    })
    .onConflict((conflict) => conflict.column("asked_by").doNothing())
    .returning("run_id")
    .executeTakeFirst();
  return inserted !== undefined;
}

/** A stored approval under the names that its repository has now. */
export function movedApproval(stored: string, repository: RepositoryRef): string {
  const approval = StoredApproval.parse(JSON.parse(stored));
  return JSON.stringify(StoredApproval.parse({ ...approval, repository }));
}

/** Reads a row as the approval that it keeps. */
export function toApproval(row: Selectable<Tables["gatehouse.approval"]>): SandboxApproval {
  return {
    ...StoredApproval.parse(JSON.parse(row.approval)),
    state: row.state,
    result: row.result === null ? null : SandboxRun.parse(JSON.parse(row.result)),
    baseRun: row.base_run === null ? null : BaseRun.parse(JSON.parse(row.base_run)),
  };
}
