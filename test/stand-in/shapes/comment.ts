import { type Comment, nodeId, type PullRequest, type State } from "../state.ts";
import { appShape, userShape } from "./account.ts";
import { repositoryPage, repositoryUrl } from "./repository.ts";

/** GitHub's `issue-comment`. */
export function commentShape(state: State, comment: Comment) {
  const { base, number } = comment.pullRequest;
  const url = `${repositoryUrl(state, base)}/issues/comments/${comment.id}`;
  return {
    id: comment.id,
    node_id: nodeId("IC", comment.id),
    url,
    html_url: `${repositoryPage(state, base)}/pull/${number}#issuecomment-${comment.id}`,
    issue_url: `${repositoryUrl(state, base)}/issues/${number}`,
    body: comment.body,
    user: userShape(state, comment.author),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: "NONE" as const,
    performed_via_github_app: comment.byApp === true ? appShape(state) : null,
    reactions: reactions(url),
  };
}

/** The issue that a pull request also is, as `issue_comment` carries it. */
export function issueShape(state: State, pullRequest: PullRequest) {
  const { base, number } = pullRequest;
  const api = repositoryUrl(state, base);
  const url = `${api}/issues/${number}`;
  const page = `${repositoryPage(state, base)}/pull/${number}`;
  return {
    id: pullRequest.id,
    node_id: nodeId("PR", pullRequest.id),
    url,
    repository_url: api,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    number,
    title: pullRequest.title,
    user: userShape(state, pullRequest.author),
    labels: [],
    state: pullRequest.state,
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: state.comments.filter((comment) => comment.pullRequest === pullRequest).length,
    created_at: pullRequest.createdAt,
    updated_at: pullRequest.updatedAt,
    closed_at: pullRequest.closedAt,
    author_association: "NONE",
    active_lock_reason: null,
    draft: pullRequest.draft,
    pull_request: {
      url: `${api}/pulls/${number}`,
      html_url: page,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      merged_at: null,
    },
    body: pullRequest.body,
    reactions: reactions(url),
    state_reason: null,
    performed_via_github_app: null,
  };
}

function reactions(url: string) {
  const none = { "+1": 0, "-1": 0, laugh: 0, hooray: 0, confused: 0, heart: 0, rocket: 0, eyes: 0 };
  return { url: `${url}/reactions`, total_count: 0, ...none };
}
