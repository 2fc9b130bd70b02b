/** What an operation needs of the App's permissions, and who may call it. */
export interface OperationNeeds {
  /** Whether the App itself (a signed JWT) or an installation token calls it. */
  as: "app" | "installation";
  /** Permission and level, as in `app.yml`; null where being the App is enough. */
  needs: { permission: string; level: "read" | "write" } | null;
  /** `app.yml` does not ask for it: only who opts in grants it, and all else works without. */
  optional?: true;
}

const read = (permission: string): OperationNeeds => ({
  as: "installation",
  needs: { permission, level: "read" },
});
const write = (permission: string): OperationNeeds => ({
  as: "installation",
  needs: { permission, level: "write" },
});

const optional = (needs: OperationNeeds): OperationNeeds => ({ ...needs, optional: true });

/**
 * Every REST operation that Gatehouse calls, with the permission that GitHub asks for it:
 * https://docs.github.com/rest/authentication/permissions-required-for-github-apps
 */
export const OPERATIONS: Record<string, OperationNeeds> = {
  "POST /app/installations/{installation_id}/access_tokens": { as: "app", needs: null },
  "GET /app/installations": { as: "app", needs: null },
  "GET /app/hook/deliveries": { as: "app", needs: null },
  "POST /app/hook/deliveries/{delivery_id}/attempts": { as: "app", needs: null },
  "GET /installation/repositories": read("metadata"),
  "GET /repos/{owner}/{repo}": read("metadata"),
  "GET /repos/{owner}/{repo}/git/ref/{ref}": read("contents"),
  "GET /repos/{owner}/{repo}/pulls": read("pull_requests"),
  "GET /repos/{owner}/{repo}/pulls/{pull_number}": read("pull_requests"),
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/commits": read("pull_requests"),
  "GET /repos/{owner}/{repo}/collaborators/{username}/permission": read("metadata"),
  "GET /repos/{owner}/{repo}/issues/comments/{comment_id}": read("issues"),
  "GET /repos/{owner}/{repo}/issues/{issue_number}/comments": read("issues"),
  "POST /repos/{owner}/{repo}/issues/{issue_number}/comments": optional(write("pull_requests")),
  "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}": optional(write("pull_requests")),
  "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions": optional(
    write("pull_requests"),
  ),
  "POST /repos/{owner}/{repo}/code-scanning/sarifs": optional(write("security_events")),
  "GET /repos/{owner}/{repo}/commits/{ref}/check-runs": read("checks"),
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}": read("checks"),
  "POST /repos/{owner}/{repo}/check-runs": write("checks"),
  "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}": write("checks"),
};

/** Every webhook that the stand-in sends, with the permission that lets an App hear it. */
export const WEBHOOKS: Record<string, string | null> = {
  "pull_request.opened": "pull_requests",
  "pull_request.synchronize": "pull_requests",
  "pull_request.edited": "pull_requests",
  "pull_request.reopened": "pull_requests",
  "pull_request.closed": "pull_requests",
  "pull_request.ready_for_review": "pull_requests",
  "pull_request.converted_to_draft": "pull_requests",
  "issue_comment.created": "issues",
  "issue_comment.edited": "issues",
  "check_run.created": "checks",
  "check_run.completed": "checks",
  "check_run.rerequested": "checks",
  "check_run.requested_action": "checks",
  "check_suite.rerequested": "checks",
  "merge_group.checks_requested": "merge_queues",
  "merge_group.destroyed": "merge_queues",
  push: "contents",
  "installation.created": null,
  "installation.deleted": null,
  "installation.suspend": null,
  "installation.unsuspend": null,
  "installation_repositories.added": null,
  "installation_repositories.removed": null,
  "repository.archived": null,
  "repository.renamed": null,
  "repository.unarchived": null,
};
