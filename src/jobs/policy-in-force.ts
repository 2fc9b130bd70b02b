import type { PolicyProblem, Weakening } from "../model/policy.ts";
import type { CommitSha, RepositoryRef } from "../model/repository.ts";
import { effectivePolicy, weakenedBy } from "../policy-layers.ts";
import type { EffectivePolicy, PolicyLayers, RefusedKey } from "../policy-layers.ts";
import { POLICY_PATH } from "../policy.ts";
import type { Policy, PolicyFile } from "../policy.ts";
import type { Commits } from "../ports/git.ts";
import type { JobParts } from "./parts.ts";
import { NO_POLICY, readPolicyAt } from "./policy-at.ts";
import type { PolicyAt } from "./policy-at.ts";
import { lastUpperPolicies, ORGANISATION_REPOSITORY, upperPolicies } from "./upper-policies.ts";

/** The policy that counts for a pull request, and what is wrong with the files it is made of. */
export interface PolicyInForce {
  policy: Policy;
  layers: PolicyLayers;
  /** Keys that a file says and that do not count. */
  refused: RefusedKey[];
  /** Of all files but the head's. Each such file does not count. */
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

type LastParts = Pick<JobParts, "store" | "readPolicy" | "readUpperPolicy" | "serverPolicy">;
type Parts = LastParts & Parameters<typeof upperPolicies>[0];

/**
 * Reads the policy of the default branch, below the server's and the organisation's, made
 * stricter by the base branch's. A file with problems does not count: for the default
 * branch's, the last valid version stays in force, so that a slip of the pen does not loosen
 * what was decided.
 */
export async function policyInForce(
  parts: Parts,
  repository: RepositoryRef,
  commits: Commits,
  at: PolicyCommits,
): Promise<PolicyInForce> {
  const upper = await upperPolicies(parts, repository);
  const read = readerFor(parts, repository);
  const own = await readPolicyAt(read, commits, at.defaultTip);
  const base = at.baseTip === null ? NO_POLICY : await readPolicyAt(read, commits, at.baseTip);
  const isValid = own.problems.length === 0;
  if (isValid && at.past !== true) await parts.store.savePolicy(repository.id, own.text);
  const kept = isValid ? own.policy : await lastPolicy(parts, repository);
  const { server, organisation } = upper;
  const layers: PolicyLayers = { server, organisation, repository: kept, base: base.policy };
  const { policy, refused } = effectivePolicy(layers);
  const problems = [...upper.problems, ...own.problems, ...base.problems];
  return { policy, layers, refused, problems, lastValid: !isValid && kept !== null };
}

/** The policy of a repository by what was kept of it, for when GitHub cannot be asked. */
export async function lastPolicyInForce(
  parts: LastParts,
  repository: RepositoryRef,
): Promise<PolicyInForce> {
  const { server, organisation } = await lastUpperPolicies(parts, repository);
  const kept = await lastPolicy(parts, repository);
  const layers: PolicyLayers = { server, organisation, repository: kept };
  const { policy, refused } = effectivePolicy(layers);
  return { policy, layers, refused, problems: [], lastValid: kept !== null };
}

/** The same, key by key, with where each comes from and what does not count. */
export async function explainedPolicy(
  parts: LastParts,
  repository: RepositoryRef,
): Promise<EffectivePolicy> {
  return effectivePolicy((await lastPolicyInForce(parts, repository)).layers);
}

async function lastPolicy(parts: LastParts, repository: RepositoryRef): Promise<PolicyFile | null> {
  const text = await parts.store.lastPolicy(repository.id);
  if (text === null) return null;
  return (await readerFor(parts, repository)(Buffer.from(text), POLICY_PATH)).policy;
}

/** The file of the organisation's own repository may lock keys; for itself, locks say nothing. */
function readerFor(
  { readPolicy, readUpperPolicy }: Pick<LastParts, "readPolicy" | "readUpperPolicy">,
  { name }: RepositoryRef,
): JobParts["readPolicy"] {
  return name.toLowerCase() === ORGANISATION_REPOSITORY ? readUpperPolicy : readPolicy;
}

/** What the change from `mergeBase` to `head` does to the policy; nothing where it leaves the file. */
export async function proposedPolicy(
  parts: Parts,
  repository: RepositoryRef,
  commits: Commits,
  inForce: PolicyInForce,
  change: { mergeBase: CommitSha; head: CommitSha },
): Promise<ProposedPolicy> {
  const read = readerFor(parts, repository);
  const before = await readPolicyAt(read, commits, change.mergeBase);
  const after = await readPolicyAt(read, commits, change.head);
  const same = before.text === after.text && before.problems.length === 0;
  if (same && after.problems.length === 0) return { weakened: [], problems: [] };
  const proposed = after.problems.length > 0 ? "invalid" : after.policy;
  const weakened = [...weakenedBy(inForce.layers, proposed), ...locksLost(inForce, after)];
  return { weakened, problems: after.problems };
}

/** Keys that the organisation's file would no longer keep from being changed. */
function locksLost({ layers }: PolicyInForce, after: PolicyAt<PolicyFile>): Weakening[] {
  const [old, next] = [locksOf(layers.repository), locksOf(after.policy)];
  const lost = old.filter((key) => !next.includes(key));
  if (lost.length === 0 || after.problems.length > 0) return [];
  return [{ key: "locked", before: JSON.stringify(old), after: JSON.stringify(next) }];
}

function locksOf(policy: PolicyFile | null | undefined): string[] {
  const locked: unknown = policy && "locked" in policy ? policy.locked : [];
  return Array.isArray(locked) ? locked.map(String) : [];
}
