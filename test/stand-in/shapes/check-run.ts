import { type CheckRun, nodeId, type State } from "../state.ts";
import { appShape } from "./account.ts";
import { repositoryPage, repositoryUrl } from "./repository.ts";

/** GitHub's `check-run` as the REST API answers it. */
export function checkRunShape(state: State, run: CheckRun) {
  const api = repositoryUrl(state, run.repository);
  const url = `${api}/check-runs/${run.id}`;
  const page = `${repositoryPage(state, run.repository)}/runs/${run.id}`;
  return {
    id: run.id,
    node_id: nodeId("CR", run.id),
    name: run.name,
    head_sha: run.headSha,
    external_id: run.externalId ?? "",
    url,
    html_url: page,
    details_url: run.detailsUrl ?? page,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: suiteId(run) },
    app: appShape(state),
    pull_requests: [],
  };
}

/** A check run as webhooks carry it. A fork's commit has no head branch and no pull requests. */
export function checkRunEventShape(state: State, run: CheckRun) {
  return {
    ...checkRunShape(state, run),
    check_suite: {
      id: suiteId(run),
      node_id: nodeId("CS", suiteId(run)),
      head_branch: headBranch(state, run),
      head_sha: run.headSha,
      status: run.status,
      conclusion: run.conclusion,
      url: `${repositoryUrl(state, run.repository)}/check-suites/${suiteId(run)}`,
      before: null,
      after: null,
      pull_requests: [],
      app: appShape(state),
      created_at: run.startedAt,
      updated_at: run.startedAt,
    },
  };
}

/** The suite holds all runs of one App on one commit. */
export function suiteId(run: Pick<CheckRun, "repository" | "headSha">): number {
  return run.repository.id * 1_000_000 + (Number.parseInt(run.headSha.slice(0, 6), 16) % 1_000_000);
}

function headBranch(state: State, run: CheckRun): string | null {
  const own = state.pullRequests.find(
    (pull) => pull.headSha === run.headSha && pull.head === run.repository,
  );
  return own?.headBranch ?? null;
}
