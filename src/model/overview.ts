import type { RepositoryRef } from "./repository.ts";
import type { WorkerReport } from "./worker-report.ts";
import type { Verdict } from "./review.ts";
import type { SandboxRequest } from "./sandbox-request.ts";
import type { SandboxRun } from "./sandbox-run.ts";

/** One review as a list shows it. */
export interface ReviewRow {
  repositoryId: number;
  /** "owner/name" as a delivery last told it; null where none is known. */
  repository: string | null;
  pullRequest: number;
  headSha: string;
  verdict: Verdict;
  complete: boolean;
  findings: number;
  summary: string;
}

/** How often a rule has found something. */
export interface RuleHits {
  rule: string;
  reviews: number;
  findings: number;
  /** Findings that differ: one that several heads of a pull request have is one. */
  distinct: number;
  /** Those of them that maintainers accepted and did not take back. */
  accepted: number;
}

/** A sandbox worker, and what it said last. */
export interface WorkerRow {
  name: string;
  heardAt: Date;
  report: WorkerReport;
}

/** One job that waits or is worked on. */
export interface JobRow {
  queue: string;
  state: string;
  key: string | null;
  due: Date;
  attempts: number;
}

/** The last valid policy of a repository. */
export interface PolicyRow {
  repositoryId: number;
  repository: string | null;
  text: string | null;
}

/** One approved run, with what came of it. */
export interface RunRow {
  runId: string;
  repository: RepositoryRef;
  pullRequest: number;
  headSha: string;
  approvedBy: { id: number; login: string };
  request: SandboxRequest;
  state: "approved" | "running" | "ended" | "cancelled";
  result: SandboxRun | null;
}

/** What the operator's pages read: the newest 200 of each, and hits of the newest 1000 reviews. */
export interface Overview {
  reviews(): Promise<ReviewRow[]>;
  hits(): Promise<{ of: number; rules: RuleHits[] }>;
  runs(): Promise<RunRow[]>;
  run(runId: string): Promise<RunRow | null>;
  policies(): Promise<PolicyRow[]>;
  waiting(): Promise<JobRow[]>;
  workers(): Promise<WorkerRow[]>;
  /** A repository as the newest delivery about it named it. */
  repository(id: number): Promise<RepositoryRef | null>;
}
