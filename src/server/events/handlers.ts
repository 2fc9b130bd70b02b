import type { Probot } from "probot";
import { onCheckRun } from "./check-run.ts";
import { onCheckSuite } from "./check-suite.ts";
import type { Hearing } from "./hearing.ts";
import { onIssueComment } from "./issue-comment.ts";
import { onPullRequest } from "./pull-request.ts";

/** Every event that somebody handles; the edge answers others and forgets them. */
export const EVENTS: ReadonlySet<string> = new Set([
  "pull_request",
  "issue_comment",
  "check_run",
  "check_suite",
]);

/** Registers a handler for each event; `appId` tells our own check runs from others'. */
export function onEvents(probot: Probot, hearing: Hearing, appId: number): void {
  onPullRequest(probot, hearing);
  onIssueComment(probot, hearing);
  onCheckRun(probot, hearing, appId);
  onCheckSuite(probot, hearing, appId);
}
