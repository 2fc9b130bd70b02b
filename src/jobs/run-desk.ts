import { Fault } from "../model/fault.ts";
import type { SandboxRequest } from "../model/sandbox-request.ts";
import type { SandboxRun } from "../model/sandbox-run.ts";
import {
  brokenSandboxCheck,
  finishedSandboxCheck,
  runningSandboxCheck,
} from "../report/sandbox-check.ts";
import type { SandboxApproval } from "../ports.ts";
import { announced } from "./announced.ts";
import { comparedWithBase, keptOf } from "./base-run.ts";
import { openIncident } from "./incident.ts";
import type { JobParts } from "./parts.ts";
import { digestOf } from "./review-audit.ts";
import { nextStep, stageOf } from "./run-step.ts";
import { stillApproved } from "./still-approved.ts";

/**
 * The other side of a sandbox run: knows the approval, the check and GitHub, and is all that
 * whoever runs the sandbox may talk to.
 */
export interface RunDesk {
  /** Whether the run of this request may start now; asked live, each time. */
  begin(request: SandboxRequest): Promise<boolean>;
  /** Tells what goes on, in our own words. */
  stage(runId: string, stage: string): Promise<void>;
  isCancelled(runId: string): Promise<boolean>;
  /** The source is gone: it is prepared again. */
  sourceLost(runId: string): Promise<void>;
  /** Takes the result, once; that of the merge base lets the head's run follow. */
  ended(runId: string, run: SandboxRun): Promise<void>;
  /** Concludes a run that our side could not bring to an end. */
  abandon(runId: string): Promise<void>;
}

/** Makes the desk of this process. */
export function createRunDesk(parts: JobParts): RunDesk {
  const { store } = parts;
  return {
    begin: (request) => begin(parts, request),
    stage: async (runId, stage) => show(parts, await known(parts, runId), stage),
    isCancelled: async (runId) => (await store.approval(runId))?.state === "cancelled",
    sourceLost: async (runId) => {
      if (!(await store.moveApproval(runId, ["running"], "approved"))) return;
      await parts.jobs.send("source", { runId }, { key: runId });
    },
    ended: (runId, run) => ended(parts, runId, run),
    abandon: (runId) => abandon(parts, runId),
  };
}

async function begin(
  parts: JobParts,
  { runId, headSha: commit }: SandboxRequest,
): Promise<boolean> {
  const approval = await known(parts, runId);
  if (approval.state === "ended") {
    // A crash can come between the result and its check.
    if (approval.result !== null) await showResult(parts, approval, approval.result);
    return false;
  }
  if (approval.state === "cancelled" || !(await stillApproved(parts, approval))) return false;
  if (nextStep(approval).request.headSha !== commit) {
    // A crash can come between the result of the merge base and what follows it.
    await parts.jobs.send("source", { runId }, { key: runId });
    return false;
  }
  if (!(await parts.store.moveApproval(runId, ["approved", "running"], "running"))) return false;
  await show(parts, approval, "starting");
  return true;
}

async function show({ store }: JobParts, approval: SandboxApproval, stage: string): Promise<void> {
  const { repository, headSha, runId } = approval;
  const content = runningSandboxCheck(stageOf(approval, stage));
  await store.wantCheck({ repository, kind: "sandbox", headSha, run: runId, content });
}

async function ended(parts: JobParts, runId: string, told: SandboxRun): Promise<void> {
  const approval = await known(parts, runId);
  const { base } = approval;
  if (base !== undefined && told.headSha === base.headSha) {
    return baseEnded(parts, approval, { base, run: told });
  }
  const { repository, pullRequest, headSha } = approval;
  // The review ended before the run could be approved; a run adds to it and takes nothing away.
  const review = await parts.store.review(repository.id, pullRequest, headSha);
  const run = comparedWithBase(announced(told, review), approval.baseRun);
  if (!(await parts.store.moveApproval(runId, ["running"], "ended", run))) return;
  await parts.audit.append(endOf(approval, approval.request, run));
  await showResult(parts, approval, run);
}

async function baseEnded(
  parts: JobParts,
  approval: SandboxApproval,
  { base, run }: { base: SandboxRequest; run: SandboxRun },
): Promise<void> {
  const { runId } = approval;
  if (!(await parts.store.keepBaseRun(runId, keptOf(run)))) return;
  await parts.audit.append(endOf(approval, base, run));
  await parts.jobs.send("source", { runId }, { key: runId });
}

function endOf({ runId, repository }: SandboxApproval, request: SandboxRequest, run: SandboxRun) {
  return {
    kind: "sandbox-end" as const,
    detail: {
      ...{ run: runId, repository: repository.id, headSha: run.headSha },
      ...{ outcome: run.outcome, image: run.image, runtime: run.runtime.slice(0, 200) },
      ...{ request: digestOf(request), result: digestOf(run) },
      ...{ behaviours: run.behaviours.length, observed: digestOf(run.behaviours) },
    },
  };
}

async function showResult(
  { store, addresses }: JobParts,
  { repository, headSha, runId, comparison, approvedBy }: SandboxApproval,
  run: SandboxRun,
): Promise<void> {
  const content = finishedSandboxCheck({
    ...{ run, comparison, approvedBy: approvedBy.login, helpUrl: addresses.help },
    page: addresses.run(runId),
  });
  await store.wantCheck({ repository, kind: "sandbox", headSha, run: runId, content });
}

async function abandon({ store, log }: JobParts, runId: string): Promise<void> {
  const approval = await store.approval(runId);
  if (approval === null || approval.state === "ended" || approval.state === "cancelled") return;
  const { repository, headSha } = approval;
  const incident = openIncident(log, { repository: repository.id, headSha, runId });
  const content = brokenSandboxCheck({ incident });
  await store.wantCheck({ repository, kind: "sandbox", headSha, run: runId, content });
  await store.moveApproval(runId, ["approved", "running"], "ended");
}

async function known({ store }: JobParts, runId: string): Promise<SandboxApproval> {
  const approval = await store.approval(runId);
  if (approval === null) throw new Fault("internal", `there is no approval ${runId}`);
  return approval;
}
