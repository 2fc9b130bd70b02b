import { nodeId, type PullRequest, type Repository, type State } from "../state.ts";
import { userShape } from "./account.ts";
import { repositoryPage, repositoryShape, repositoryUrl } from "./repository.ts";

/** What git knows of a pull request. */
export interface PullRequestNumbers {
  baseSha: string;
  commits: number;
  additions: number;
  deletions: number;
  changedFiles: number;
}

/** GitHub's `pull-request`; without the numbers of git it is a `pull-request-simple`. */
export function pullRequestShape(
  state: State,
  pullRequest: PullRequest,
  numbers: PullRequestNumbers,
) {
  const { base, number } = pullRequest;
  return {
    ...addresses(state, base, number),
    id: pullRequest.id,
    node_id: nodeId("PR", pullRequest.id),
    number,
    state: pullRequest.state,
    locked: false,
    title: pullRequest.title,
    user: userShape(state, pullRequest.author),
    body: pullRequest.body,
    labels: [],
    milestone: null,
    active_lock_reason: null,
    created_at: pullRequest.createdAt,
    updated_at: pullRequest.updatedAt,
    closed_at: pullRequest.closedAt,
    merged_at: null,
    merge_commit_sha: null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: headShape(state, pullRequest),
    base: {
      label: `${base.owner.login}:${pullRequest.baseBranch}`,
      ref: pullRequest.baseBranch,
      sha: numbers.baseSha,
      user: userShape(state, base.owner),
      repo: repositoryShape(state, base),
    },
    author_association: "NONE",
    auto_merge: null,
    draft: pullRequest.draft,
    ...mergeState,
    commits: numbers.commits,
    additions: numbers.additions,
    deletions: numbers.deletions,
    changed_files: numbers.changedFiles,
  };
}

function headShape(state: State, { head, headOwner, headBranch, headSha }: PullRequest) {
  return {
    label: `${headOwner.login}:${headBranch}`,
    ref: headBranch,
    sha: headSha,
    user: userShape(state, headOwner),
    repo: head === null ? null : repositoryShape(state, head),
  };
}

const mergeState = {
  merged: false,
  mergeable: null,
  rebaseable: null,
  mergeable_state: "unknown",
  merged_by: null,
  comments: 0,
  review_comments: 0,
  maintainer_can_modify: false,
};

function addresses(state: State, base: Repository, number: number) {
  const api = repositoryUrl(state, base);
  const url = `${api}/pulls/${number}`;
  const issue = `${api}/issues/${number}`;
  const page = `${repositoryPage(state, base)}/pull/${number}`;
  const links = {
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: `${api}/statuses/${"0".repeat(40)}`,
    html_url: page,
    issue_url: issue,
  };
  return {
    ...links,
    url,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    _links: {
      self: { href: url },
      html: { href: page },
      issue: { href: issue },
      comments: { href: links.comments_url },
      review_comments: { href: links.review_comments_url },
      review_comment: { href: links.review_comment_url },
      commits: { href: links.commits_url },
      statuses: { href: links.statuses_url },
    },
  };
}
