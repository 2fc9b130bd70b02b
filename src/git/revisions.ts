import type { CommitSha } from "../model/repository.ts";
import type { MergedChange } from "../ports/git.ts";
import { gitOutput, runGit } from "./run-git.ts";

/** Resolves a revision in git's own words to a commit id, or answers null. */
export async function resolveRevision(gitDir: string, revision: string): Promise<CommitSha | null> {
  // A revision never starts with a dash; an option does.
  if (revision === "" || revision.startsWith("-") || revision.includes("\0")) return null;
  const args = ["rev-parse", "--verify", "--quiet", `${revision}^{commit}`];
  const answer = await runGit({ gitDir, args });
  const id = answer.stdout.toString("latin1").trim();
  return answer.code === 0 && id !== "" ? id : null;
}

/** Where a default branch is looked for: what the remote said, then the usual names. */
const DEFAULT_BRANCHES = [
  "refs/remotes/upstream/HEAD",
  "refs/remotes/origin/HEAD",
  "refs/remotes/upstream/main",
  "refs/remotes/origin/main",
  "refs/remotes/upstream/master",
  "refs/remotes/origin/master",
  "refs/heads/main",
  "refs/heads/master",
  "refs/heads/trunk",
];

/** Finds the default branch of a clone, or null when it has none of the usual names. */
export async function findDefaultBranch(
  gitDir: string,
): Promise<{ name: string; commit: CommitSha } | null> {
  for (const ref of DEFAULT_BRANCHES) {
    const commit = await resolveRevision(gitDir, ref);
    if (commit) return { name: ref.replace(/^refs\/(remotes|heads)\//, ""), commit };
  }
  return null;
}

interface LoggedCommit {
  id: CommitSha;
  parents: CommitSha[];
  subject: string;
}

const LOOKED_AT = 100;
const MAX_COUNT = 1000;

/**
 * The changes last merged into HEAD. Where at least a quarter of the mainline is merge
 * commits, only those count: the rest was pushed. Elsewhere every commit of the mainline is
 * taken for a squashed or rebased pull request. A commit whose parents are not in this
 * clone is left out.
 */
export async function findRecentMerges(gitDir: string, count: number): Promise<MergedChange[]> {
  const wanted = Math.min(count, MAX_COUNT);
  const mainline = await log(gitDir, Math.max(LOOKED_AT, wanted));
  const merges = mainline.slice(0, LOOKED_AT).filter(({ parents }) => parents.length > 1);
  const byMerging = merges.length * 4 >= Math.min(mainline.length, LOOKED_AT);
  const landed = byMerging ? await log(gitDir, wanted, ["--merges"]) : mainline;
  return landed
    .flatMap(({ id, parents, subject }) =>
      parents[0] === undefined ? [] : [{ base: parents[0], head: id, subject }],
    )
    .slice(0, wanted);
}

const MAX_MESSAGES = 250;

/** The whole messages of the commits that `head` has and none of `bases`, newest first. */
export async function messagesBetween(
  gitDir: string,
  bases: readonly CommitSha[],
  head: CommitSha,
): Promise<string[]> {
  const range = [head, ...bases.map((base) => `^${base}`)];
  const format = ["--no-show-signature", "--encoding=UTF-8", "--format=%B"];
  const args = ["log", "-z", `--max-count=${MAX_MESSAGES}`, ...format, ...range];
  const output = await gitOutput({ gitDir, args });
  return output.toString("utf8").split("\0").filter(Boolean);
}

async function log(gitDir: string, count: number, more: string[] = []): Promise<LoggedCommit[]> {
  const format = ["--no-show-signature", "--encoding=UTF-8", "--format=%H%n%P%n%s"];
  const args = ["log", "-z", "--first-parent", `--max-count=${count}`, ...format, ...more, "HEAD"];
  const answer = await runGit({ gitDir, args });
  // A repository without a commit has no HEAD to log.
  if (answer.code !== 0) return [];
  const records = answer.stdout.toString("utf8").split("\0");
  return records.flatMap((record) => {
    const [id, parents = "", ...subject] = record.replace(/^\n/, "").split("\n");
    if (!id) return [];
    return [{ id, parents: parents.split(" ").filter(Boolean), subject: subject.join(" ") }];
  });
}
