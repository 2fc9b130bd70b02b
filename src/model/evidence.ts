import { createHash } from "node:crypto";
import type { CommitSha } from "./repository.ts";
import type { Finding, Review } from "./review.ts";

/** The blob id of each path that a review names, as the head has it; `ABSENT` where it has none. */
export type EvidenceBlobs = Readonly<Record<string, string>>;

/** Git's null id: the path is no file of the head, so nothing of it can be compared. */
export const ABSENT = "0".repeat(40);

/** What an acceptance of a finding is bound to. Any difference is another finding. */
export interface Binding {
  rule: string;
  path: string;
  fingerprint: string;
  /** In the order of the closed list of triggers. */
  triggers: readonly string[];
  /** The blob id of every file that is evidence, by path. */
  evidence: EvidenceBlobs;
  /** The commit, and a digest of what was seen, where not all evidence is in files of the head. */
  whole: string | null;
}

/** Every path of which the blob is wanted, to bind the findings of a review. */
export function evidencePaths(review: Review): string[] {
  return [...new Set(review.findings.flatMap((finding) => pathsOf(finding, review)))];
}

/** What an acceptance of this finding at this head is bound to. */
export function bindingOf(
  finding: Finding,
  { review, evidence, headSha }: { review: Review; evidence: EvidenceBlobs; headSha: CommitSha },
): Binding {
  const blobs: Record<string, string> = {};
  for (const path of pathsOf(finding, review).sort()) {
    const blob = Object.hasOwn(evidence, path) ? evidence[path] : undefined;
    Object.defineProperty(blobs, path, { value: blob ?? ABSENT, enumerable: true });
  }
  const isWhole = Object.values(blobs).includes(ABSENT);
  const { rule, path, fingerprint } = finding;
  const triggers = [...finding.triggers].sort();
  const whole = isWhole ? `${headSha} ${digestOf(finding)}` : null;
  return { rule, path, fingerprint, triggers, evidence: blobs, whole };
}

/** Whether two bindings are about exactly the same. */
export function isSameBinding(a: Binding, b: Binding): boolean {
  const plain = ({ rule, path, fingerprint, triggers, evidence, whole }: Binding) =>
    JSON.stringify([rule, path, fingerprint, triggers, Object.entries(evidence).sort(), whole]);
  return plain(a) === plain(b);
}

/** The file itself, what is evidence, and the files that make it run. */
function pathsOf(finding: Finding, { executions }: Review): string[] {
  const by = executions
    .filter((execution) => execution.path === finding.path)
    .flatMap((execution) => /^([^:]+):/.exec(execution.by)?.[1] ?? []);
  return [...new Set([finding.path, ...finding.evidence.map(({ path }) => path), ...by])];
}

function digestOf({ message, evidence }: Finding): string {
  const seen = evidence.map(({ path, kind, text, decoded }) => [path, kind, text, decoded]);
  return createHash("sha256")
    .update(JSON.stringify([message, seen]))
    .digest("hex");
}
