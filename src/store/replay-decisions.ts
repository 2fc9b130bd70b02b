import { existsSync } from "node:fs";
import { type Kysely, sql } from "kysely";
import { z } from "zod";
import type { Review } from "../model/review.ts";
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

/**
 * After an unclean end, brings back from the audit trail, which is synced, what the embedded
 * database may have forgotten and GitHub cannot tell: that a head of a pull request was
 * malicious. Answers how many heads were remembered anew.
 */
export async function replayDecisions(db: Kysely<Tables>, dataDir: string): Promise<number> {
  const path = auditPath(dataDir);
  if (!existsSync(path)) return 0;
  let count = 0;
  for await (const { text } of fileLines(path)) {
    const record = readRecord(text);
    if (typeof record === "string" || record.kind !== "review") continue;
    const found = Malicious.safeParse(record.detail);
    if (found.success && (await remember(db, found.data))) count += 1;
  }
  return count;
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
