import type { Probot } from "probot";
import type { Hearing } from "./hearing.ts";
import { repositoryOf } from "./repository.ts";

/** Hears of heads of pull requests, of new base branches, and of the end. */
export function onPullRequest(probot: Probot, hearing: Hearing): void {
  probot.on(
    [
      "pull_request.opened",
      "pull_request.reopened",
      "pull_request.synchronize",
      "pull_request.ready_for_review",
      "pull_request.edited",
    ],
    async ({ id, payload }) => {
      const repository = repositoryOf(payload);
      if (repository === null) return;
      const { pull_request: pull, action } = payload;
      // Title and description are read like code: people and agents do what they say.
      if (action === "edited" && Object.keys(payload.changes).length === 0) return;
      await hearing.head({
        repository,
        pullRequest: pull.number,
        headSha: pull.head.sha,
        before: action === "synchronize" ? payload.before : null,
        baseBranch: pull.base.ref,
        sameRepository: pull.head.repo?.id === payload.repository.id,
        pusher: action === "opened" || action === "synchronize" ? payload.sender.id : null,
        headOwner: pull.head.repo?.owner?.login ?? null,
        deliveryId: id,
        again: action !== "ready_for_review",
      });
    },
  );
  probot.on("pull_request.closed", async ({ id, payload }) => {
    const repository = repositoryOf(payload);
    if (repository === null) return;
    await hearing.closed({ repository, pullRequest: payload.number, deliveryId: id });
  });
}
