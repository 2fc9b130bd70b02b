import { commit, fetchFrom, type FileContent, git } from "./git.ts";
import { branchTip } from "./repositories.ts";
import { accountOf, type PullRequest, type Repository, type State, timestamp } from "./state.ts";

/** A pull request to be opened. */
export interface NewPullRequest {
  base: Repository;
  /** Where the head branch is: a fork, or the base repository itself. */
  head: Repository;
  author: string;
  branch: string;
  title: string;
  body?: string;
  baseBranch?: string;
  draft?: boolean;
  /** Makes a commit with these files on the branch first; else the branch must be there. */
  files?: Record<string, FileContent | null>;
  message?: string;
  /** Who wrote that commit; somebody without an account if left out. */
  commitAuthor?: string;
}

/** Opens a pull request; the base repository then has the head's objects, as at GitHub. */
export async function openPullRequest(state: State, wanted: NewPullRequest): Promise<PullRequest> {
  const { base, head, branch } = wanted;
  const baseBranch = wanted.baseBranch ?? base.defaultBranch;
  if (wanted.files !== undefined) {
    const parent = await branchTip(base, baseBranch);
    const message = wanted.message ?? `${wanted.title}\n`;
    const name = wanted.commitAuthor;
    const author = name === undefined ? {} : { author: { name, email: `${name}@example.invalid` } };
    await commit(head.gitDir, { branch, message, files: wanted.files, parent, ...author });
  }
  const number = 1 + state.pullRequests.filter((pull) => pull.base === base).length;
  const now = timestamp();
  const pull: PullRequest = {
    id: state.nextId(),
    number,
    base,
    baseBranch,
    head,
    headOwner: head.owner,
    headBranch: branch,
    headSha: await branchTip(head, branch),
    author: accountOf(state, wanted.author),
    title: wanted.title,
    body: wanted.body ?? null,
    draft: wanted.draft ?? false,
    state: "open",
    createdAt: now,
    updatedAt: now,
    closedAt: null,
  };
  await bringHead(pull, head);
  state.pullRequests.push(pull);
  return pull;
}

/** What moves the head of a pull request: a new commit, or one that is in its repository. */
export type HeadMove =
  | { files: Record<string, FileContent | null>; message?: string; onBase?: boolean }
  | { sha: string };

/** Moves the head branch and with it the pull request; answers the old and the new head. */
export async function moveHead(
  pull: PullRequest,
  move: HeadMove,
): Promise<{ before: string; after: string }> {
  if (pull.head === null) throw new Error("the fork is deleted");
  const before = pull.headSha;
  const { gitDir } = pull.head;
  if ("sha" in move) {
    await git(gitDir, ["update-ref", `refs/heads/${pull.headBranch}`, move.sha]);
  } else {
    const parent = move.onBase === true ? await branchTip(pull.base, pull.baseBranch) : before;
    const { files, message = "More\n" } = move;
    await commit(gitDir, { branch: pull.headBranch, message, files, parent });
  }
  // Nobody hears of a head before the base repository has its objects.
  await bringHead(pull, pull.head);
  pull.headSha = await branchTip(pull.head, pull.headBranch);
  pull.updatedAt = timestamp();
  return { before, after: pull.headSha };
}

/** Old heads stay reachable by SHA: nothing here collects garbage, and GitHub keeps them too. */
async function bringHead(pull: PullRequest, head: Repository): Promise<void> {
  const target = `refs/pull/${pull.number}/head`;
  await fetchFrom(pull.base.gitDir, head.gitDir, `+refs/heads/${pull.headBranch}:${target}`);
}
