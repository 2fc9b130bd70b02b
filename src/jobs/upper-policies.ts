import type { PolicyProblem } from "../model/policy.ts";
import type { RepositoryRef } from "../model/repository.ts";
import { POLICY_PATH } from "../policy.ts";
import type { UpperPolicyFile } from "../policy.ts";
import { withCommits } from "./open-commits.ts";
import type { JobParts } from "./parts.ts";
import { readPolicyAt } from "./policy-at.ts";

/** The repository of an account that holds the policy for all others of it. */
export const ORGANISATION_REPOSITORY = ".github";

/** The files above a repository's own, and what is wrong with the organisation's. */
export interface UpperPolicies {
  server: UpperPolicyFile | null;
  organisation: UpperPolicyFile | null;
  problems: PolicyProblem[];
}

type Parts = Pick<
  JobParts,
  "store" | "github" | "git" | "readUpperPolicy" | "serverPolicy" | "organisationPolicies" | "now"
>;

/** How long an organisation's policy is not asked for again, in milliseconds. */
const FRESH_FOR = 60_000;

/**
 * The server's policy, and that of the account's repository `.github`, as its default branch
 * has it, at most a minute old. A file with problems leaves the last valid one in force.
 */
export async function upperPolicies(
  parts: Parts,
  repository: RepositoryRef,
): Promise<UpperPolicies> {
  const { serverPolicy: server, organisationPolicies: known, now } = parts;
  // That repository's own file is the organisation's, and is read as its own.
  if (repository.name.toLowerCase() === ORGANISATION_REPOSITORY) {
    return { server, organisation: null, problems: [] };
  }
  const at = now().getTime();
  const cached = known.get(repository.installationId);
  if (cached !== undefined && at - cached.at < FRESH_FOR) return { server, ...cached.read };
  const read = await readOrganisation(parts, repository);
  known.set(repository.installationId, { at, read });
  return { server, ...read };
}

/** The same from what was kept, for when GitHub cannot be asked. */
export async function lastUpperPolicies(
  {
    store,
    readUpperPolicy,
    serverPolicy,
  }: Pick<Parts, "store" | "readUpperPolicy" | "serverPolicy">,
  { installationId }: RepositoryRef,
): Promise<UpperPolicies> {
  const text = await store.lastOrganisationPolicy(installationId);
  const read = text === null ? null : await readUpperPolicy(Buffer.from(text), POLICY_PATH);
  return { server: serverPolicy, organisation: read?.policy ?? null, problems: [] };
}

async function readOrganisation(
  parts: Parts,
  repository: RepositoryRef,
): Promise<Pick<UpperPolicies, "organisation" | "problems">> {
  const { store, github, readUpperPolicy } = parts;
  const sibling = await github.sibling(repository, ORGANISATION_REPOSITORY);
  if (sibling === null) {
    await store.saveOrganisationPolicy(repository.installationId, null);
    return { organisation: null, problems: [] };
  }
  const tip = await github.defaultBranchTip(sibling);
  const path = `${sibling.owner}/${sibling.name}: ${POLICY_PATH}`;
  const read = await withCommits(parts, sibling, [tip], (commits) =>
    readPolicyAt(readUpperPolicy, commits, tip, path),
  );
  const { policy, problems, text } = read;
  if (problems.length === 0) {
    await store.saveOrganisationPolicy(repository.installationId, text);
    return { organisation: policy, problems };
  }
  const { organisation } = await lastUpperPolicies(parts, repository);
  return { organisation, problems };
}
