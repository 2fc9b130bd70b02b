import type { Probot } from "probot";
import { onCheckRun } from "./check-run.ts";
import { onCheckSuite } from "./check-suite.ts";
import type { Hearing } from "./hearing.ts";
import { onIssueComment } from "./issue-comment.ts";
import { onLifeCycle } from "./life-cycle.ts";
import { onMergeGroup } from "./merge-group.ts";
import { onPullRequest } from "./pull-request.ts";
import { onPush } from "./push.ts";

/**
 * Every event and action that somebody handles. The edge answers others and forgets them,
 * such as the echo of each check run that we write.
 */
export const EVENTS: ReadonlySet<string> = new Set([
  "pull_request.opened",
  "pull_request.reopened",
  "pull_request.synchronize",
  "pull_request.ready_for_review",
  "pull_request.edited",
  "pull_request.closed",
  "issue_comment.created",
  "check_run.requested_action",
  "check_run.rerequested",
  "check_suite.rerequested",
  "merge_group.checks_requested",
  "merge_group.destroyed",
  "push",
  "installation.created",
  "installation.deleted",
  "installation.suspend",
  "installation.unsuspend",
  "installation.new_permissions_accepted",
  "installation_repositories.added",
  "installation_repositories.removed",
  "repository.archived",
  "repository.unarchived",
  "repository.deleted",
  "repository.renamed",
  "repository.transferred",
]);

/** Registers a handler for each event; `appId` tells our own check runs from others'. */
export function onEvents(probot: Probot, hearing: Hearing, appId: number): void {
  onPullRequest(probot, hearing);
  onIssueComment(probot, hearing);
  onCheckRun(probot, hearing, appId);
  onCheckSuite(probot, hearing, appId);
  onMergeGroup(probot, hearing);
  onPush(probot, hearing);
  onLifeCycle(probot, hearing);
}
