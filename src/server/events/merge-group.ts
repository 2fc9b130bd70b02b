import type { Probot } from "probot";
import type { Hearing } from "./hearing.ts";
import { repositoryOf } from "./repository.ts";

/** Hears what a merge queue wants checked, and what it gave up. */
export function onMergeGroup(probot: Probot, hearing: Hearing): void {
  probot.on("merge_group.checks_requested", async ({ id, payload }) => {
    const repository =
      payload.repository && repositoryOf({ ...payload, repository: payload.repository });
    if (!repository) return;
    const { head_sha: headSha, base_sha: baseSha, base_ref, head_ref } = payload.merge_group;
    const branch = base_ref.replace(/^refs\/heads\//, "");
    // The queue's branch is called gh-readonly-queue/<base>/pr-<number>-<sha>.
    const number = /\/pr-(\d{1,9})-[0-9a-f]+$/.exec(head_ref)?.[1];
    const pullRequest = number === undefined ? null : Number(number);
    const range = { kind: "merge-group", headSha, baseSha, branch, pullRequest } as const;
    await hearing.range({ repository, ...range, deliveryId: id });
  });
  probot.on("merge_group.destroyed", async ({ payload }) => {
    const repository =
      payload.repository && repositoryOf({ ...payload, repository: payload.repository });
    if (!repository) return;
    await hearing.groupDestroyed({ repository, headSha: payload.merge_group.head_sha });
  });
}
