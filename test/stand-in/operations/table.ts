import { createCheckRun, getCheckRun, listCheckRuns, updateCheckRun } from "./check-runs.ts";
import { listDeliveries, listInstallations, listRepositories, redeliver } from "./app.ts";
import {
  createComment,
  createReaction,
  listComments,
  updateComment,
  uploadSarif,
} from "./opted-in.ts";
import type { Operation } from "./operation.ts";
import { getPullRequest, listPullRequestCommits, listPullRequests } from "./pulls.ts";
import { getComment, getPermission, getRef, getRepository } from "./repositories.ts";
import { createAccessToken } from "./tokens.ts";

/** Who answers which operation. */
export const HANDLERS: Record<string, Operation> = {
  "POST /app/installations/{installation_id}/access_tokens": createAccessToken,
  "GET /app/installations": listInstallations,
  "GET /app/hook/deliveries": listDeliveries,
  "POST /app/hook/deliveries/{delivery_id}/attempts": redeliver,
  "GET /installation/repositories": listRepositories,
  "GET /repos/{owner}/{repo}": getRepository,
  "GET /repos/{owner}/{repo}/git/ref/{ref}": getRef,
  "GET /repos/{owner}/{repo}/pulls": listPullRequests,
  "GET /repos/{owner}/{repo}/pulls/{pull_number}": getPullRequest,
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/commits": listPullRequestCommits,
  "GET /repos/{owner}/{repo}/collaborators/{username}/permission": getPermission,
  "GET /repos/{owner}/{repo}/issues/comments/{comment_id}": getComment,
  "GET /repos/{owner}/{repo}/issues/{issue_number}/comments": listComments,
  "POST /repos/{owner}/{repo}/issues/{issue_number}/comments": createComment,
  "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}": updateComment,
  "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions": createReaction,
  "POST /repos/{owner}/{repo}/code-scanning/sarifs": uploadSarif,
  "GET /repos/{owner}/{repo}/commits/{ref}/check-runs": listCheckRuns,
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}": getCheckRun,
  "POST /repos/{owner}/{repo}/check-runs": createCheckRun,
  "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}": updateCheckRun,
};
