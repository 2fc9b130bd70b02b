import type { Probot } from "probot";
import type { Hearing } from "./hearing.ts";
import { repositoryOf } from "./repository.ts";

/** Hears new comments on pull requests. An edited comment is never a command. */
export function onIssueComment(probot: Probot, hearing: Hearing): void {
  probot.on("issue_comment.created", async ({ id, payload }) => {
    const repository = repositoryOf(payload);
    if (repository === null || !payload.issue.pull_request) return;
    const { comment, sender } = payload;
    await hearing.comment({
      repository,
      pullRequest: payload.issue.number,
      commentId: comment.id,
      body: comment.body,
      viaApp: Boolean(comment.performed_via_github_app),
      sender: { id: sender.id, login: sender.login, type: sender.type },
      deliveryId: id,
    });
  });
}
