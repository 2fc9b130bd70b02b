import type { Probot } from "probot";
import type { Hearing } from "./hearing.ts";
import { repositoryOf } from "./repository.ts";

/** Hears what was pushed to the default branch; other branches come as pull requests. */
export function onPush(probot: Probot, hearing: Hearing): void {
  probot.on("push", async ({ id, payload }) => {
    const { ref, before: baseSha, after: headSha, deleted } = payload;
    const branch = payload.repository.default_branch;
    const { repository: at } = payload;
    const owner = at.owner?.login ?? "";
    const repository = repositoryOf({ ...payload, repository: { ...at, owner: { login: owner } } });
    if (repository === null || owner === "" || deleted || ref !== `refs/heads/${branch}`) return;
    const range = { kind: "push", headSha, baseSha, branch, pullRequest: null } as const;
    await hearing.range({ repository, ...range, deliveryId: id });
  });
}
