import type { SandboxApproval } from "../ports.ts";
import { queuedSandboxCheck, refusedSandboxCheck } from "../report/sandbox-check.ts";
import { answer } from "./answer.ts";
import { runIdOf } from "./asked.ts";
import type { ActingOn, Asked } from "./asked.ts";
import type { JobParts } from "./parts.ts";
import { planLive } from "./plan-live.ts";
import type { RunCommand } from "./plan-request.ts";
import { statusOf } from "./run-status.ts";

/**
 * Approves a sandbox run: binds it to the pull request, the commit and the person, stores
 * that once, and only then shows that it waits and sends its first job. A request that
 * cannot be done is refused in sight, with everything that is in its way.
 */
export async function approveRun(
  parts: JobParts,
  asked: Asked & { command: RunCommand },
  on: ActingOn,
): Promise<void> {
  const { store } = parts;
  const { repository, pullRequest, command } = asked;
  const { live, policy } = on;
  const { headSha } = live;
  const runId = runIdOf(asked);
  if ((await store.review(repository.id, pullRequest, headSha)) === null) {
    const reason = "the review of this commit has not ended; ask again when it has";
    return answer(parts, { repository, headSha, asked }, { kind: "denied", reason });
  }
  const planned = await planLive(parts, { runId, repository, command, live, policy });
  if ("problems" in planned) {
    const content = refusedSandboxCheck(planned.problems);
    await store.wantCheck({ repository, kind: "sandbox", headSha, run: runId, content });
    return;
  }
  const approval: SandboxApproval = {
    ...{ runId, repository, pullRequest, headSha, ...planned },
    approvedBy: { id: asked.sender.id, login: asked.sender.login },
    by: "comment" in asked.by ? { comment: asked.by.comment } : asked.by,
    ...{ state: "approved", result: null },
  };
  const going = await sameRun(parts, approval);
  if (going !== null) {
    const runs = [statusOf(going)];
    return answer(parts, { repository, headSha, asked }, { kind: "status", runs });
  }
  await startRun(parts, approval);
}

/** A run of the same commit and profile that has not ended; two at once tell no more. */
async function sameRun(
  { store }: JobParts,
  { repository, pullRequest, runId, headSha, request }: SandboxApproval,
): Promise<SandboxApproval | null> {
  const approvals = await store.approvalsOf(repository.id, pullRequest);
  const same = approvals.find(
    (other) =>
      other.runId !== runId &&
      other.headSha === headSha &&
      other.request.profile === request.profile &&
      other.request.program === undefined &&
      request.program === undefined &&
      (other.state === "approved" || other.state === "running"),
  );
  return same ?? null;
}

async function startRun(parts: JobParts, approval: SandboxApproval): Promise<void> {
  const { store, jobs, audit } = parts;
  const { runId, repository, headSha } = approval;
  if (await store.approve(approval)) await audit.append(auditOf(approval));
  // A repeated delivery finds the run as it is by now.
  if ((await store.approval(runId))?.state !== "approved") return;
  const checks = await store.checksAt(repository.id, "sandbox", headSha);
  if (!checks.some((check) => check.run === runId)) {
    const content = queuedSandboxCheck();
    await store.wantCheck({ repository, kind: "sandbox", headSha, run: runId, content });
  }
  await jobs.send("source", { runId }, { key: runId });
}

function auditOf({
  runId,
  repository,
  pullRequest,
  headSha,
  approvedBy,
  request,
}: SandboxApproval) {
  return {
    kind: "approval" as const,
    detail: {
      ...{ run: runId, repository: repository.id, pullRequest, headSha },
      approvedBy: approvedBy.id,
      ...{ runner: request.runner, profile: request.profile },
    },
  };
}
