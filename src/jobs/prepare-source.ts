import { Fault } from "../model/fault.ts";
import type { JobPayload } from "../model/job.ts";
import { refusedSandboxCheck, runningSandboxCheck } from "../report/sandbox-check.ts";
import type { SandboxApproval } from "../ports.ts";
import { withCommits } from "./open-commits.ts";
import type { JobParts } from "./parts.ts";
import { sourceTar } from "./source-tar.ts";
import { stillApproved } from "./still-approved.ts";

/**
 * Puts the tree of an approved commit into the blob store, as a tar that we write, and hands
 * the run on with nothing but the request and the blob's id. Safe to repeat.
 */
export async function prepareSource(
  parts: JobParts,
  { runId }: JobPayload<"source">,
): Promise<void> {
  const { store, jobs } = parts;
  const approval = await store.approval(runId);
  if (approval?.state !== "approved") return;
  if (!(await stillApproved(parts, approval))) return;
  const { repository, headSha, request } = approval;
  const want = { repository, kind: "sandbox", headSha, run: runId } as const;
  await store.wantCheck({ ...want, content: runningSandboxCheck("preparing the source") });
  const source = await putSource(parts, approval);
  if ("problem" in source) {
    const content = refusedSandboxCheck([{ where: "source", message: source.problem }]);
    await store.wantCheck({ ...want, content });
    await store.moveApproval(runId, ["approved"], "ended");
    return;
  }
  await jobs.send("sandbox", { request, sourceBlob: source.blob }, { key: runId });
}

/** What must not be unpacked is the commit's fault, and is told with all that is wrong. */
async function putSource(
  parts: JobParts,
  { runId, repository, headSha, request }: SandboxApproval,
): Promise<{ blob: string } | { problem: string }> {
  const token = await parts.github.contentsToken(repository);
  try {
    return await withCommits(parts, { repository, token }, [headSha], async (commits) => {
      const tree = await commits.treeId(headSha);
      const archive = await sourceTar(commits, headSha, request.program);
      const { id, bytes } = await parts.blobs.put(archive);
      await parts.audit.append({
        kind: "sandbox-start",
        detail: { run: runId, repository: repository.id, headSha, tree, source: id, bytes },
      });
      return { blob: id };
    });
  } catch (error) {
    if (!(error instanceof Fault) || error.kind !== "refused") throw error;
    return { problem: error.message.slice(0, 2000) };
  }
}
