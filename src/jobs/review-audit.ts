import { createHash } from "node:crypto";
import type { AuditEntry } from "../model/audit.ts";
import type { Judged, Subject } from "./judge-head.ts";
import type { JobParts } from "./parts.ts";

/** The audit record of a review: what was judged, by which policy and rules, and how. */
export function reviewAudit(
  { rulesDigest }: Pick<JobParts, "rulesDigest">,
  { head }: Pick<Subject, "head">,
  { review, mergeBases, policy }: Judged,
): AuditEntry {
  return {
    kind: "review",
    detail: {
      repository: head.repository.id,
      pullRequest: head.pullRequest,
      headSha: head.headSha,
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
