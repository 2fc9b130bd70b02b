import { setTimeout as pause } from "node:timers/promises";
import { git } from "../git.ts";
import { branchTip } from "../repositories.ts";
import { userShape } from "../shapes/account.ts";
import { repositoryUrl } from "../shapes/repository.ts";
import { type PullRequestNumbers, pullRequestShape } from "../shapes/pull-request.ts";
import { nodeId, type PullRequest, type State } from "../state.ts";
import { type Operation, type OperationCall, pageOf, refusal, repositoryOf } from "./operation.ts";

/** Answers one pull request. */
export const getPullRequest: Operation = async (call) => {
  const pull = pullRequestOf(call);
  if (pull === null) return refusal(404, "Not Found");
  return { status: 200, body: await livePullRequest(call.state, pull) };
};

/** Lists pull requests, newest first. */
export const listPullRequests: Operation = async (call) => {
  const { state, query } = call;
  const repository = repositoryOf(call);
  const wanted = query["state"] ?? "open";
  const all = state.pullRequests
    .filter((pull) => pull.base === repository && (wanted === "all" || pull.state === wanted))
    .sort((a, b) => b.number - a.number);
  const shapes = pageOf(all, query).map((pull) => livePullRequest(state, pull));
  return { status: 200, body: await Promise.all(shapes) };
};

/** Lists the commits of a pull request, oldest first, at most 250. */
export const listPullRequestCommits: Operation = async (call) => {
  const pull = pullRequestOf(call);
  if (pull === null) return refusal(404, "Not Found");
  const range = await rangeOf(pull);
  const format = "%H%x00%T%x00%P%x00%an%x00%ae%x00%aI%x00%B%x01";
  const log =
    logged.get(range) ??
    (await git(pull.base.gitDir, ["log", "--reverse", `--format=${format}`, range]));
  if (logged.size >= MOST_COUNTED) logged.clear();
  logged.set(range, log);
  const commits = log.split("\x01").map((entry) => entry.replace(/^\n/, ""));
  const shapes = commits
    .filter((entry) => entry !== "")
    .slice(0, 250)
    .map((entry) => commitShape(call.state, repositoryUrl(call.state, pull.base), entry));
  return { status: 200, body: pageOf(shapes, call.query) };
};

/** A pull request with what git says of it now. */
export async function livePullRequest(state: State, pull: PullRequest) {
  return pullRequestShape(state, pull, await numbersOf(pull));
}

function pullRequestOf(call: OperationCall): PullRequest | null {
  const repository = repositoryOf(call);
  const number = Number(call.path["pull_number"]);
  const found = call.state.pullRequests.find((p) => p.base === repository && p.number === number);
  return found ?? null;
}

async function rangeOf(pull: PullRequest): Promise<string> {
  const base = await branchTip(pull.base, pull.baseBranch);
  return `${base}..${pull.headSha}`;
}

/** A fork that is deleted in this very moment hands its objects over: then ask once more. */
async function numbersOf(pull: PullRequest): Promise<PullRequestNumbers> {
  try {
    return await countNumbers(pull);
  } catch {
    await pause(500);
    return countNumbers(pull);
  }
}

/** What two commits differ in never changes, and a pull request is asked for often. */
const counted = new Map<string, PullRequestNumbers>();
const logged = new Map<string, string>();
const MOST_COUNTED = 1000;

async function countNumbers(pull: PullRequest): Promise<PullRequestNumbers> {
  const range = await rangeOf(pull);
  const known = counted.get(range);
  if (known !== undefined) return known;
  if (counted.size >= MOST_COUNTED) counted.clear();
  const numbers = await countRange(pull, range);
  counted.set(range, numbers);
  return numbers;
}

async function countRange(pull: PullRequest, range: string): Promise<PullRequestNumbers> {
  const { gitDir } = pull.base;
  const baseSha = range.slice(0, 40);
  const commits = Number(await git(gitDir, ["rev-list", "--count", range]));
  const shared = (
    await git(gitDir, ["rev-list", "--count", `${baseSha}`, `^${pull.headSha}`])
  ).trim();
  const related = shared !== (await git(gitDir, ["rev-list", "--count", baseSha])).trim();
  const between = related ? `${baseSha}...${pull.headSha}` : range;
  const stat = await git(gitDir, ["diff", "--numstat", "--no-textconv", "--no-ext-diff", between]);
  const lines = stat.split("\n").filter((entry) => entry !== "");
  const sum = (column: number): number =>
    lines.reduce((total, entry) => total + (Number(entry.split("\t")[column]) || 0), 0);
  return { baseSha, commits, additions: sum(0), deletions: sum(1), changedFiles: lines.length };
}

/** The account of a commit is the one that its author is called by, as far as there is one. */
function commitShape(state: State, api: string, entry: string) {
  const [sha = "", tree = "", parents = "", name = "", email = "", date = "", message = ""] =
    entry.split("\0");
  const person = { name, email, date };
  const account = state.accounts.get(name.toLowerCase());
  const author = account === undefined ? null : userShape(state, account);
  const url = `${api}/commits/${sha}`;
  return {
    sha,
    node_id: nodeId("C", Number.parseInt(sha.slice(0, 8), 16)),
    url,
    html_url: url,
    comments_url: `${url}/comments`,
    author,
    committer: author,
    commit: {
      url,
      message: message.replace(/\n$/, ""),
      author: person,
      committer: person,
      comment_count: 0,
      tree: { sha: tree, url: `${api}/git/trees/${tree}` },
      verification: unsigned,
    },
    parents: parents
      .split(" ")
      .filter((parent) => parent !== "")
      .map((parent) => ({ sha: parent, url: `${api}/commits/${parent}` })),
  };
}

const unsigned = {
  verified: false,
  reason: "unsigned",
  payload: null,
  signature: null,
  verified_at: null,
};
