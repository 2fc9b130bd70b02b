import { nodeId, type Repository, type State, timestamp } from "../state.ts";
import { userShape } from "./account.ts";

/** The addresses that GitHub gives with a repository: the name, and what follows the address. */
const PATHS = {
  archive_url: "/{archive_format}{/ref}",
  assignees_url: "/assignees{/user}",
  blobs_url: "/git/blobs{/sha}",
  branches_url: "/branches{/branch}",
  collaborators_url: "/collaborators{/collaborator}",
  comments_url: "/comments{/number}",
  commits_url: "/commits{/sha}",
  compare_url: "/compare/{base}...{head}",
  contents_url: "/contents/{+path}",
  contributors_url: "/contributors",
  deployments_url: "/deployments",
  downloads_url: "/downloads",
  events_url: "/events",
  forks_url: "/forks",
  git_commits_url: "/git/commits{/sha}",
  git_refs_url: "/git/refs{/sha}",
  git_tags_url: "/git/tags{/sha}",
  hooks_url: "/hooks",
  issue_comment_url: "/issues/comments{/number}",
  issue_events_url: "/issues/events{/number}",
  issues_url: "/issues{/number}",
  keys_url: "/keys{/key_id}",
  labels_url: "/labels{/name}",
  languages_url: "/languages",
  merges_url: "/merges",
  milestones_url: "/milestones{/number}",
  notifications_url: "/notifications{?since,all,participating}",
  pulls_url: "/pulls{/number}",
  releases_url: "/releases{/id}",
  stargazers_url: "/stargazers",
  statuses_url: "/statuses/{sha}",
  subscribers_url: "/subscribers",
  subscription_url: "/subscription",
  tags_url: "/tags",
  teams_url: "/teams",
  trees_url: "/git/trees{/sha}",
} as const;

/** The address of a repository in the REST API. */
export function repositoryUrl(state: State, repository: Repository): string {
  return `${state.url}/api/v3/repos/${repository.owner.login}/${repository.name}`;
}

/** The address of a repository for people. */
export function repositoryPage(state: State, repository: Repository): string {
  return `${state.url}/${repository.owner.login}/${repository.name}`;
}

/** GitHub's `full-repository`, which holds all that `repository` and the webhooks want too. */
export function repositoryShape(state: State, repository: Repository) {
  const url = repositoryUrl(state, repository);
  const page = repositoryPage(state, repository);
  return {
    ...Object.fromEntries(Object.entries(PATHS).map(([name, path]) => [name, url + path])),
    id: repository.id,
    node_id: nodeId("R", repository.id),
    name: repository.name,
    full_name: `${repository.owner.login}/${repository.name}`,
    owner: userShape(state, repository.owner),
    private: repository.isPrivate,
    visibility: repository.isPrivate ? "private" : "public",
    description: repository.description,
    fork: repository.parent !== null,
    url,
    html_url: page,
    clone_url: `${page}.git`,
    git_url: `git:${page.replace(/^https?:/, "")}.git`,
    ssh_url: `git@localhost:${repository.owner.login}/${repository.name}.git`,
    svn_url: page,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    default_branch: repository.defaultBranch,
    archived: repository.archived,
    ...flags,
    ...counts,
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
    pushed_at: timestamp(),
  };
}

const flags = {
  has_issues: true,
  has_projects: false,
  has_wiki: false,
  has_pages: false,
  has_downloads: false,
  has_discussions: false,
  disabled: false,
  is_template: false,
  allow_forking: true,
  web_commit_signoff_required: false,
};

const counts = {
  topics: [],
  forks: 0,
  forks_count: 0,
  stargazers_count: 0,
  watchers: 0,
  watchers_count: 0,
  size: 1,
  open_issues: 0,
  open_issues_count: 0,
  network_count: 0,
  subscribers_count: 0,
};
