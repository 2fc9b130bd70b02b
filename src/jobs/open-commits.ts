import { Fault } from "../model/fault.ts";
import type { CommitSha, RepositoryRef } from "../model/repository.ts";
import type { Commits } from "../ports/git.ts";
import type { JobParts } from "./parts.ts";

type Parts = Pick<JobParts, "git" | "github">;
type OpenCommits = Awaited<ReturnType<JobParts["git"]["fetch"]>>;

/**
 * Fetches the named commits, lets `work` read them, and closes them in any case. The token
 * reads this repository's contents and nothing else.
 */
export async function withCommits<T>(
  parts: Parts,
  repository: RepositoryRef,
  wanted: readonly CommitSha[],
  work: (commits: Commits) => Promise<T>,
): Promise<T> {
  const commits = await fetchCommits(parts, repository, [...new Set(wanted)]);
  try {
    return await work(commits);
  } finally {
    await commits.close();
  }
}

/** A token may end before its hour, as when an installation is suspended: one more is asked for. */
async function fetchCommits(
  { git, github }: Parts,
  repository: RepositoryRef,
  wanted: readonly CommitSha[],
): Promise<OpenCommits> {
  try {
    return await git.fetch(repository, await github.contentsToken(repository), wanted);
  } catch (error) {
    if (!(error instanceof Fault) || !error.message.includes("refuses the token")) throw error;
    const token = await github.contentsToken(repository, { fresh: true });
    return git.fetch(repository, token, wanted);
  }
}
