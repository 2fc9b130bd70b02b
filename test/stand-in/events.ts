import { livePullRequest } from "./operations/pulls.ts";
import { userShape } from "./shapes/account.ts";
import { checkRunEventShape, suiteId } from "./shapes/check-run.ts";
import { commentShape, issueShape } from "./shapes/comment.ts";
import { repositoryShape, repositoryUrl } from "./shapes/repository.ts";
import { appShape } from "./shapes/account.ts";
import {
  accountOf,
  type Account,
  type CheckRun,
  type Comment,
  nodeId,
  type PullRequest,
  type Repository,
  type State,
  timestamp,
} from "./state.ts";
import type { DeliveryOptions, SentDelivery, Webhooks } from "./webhooks.ts";

/** What tells the App of what happened. */
export interface EventParts {
  state: State;
  webhooks: Webhooks;
}

/** Who did it, and what the delivery is like. */
export interface By {
  sender: Account;
  delivery?: DeliveryOptions;
}

/** Sends an event of a repository, with the fields that every such payload has. */
export async function sendEvent(
  { state, webhooks }: EventParts,
  repository: Repository,
  { sender, delivery }: By,
  event: string,
  payload: object,
): Promise<SentDelivery> {
  const id = repository.installationId;
  const common = {
    repository: repositoryShape(state, repository),
    sender: userShape(state, sender),
    ...(id === null ? {} : { installation: { id, node_id: nodeId("I", id) } }),
  };
  return webhooks.send(event, { ...payload, ...common }, delivery);
}

/** Something happened to a pull request; `more` is what that action adds to the payload. */
export async function sendPullRequest(
  parts: EventParts,
  pull: PullRequest,
  action: string,
  by: By,
  more: object = {},
): Promise<SentDelivery> {
  const pull_request = await livePullRequest(parts.state, pull);
  const payload = { action, number: pull.number, ...more, pull_request };
  return sendEvent(parts, pull.base, by, "pull_request", payload);
}

/** Somebody wrote a comment, or changed it. */
export async function sendComment(
  parts: EventParts,
  comment: Comment,
  action: "created" | "edited",
  by: By,
  more: object = {},
): Promise<SentDelivery> {
  const { state } = parts;
  const issue = issueShape(state, comment.pullRequest);
  const payload = { action, ...more, issue, comment: commentShape(state, comment) };
  return sendEvent(parts, comment.pullRequest.base, by, "issue_comment", payload);
}

/** Somebody pressed a button of a check run. */
export async function sendRequestedAction(
  parts: EventParts,
  run: CheckRun,
  identifier: string,
  by: By,
): Promise<SentDelivery> {
  const check_run = checkRunEventShape(parts.state, run);
  const payload = { action: "requested_action", check_run, requested_action: { identifier } };
  return sendEvent(parts, run.repository, by, "check_run", payload);
}

/** Somebody pressed "Re-run" on a check run. */
export async function sendRerequested(
  parts: EventParts,
  run: CheckRun,
  by: By,
): Promise<SentDelivery> {
  const payload = { action: "rerequested", check_run: checkRunEventShape(parts.state, run) };
  return sendEvent(parts, run.repository, by, "check_run", payload);
}

/** Somebody pressed "Re-run all checks". */
export async function sendSuiteRerequested(
  parts: EventParts,
  pull: PullRequest,
  by: By,
): Promise<SentDelivery> {
  const { state } = parts;
  const { base: repository, headSha } = pull;
  const id = suiteId({ repository, headSha });
  const runs = state.checkRuns.filter((r) => r.repository === repository && r.headSha === headSha);
  const url = `${repositoryUrl(state, repository)}/check-suites/${id}`;
  const check_suite = {
    id,
    node_id: nodeId("CS", id),
    head_branch: pull.head === repository ? pull.headBranch : null,
    head_sha: headSha,
    status: "queued",
    conclusion: null,
    url,
    before: null,
    after: null,
    pull_requests: [],
    app: appShape(state),
    created_at: timestamp(),
    updated_at: timestamp(),
    rerequestable: true,
    runs_rerequestable: true,
    latest_check_runs_count: runs.length,
    check_runs_url: `${url}/check-runs`,
    head_commit: headCommit(headSha),
  };
  const payload = { action: "rerequested", check_suite };
  return sendEvent(parts, repository, by, "check_suite", payload);
}

/** A merge queue made a group and waits for its checks, or gave it up. */
export async function sendMergeGroup(
  parts: EventParts,
  pull: PullRequest,
  group: { action: "checks_requested" | "destroyed"; headSha: string; baseSha: string },
  by: By,
): Promise<SentDelivery> {
  const branch = `gh-readonly-queue/${pull.baseBranch}/pr-${pull.number}-${group.baseSha}`;
  const merge_group = {
    head_sha: group.headSha,
    head_ref: `refs/heads/${branch}`,
    base_sha: group.baseSha,
    base_ref: `refs/heads/${pull.baseBranch}`,
    head_commit: headCommit(group.headSha),
  };
  const more = group.action === "destroyed" ? { reason: "dequeued" } : {};
  const payload = { action: group.action, ...more, merge_group };
  return sendEvent(parts, pull.base, by, "merge_group", payload);
}

/** A branch moved. */
export async function sendPush(
  parts: EventParts,
  repository: Repository,
  moved: { branch: string; before: string; after: string },
  by: By,
): Promise<SentDelivery> {
  const { state } = parts;
  const shape = repositoryShape(state, repository);
  const payload = {
    ref: `refs/heads/${moved.branch}`,
    before: moved.before,
    after: moved.after,
    created: false,
    deleted: false,
    forced: false,
    base_ref: null,
    compare: `${shape.html_url}/compare/${moved.before}...${moved.after}`,
    commits: [],
    head_commit: null,
    pusher: { name: by.sender.login, email: "somebody@example.invalid" },
  };
  return sendEvent(parts, repository, by, "push", payload);
}

/** The account that the App itself acts as. */
export function botOf(state: State): Account {
  return accountOf(state, `${state.app.slug}[bot]`, "Bot");
}

function headCommit(sha: string) {
  const person = { name: "Somebody", email: "somebody@example.invalid" };
  const commit = { id: sha, tree_id: sha, message: "", timestamp: timestamp() };
  return { ...commit, author: person, committer: person };
}
