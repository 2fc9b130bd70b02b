import type { CheckContent } from "../model/check.ts";
import type { RepositoryRef } from "../model/repository.ts";

/** Where something goes on, and what becomes of it when GitHub moves or hides the place. */
export interface Reach {
  /**
   * Repositories with an open head, a range without its review, a run or a check that has not
   * ended, under every name that they are remembered by.
   */
  busyRepositories(): Promise<RepositoryRef[]>;
  /** Remembers a repository by the names that it has now. */
  moveRepository(repository: RepositoryRef): Promise<void>;
  /**
   * Ends all that goes on in a repository, at once. Nothing of it is written to GitHub, where
   * there is no place for it any more. What was decided stays.
   */
  closeRepository(
    repositoryId: number,
    endings: { review: CheckContent; sandbox: CheckContent },
  ): Promise<void>;
}
