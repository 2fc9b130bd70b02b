import type { PackageSource, ReadDependencies } from "../model/package-source.ts";
import type { ParsedPolicy } from "../policy-file.ts";
import type { PolicyFile, UpperPolicyFile } from "../policy.ts";
import type { PolicyProblem } from "../model/policy.ts";
import type { RuleText } from "../model/rule-text.ts";
import type { RunnerData } from "../model/runner.ts";
import type { EvidenceBlobs } from "../model/evidence.ts";
import type { CommitSha, RepositoryRef } from "../model/repository.ts";
import type { CommitReader } from "../model/tree.ts";
import type { AuditTrail, Blobs, GitHub, Jobs, Now, Reviewer, Sandbox, Store } from "../ports.ts";
import type { Git } from "../ports/git.ts";

/** Reads a policy file where hostile bytes do no harm; `path` is only named in problems. */
export type ReadPolicy = (bytes: Uint8Array, path: string) => Promise<ParsedPolicy<PolicyFile>>;

/** The policy of an account, and what is wrong with its file. */
export interface OrganisationPolicy {
  organisation: UpperPolicyFile | null;
  problems: PolicyProblem[];
}

/** Reads the blob ids of paths where hostile names do no harm; `ABSENT` for what is no file. */
export type ReadEvidence = (
  commits: CommitReader,
  commit: CommitSha,
  paths: readonly string[],
  signal: AbortSignal,
) => Promise<EvidenceBlobs>;

/** The log as use cases write to it: variables as fields, and no text of a pull request. */
export interface JobLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Addresses that checks link to. */
export interface Addresses {
  /** The page of a repository. */
  repository(repository: RepositoryRef): string;
  /** The page that explains checks and commands. */
  help: string;
  /** A review's page in the dashboard; null where people reach no dashboard. */
  review(of: { repositoryId: number; pullRequest: number; headSha: string }): string | null;
  /** The same of a sandbox run. */
  run(runId: string): string | null;
}

/** Everything that use cases stand on; each names what it needs of it. */
export interface JobParts {
  store: Store;
  jobs: Jobs;
  github: GitHub;
  git: Git;
  reviewer: Reviewer;
  readPolicy: ReadPolicy;
  /** The same for a file that may lock keys. */
  readUpperPolicy: (bytes: Uint8Array, path: string) => Promise<ParsedPolicy<UpperPolicyFile>>;
  /** The operator's policy for all repositories; null for none. */
  serverPolicy: UpperPolicyFile | null;
  /** What was read of accounts' own policies a moment ago, by installation. */
  organisationPolicies: Map<number, { at: number; read: OrganisationPolicy }>;
  readEvidence: ReadEvidence;
  readDependencies: ReadDependencies;
  packages: PackageSource;
  blobs: Blobs;
  /** Null where this process runs no sandbox. */
  sandbox: Sandbox | null;
  audit: AuditTrail;
  log: JobLog;
  now: Now;
  rules: ReadonlyMap<string, RuleText>;
  /** The rules that match one sign alone, and can be told to ignore paths. */
  singleRules: ReadonlySet<string>;
  /** SHA-256 over the rules, for the audit trail: which knowledge judged. */
  rulesDigest: string;
  runners: readonly RunnerData[];
  /** Which Gatehouse this is. */
  version: string;
  /** Whether the operator offers the sandbox to this installation. */
  offersSandbox: (installationId: number) => boolean;
  addresses: Addresses;
  /** How many reviews of forks' heads an installation gets in an hour. */
  forkReviewsPerHour: number;
}
