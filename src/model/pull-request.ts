import type { CommitSha } from "./repository.ts";

/** The live state of a pull request, as GitHub's API answers it. */
export interface PullRequest {
  number: number;
  state: "open" | "closed";
  draft: boolean;
  title: string;
  body: string;
  author: { id: number; login: string } | null;
  headSha: CommitSha;
  headBranch: string;
  /** Null once the fork is deleted. */
  headRepositoryId: number | null;
  headOwner: string | null;
  baseSha: CommitSha;
  baseBranch: string;
  defaultBranch: string;
}
