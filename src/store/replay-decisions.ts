import { existsSync } from "node:fs";
import { type Kysely, sql } from "kysely";
import { z } from "zod";
import type { AuditRecord } from "../model/audit.ts";
import type { Review } from "../model/review.ts";
import { createAcceptances, StoredBinding } from "./acceptances.ts";
import { readRecord } from "./audit-chain.ts";
import { fileLines } from "./file-lines.ts";
import { auditPath } from "./audit-path.ts";
import type { Tables } from "./tables.ts";

const Malicious = z.looseObject({
  repository: z.int(),
  pullRequest: z.int(),
  headSha: z.string().regex(/^[0-9a-f]{40}$/),
  verdict: z.literal("malicious"),
});

const Accepted = z.looseObject({
  repository: z.int(),
  pullRequest: z.int(),
  headSha: z.string().regex(/^[0-9a-f]{40}$/),
  acceptance: z.string(),
  acceptedBy: z.int(),
  login: z.string(),
  reason: z.string(),
  binding: z.string().transform(parsed).pipe(StoredBinding),
});

const Reopened = z.looseObject({
  repository: z.int(),
  pullRequest: z.int(),
  finding: z.string(),
});

/** What is no JSON is no binding: a record that cannot be read must not keep the App from starting. */
function parsed(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue("is not JSON");
    return z.NEVER;
  }
}

/**
 * After an unclean end, brings back from the audit trail, which is synced, what the embedded
 * database may have forgotten and GitHub cannot tell: that a head of a pull request was
 * malicious, and what a maintainer accepted. Answers how many of both were remembered anew.
 */
export async function replayDecisions(db: Kysely<Tables>, dataDir: string): Promise<number> {
  const path = auditPath(dataDir);
  if (!existsSync(path)) return 0;
  let count = 0;
  for await (const { text } of fileLines(path)) {
    const record = readRecord(text);
    if (typeof record === "string") continue;
    if (await replay(db, record)) count += 1;
  }
  return count;
}

async function replay(db: Kysely<Tables>, record: AuditRecord): Promise<boolean> {
  if (record.kind === "review") {
    const found = Malicious.safeParse(record.detail);
    return found.success && remember(db, found.data);
  }
  if (record.kind === "reopening") return replayReopening(db, record);
  const found = record.kind === "acceptance" ? Accepted.safeParse(record.detail) : null;
  if (found?.success !== true) return false;
  const { repository, acceptedBy, login, binding, ...rest } = found.data;
  return createAcceptances(db).accept({
    id: rest.acceptance,
    ...{ repositoryId: repository, pullRequest: rest.pullRequest, headSha: rest.headSha },
    ...{ binding, by: { id: acceptedBy, login }, reason: rest.reason },
    acceptedAt: new Date(record.time),
  });
}

/** The trail is in order, so what was accepted before this stands in the database by now. */
async function replayReopening(
  db: Kysely<Tables>,
  { detail, time, sequence }: AuditRecord,
): Promise<boolean> {
  const found = Reopened.safeParse(detail);
  if (!found.success) return false;
  const { repository, pullRequest, finding } = found.data;
  await createAcceptances(db).takeBack(repository, pullRequest, finding, {
    ...{ by: `record ${sequence}`, at: new Date(time) },
  });
  return false;
}

async function remember(db: Kysely<Tables>, head: z.infer<typeof Malicious>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("gatehouse.review")
    .values({
      ...{ repository_id: head.repository, pull_request: head.pullRequest },
      ...{ head_sha: head.headSha, verdict: "malicious", was_malicious: true },
      ...{ review: JSON.stringify(LOST), evidence: "{}" },
      malicious: JSON.stringify({ review: LOST, evidence: {} }),
    })
    .onConflict((conflict) =>
      conflict
        .columns(["repository_id", "pull_request", "head_sha"])
        .doUpdateSet({
          was_malicious: true,
          malicious: JSON.stringify({ review: LOST, evidence: {} }),
        })
        .where(sql<boolean>`not review.was_malicious`),
    )
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows ?? 0) > 0;
}

/** All that is left to say of a review whose text is gone. */
const LOST: Review = {
  schema: "gatehouse.review/1",
  verdict: "malicious",
  complete: false,
  summary: "The review of this head was malicious; its text was lost with the database.",
  findings: [],
  executions: [],
  capabilities: [],
  external: [],
  unanalysed: [{ path: ".", reason: "the review was lost with the database" }],
  stats: { files: 0, bytes: 0, milliseconds: 0 },
};
