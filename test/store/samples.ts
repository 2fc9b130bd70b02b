import type { CheckContent } from "../../src/model/check.ts";
import type { Delivery } from "../../src/model/delivery.ts";
import type { Review } from "../../src/model/review.ts";
import type { SandboxRun } from "../../src/model/sandbox-run.ts";
import type { KnownHead, SandboxApproval } from "../../src/ports.ts";

/** Text that breaks stores which put it into `jsonb` or compare it loosely. */
export const HOSTILE_TEXT = "a\u0000b\ud800c'; drop table x; --\u202e\n\\u0000";

export const REPOSITORY = { installationId: 7, id: 9_007_199_254_740, owner: "o", name: "r" };
export const SHA_A = "a".repeat(40);
export const SHA_B = "b".repeat(40);

export function sampleDelivery(id: string): Delivery {
  const body = `{"action":"opened","text":"\\u0000"}`;
  return {
    id,
    event: "pull_request",
    action: "opened",
    body,
    receivedAt: new Date("2026-11-01T10:00:00.123Z"),
  };
}

export function sampleHead(change: Partial<KnownHead>): KnownHead {
  return {
    repository: REPOSITORY,
    pullRequest: 1,
    headSha: SHA_A,
    baseBranch: "main",
    sameRepository: false,
    headOwner: "contributor",
    open: true,
    recordedAt: new Date("2026-11-01T10:00:00Z"),
    ...change,
  };
}

export function sampleContent(title: string): CheckContent {
  return {
    status: "queued",
    conclusion: null,
    title,
    summary: HOSTILE_TEXT,
    text: null,
    annotations: [],
    buttons: [],
  };
}

export function sampleReview(verdict: Review["verdict"]): Review {
  return {
    schema: "gatehouse.review/1",
    verdict,
    complete: true,
    summary: HOSTILE_TEXT,
    findings: [],
    executions: [],
    capabilities: [],
    external: [],
    unanalysed: [],
    stats: { files: 1, bytes: 2, milliseconds: 3 },
  };
}

export function sampleApproval(runId: string, comment: number): SandboxApproval {
  return {
    runId,
    repository: REPOSITORY,
    pullRequest: 1,
    headSha: SHA_A,
    approvedBy: { id: 5, login: "maintainer" },
    by: { comment },
    request: {
      runId,
      headSha: SHA_A,
      runner: "node",
      profile: "test",
      command: ["npm", "test"],
      limits: {
        cpus: 1,
        memoryBytes: 1,
        workspaceBytes: 1,
        workspaceInodes: 1,
        tmpBytes: 1,
        homeBytes: 1,
        pids: 1,
        openFiles: 1,
        wallSeconds: 1,
        outputBytes: 1,
      },
    },
    comparison: { differences: [{ what: "configuration", detail: HOSTILE_TEXT }] },
    state: "approved",
    result: null,
    baseRun: null,
  };
}

export function sampleRun(): SandboxRun {
  return {
    schema: "gatehouse.sandbox/1",
    processes: null,
    headSha: SHA_A,
    profile: "test",
    image: "node",
    runtime: "runc",
    outcome: "failed",
    reason: HOSTILE_TEXT,
    tests: null,
    behaviours: [],
    witnesses: [],
    warnings: [],
    resources: {
      wallMs: 0,
      cpuMs: 0,
      peakBytes: 0,
      readBytes: 0,
      writtenBytes: 0,
      peakPids: 0,
      series: [],
    },
    log: { bytes: 0, truncated: false, tail: HOSTILE_TEXT },
  };
}
