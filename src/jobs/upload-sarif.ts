import { gzip } from "node:zlib";
import { promisify } from "node:util";
import { Fault } from "../model/fault.ts";
import type { JobPayload } from "../model/job.ts";
import type { Review } from "../model/review.ts";
import { reviewAsSarif } from "../report/sarif.ts";
import type { Policy } from "../policy.ts";
import type { JobParts } from "./parts.ts";

/** GitHub takes 10 MB of compressed SARIF; base64 is what it is sent in. */
const MOST_BYTES = 10 * 1000 * 1000;

const compress = promisify(gzip);

/** Wants the findings of a review in code scanning, where the policy asks for that. */
export async function wantUpload(
  { jobs }: Pick<JobParts, "jobs">,
  policy: Policy,
  job: JobPayload<"upload">,
): Promise<void> {
  if (!policy.code_scanning) return;
  const { repository, headSha, ref } = job;
  await jobs.send("upload", job, { key: `upload ${repository.id} ${headSha} ${ref}` });
}

type Parts = Pick<JobParts, "store" | "github" | "rules" | "version" | "audit" | "log">;

/**
 * Hands the newest review of a commit to code scanning. Where GitHub does not take it, because
 * nobody granted that or code scanning is off, nothing else is harmed.
 */
export async function uploadSarif(parts: Parts, job: JobPayload<"upload">): Promise<void> {
  const { repository, headSha, ref } = job;
  const review = await reviewOf(parts, job);
  if (review === null) return;
  const at = { repository: repository.id, headSha };
  try {
    const sarif = await packed(review, parts);
    await parts.github.uploadSarif(repository, { commitSha: headSha, ref, sarif });
    const findings = review.findings.length;
    const detail = { what: "code-scanning", ...at, ref: ref.slice(0, 300), findings };
    await parts.audit.append({ kind: "publication", detail });
  } catch (error) {
    const isFinal = error instanceof Fault && (error.kind === "refused" || error.kind === "gone");
    if (!isFinal) throw error;
    parts.log.warn(
      { err: error, ...at },
      "code scanning does not take findings; the policy asks for it",
    );
  }
}

async function reviewOf(
  { store }: Parts,
  { repository, headSha, of }: JobPayload<"upload">,
): Promise<Review | null> {
  if ("pullRequest" in of) return store.review(repository.id, of.pullRequest, headSha);
  const range = await store.range(repository.id, { baseSha: of.baseSha, headSha });
  return range?.review?.review ?? null;
}

/** What is above the limit loses its last findings, which are the mildest. */
async function packed(
  review: Review,
  { rules, version }: Pick<Parts, "rules" | "version">,
): Promise<string> {
  for (let findings = review.findings; ; findings = findings.slice(0, findings.length / 2)) {
    const text = reviewAsSarif({ ...review, findings }, rules, version);
    const bytes = await compress(text);
    if (bytes.length <= MOST_BYTES || findings.length === 0) return bytes.toString("base64");
  }
}
