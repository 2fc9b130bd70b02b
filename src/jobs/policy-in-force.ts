import { Fault } from "../model/fault.ts";
import type { PolicyProblem, Weakening } from "../model/policy.ts";
import type { CommitSha, RepositoryRef } from "../model/repository.ts";
import { MAX_POLICY_BYTES } from "../policy-file.ts";
import type { ParsedPolicy } from "../policy-file.ts";
import { effectivePolicy, weakenedBy } from "../policy-layers.ts";
import type { PolicyLayers } from "../policy-layers.ts";
import { POLICY_PATH } from "../policy.ts";
import type { Policy, PolicyFile } from "../policy.ts";
import type { Commits } from "../ports.ts";
import type { JobParts } from "./parts.ts";

/** The policy that counts for a pull request, and what is wrong with the files it is made of. */
export interface PolicyInForce {
  policy: Policy;
  layers: PolicyLayers;
  /** Of the default branch's and the base branch's file. Each such file does not count. */
  problems: PolicyProblem[];
  /** Whether an earlier valid version stands in for the default branch's file. */
  lastValid: boolean;
}

/** What a pull request does to the policy file; `problems` are the file's after the change. */
export interface ProposedPolicy {
  weakened: Weakening[];
  problems: PolicyProblem[];
}

/** The commits that decide: `baseTip` is null when the base is the default branch. */
export interface PolicyCommits {
  defaultTip: CommitSha;
  baseTip: CommitSha | null;
  /** The default branch has moved on since: this policy is not kept as the last valid one. */
  past?: true;
}

type Parts = Pick<JobParts, "store" | "readPolicy">;

/**
 * Reads the policy of the default branch, made stricter by the base branch's. A file with
 * problems does not count: for the default branch's, the last valid version stays in force,
 * so that a slip of the pen does not loosen what was decided.
 */
export async function policyInForce(
  parts: Parts,
  repository: RepositoryRef,
  commits: Commits,
  at: PolicyCommits,
): Promise<PolicyInForce> {
  const own = await readAt(parts, commits, at.defaultTip);
  const base = at.baseTip === null ? NO_FILE : await readAt(parts, commits, at.baseTip);
  const isValid = own.problems.length === 0;
  if (isValid && at.past !== true) await parts.store.savePolicy(repository.id, own.text);
  const kept = isValid ? own.policy : await lastPolicy(parts, repository);
  const layers: PolicyLayers = { repository: kept, base: base.policy };
  return {
    policy: effectivePolicy(layers).policy,
    layers,
    problems: [...own.problems, ...base.problems],
    lastValid: !isValid && kept !== null,
  };
}

/** The last policy that was valid on the default branch, for when GitHub cannot be asked. */
export async function lastPolicy(
  { store, readPolicy }: Parts,
  repository: RepositoryRef,
): Promise<PolicyFile | null> {
  const text = await store.lastPolicy(repository.id);
  return text === null ? null : (await readPolicy(Buffer.from(text), POLICY_PATH)).policy;
}

/** What the change from `mergeBase` to `head` does to the policy; nothing where it leaves the file. */
export async function proposedPolicy(
  parts: Parts,
  commits: Commits,
  inForce: PolicyInForce,
  change: { mergeBase: CommitSha; head: CommitSha },
): Promise<ProposedPolicy> {
  const before = await readAt(parts, commits, change.mergeBase);
  const after = await readAt(parts, commits, change.head);
  const same = before.text === after.text && before.problems.length === 0;
  if (same && after.problems.length === 0) return { weakened: [], problems: [] };
  const proposed = after.problems.length > 0 ? "invalid" : after.policy;
  return { weakened: weakenedBy(inForce.layers, proposed), problems: after.problems };
}

interface ReadFile extends ParsedPolicy<PolicyFile> {
  text: string | null;
}

const NO_FILE: ReadFile = { policy: null, problems: [], text: null };

async function readAt(
  { readPolicy }: Parts,
  commits: Commits,
  commit: CommitSha,
): Promise<ReadFile> {
  try {
    const bytes = await commits.file(commit, POLICY_PATH, MAX_POLICY_BYTES);
    if (bytes === null) return NO_FILE;
    return { ...(await readPolicy(bytes, POLICY_PATH)), text: Buffer.from(bytes).toString("utf8") };
  } catch (error) {
    // A symlink, or a file of any size, is not a policy, and must not pass for none either.
    if (!(error instanceof Fault) || error.kind !== "refused") throw error;
    const message = `it must be a regular file of at most ${MAX_POLICY_BYTES} bytes`;
    return {
      policy: null,
      problems: [{ path: POLICY_PATH, line: 1, column: 1, key: "", message }],
      text: null,
    };
  }
}
