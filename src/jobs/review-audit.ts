import { createHash } from "node:crypto";
import type { AuditEntry } from "../model/audit.ts";
import type { CommitSha, RepositoryRef } from "../model/repository.ts";
import type { Judged } from "./judge-change.ts";
import type { JobParts } from "./parts.ts";

/** What was reviewed: a pull request, or a range with its kind and base. */
export interface AuditedSubject {
  repository: RepositoryRef;
  headSha: CommitSha;
  pullRequest: number | null;
  range?: { kind: string; baseSha: CommitSha };
}

/** The audit record of a review: what was judged, by which policy and rules, and how. */
export function reviewAudit(
  { rulesDigest }: Pick<JobParts, "rulesDigest">,
  { repository, pullRequest, headSha, range }: AuditedSubject,
  { review, mergeBases, policy }: Judged,
): AuditEntry {
  return {
    kind: "review",
    detail: {
      repository: repository.id,
      pullRequest,
      ...(range === undefined ? {} : { range: range.kind, baseSha: range.baseSha }),
      headSha,
      mergeBases: mergeBases.join(" ").slice(0, 1024),
      policy: digestOf(policy.policy),
      rules: rulesDigest,
      verdict: review.verdict,
      complete: review.complete,
      findings: review.findings.length,
      review: digestOf({ ...review, stats: null }),
    },
  };
}

/** SHA-256 of a value as JSON, in hexadecimal digits. */
export function digestOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
