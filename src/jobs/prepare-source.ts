import { noBaseRun } from "./base-run.ts";
import { Fault } from "../model/fault.ts";
import type { JobPayload } from "../model/job.ts";
import { refusedSandboxCheck, runningSandboxCheck } from "../report/sandbox-check.ts";
import type { SandboxRequest } from "../model/sandbox-request.ts";
import type { SandboxApproval } from "../ports.ts";
import type { Commits } from "../ports/git.ts";
import { withCommits } from "./open-commits.ts";
import type { JobParts } from "./parts.ts";
import { planPackages } from "./plan-packages.ts";
import { nextStep, stageOf, type Step } from "./run-step.ts";
import { sourceTar } from "./source-tar.ts";
import { type PackedSource, sourceWithPackages } from "./source-with-packages.ts";
import { stillApproved } from "./still-approved.ts";

/** Reading a lockfile and fetching what it pins. */
const PACKAGES_MILLISECONDS = 7 * 60_000;

/**
 * Puts the tree of an approved commit into the blob store, as a tar that we write, and hands
 * the run on with nothing but the request and the blob's id. Where a run of the merge base comes
 * first, that is what is prepared; when it cannot be, the run goes on without. Safe to repeat.
 */
export async function prepareSource(
  parts: JobParts,
  { runId }: JobPayload<"source">,
): Promise<void> {
  const { store, jobs } = parts;
  const approval = await store.approval(runId);
  if (approval?.state !== "approved") return;
  if (!(await stillApproved(parts, approval))) return;
  const step = nextStep(approval);
  const { repository, headSha } = approval;
  const want = { repository, kind: "sandbox", headSha, run: runId } as const;
  const tell = (stage: string) =>
    store.wantCheck({ ...want, content: runningSandboxCheck(stageOf(approval, stage)) });
  await tell("preparing the source");
  if (step.request.packages !== undefined) await tell("fetching packages");
  const source = await putSource(parts, approval, step);
  if ("problem" in source && step.isBase) {
    await store.keepBaseRun(runId, noBaseRun(step.request.headSha, source.problem));
    return prepareSource(parts, { runId });
  }
  if ("problem" in source) {
    const content = refusedSandboxCheck([{ where: "source", message: source.problem }]);
    await store.wantCheck({ ...want, content });
    await store.moveApproval(runId, ["approved"], "ended");
    return;
  }
  const job = { request: source.request, sourceBlob: source.blob };
  // The job of the merge base may not have ended when that of the head is sent.
  await jobs.send("sandbox", job, { key: step.isBase ? `${runId}-base` : runId });
}

/** What must not be unpacked is the commit's fault, and is told with all that is wrong. */
async function putSource(
  parts: JobParts,
  { runId, repository }: SandboxApproval,
  step: Step,
): Promise<{ blob: string; request: SandboxRequest } | { problem: string }> {
  const { headSha } = step.request;
  try {
    return await withCommits(parts, repository, [headSha], async (commits) => {
      const tree = await commits.treeId(headSha);
      const { request, source } = await packedSource(parts, step.request, commits);
      const { id, bytes } = await parts.blobs.put(source);
      const packages = request.packages?.count ?? 0;
      await parts.audit.append({
        kind: "sandbox-start",
        detail: {
          run: runId,
          repository: repository.id,
          headSha,
          mergeBase: step.isBase,
          tree,
          source: id,
          bytes,
          packages,
        },
      });
      return { blob: id, request };
    });
  } catch (error) {
    if (!(error instanceof Fault) || error.kind !== "refused") throw error;
    return { problem: error.message.slice(0, 2000) };
  }
}

/** The source, with the packages in front of it that the approved request has. */
async function packedSource(
  parts: JobParts,
  request: SandboxRequest,
  commits: Commits,
): Promise<PackedSource> {
  const { headSha } = request;
  const openSource = () => sourceTar(commits, headSha, request.program);
  if (request.packages === undefined) return { request, source: await openSource() };
  const signal = AbortSignal.timeout(PACKAGES_MILLISECONDS);
  const language = parts.runners.find(({ name }) => name === request.runner)?.language ?? "";
  const wish = { commits, headSha, policy: "lockfile", language, signal } as const;
  const planned = await planPackages(parts, wish);
  if ("problems" in planned || planned.order === null) {
    throw new Fault("refused", "the packages of the commit are not what was approved any more");
  }
  const { order } = planned;
  return sourceWithPackages(
    parts.packages,
    { request, order, openSource },
    signal,
    () => undefined,
  );
}
