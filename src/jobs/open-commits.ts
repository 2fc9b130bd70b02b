import type { CommitSha, RepositoryRef } from "../model/repository.ts";
import type { Commits } from "../ports/git.ts";
import type { JobParts } from "./parts.ts";

/**
 * Fetches the named commits, lets `work` read them, and closes them in any case. The token
 * reads this repository's contents and nothing else.
 */
export async function withCommits<T>(
  { git }: Pick<JobParts, "git">,
  { repository, token }: { repository: RepositoryRef; token: string },
  wanted: readonly CommitSha[],
  work: (commits: Commits) => Promise<T>,
): Promise<T> {
  const commits = await git.fetch(repository, token, [...new Set(wanted)]);
  try {
    return await work(commits);
  } finally {
    await commits.close();
  }
}
