import { z } from "zod";
import type { GitHub } from "../ports.ts";
import type { App } from "./app.ts";
import type { Client } from "./client.ts";

const RepositoryAnswer = z.object({ id: z.int(), default_branch: z.string().min(1) });
const RefAnswer = z.object({
  object: z.object({ type: z.literal("commit"), sha: z.string().regex(/^[0-9a-f]{40}$/) }),
});

/** The repository itself: its default branch, and a token to fetch its contents by git. */
export function createRepositories(
  client: Client,
  app: App,
): Pick<GitHub, "defaultBranchTip" | "contentsToken"> {
  return {
    /** The full ref is asked for, so that a tag of the same name is not taken for the branch. */
    async defaultBranchTip(repository) {
      const { default_branch: branch } = await client.ask(
        repository,
        RepositoryAnswer,
        (octokit, at) => octokit.request("GET /repos/{owner}/{repo}", { ...at }),
      );
      const { object } = await client.ask(repository, RefAnswer, (octokit, at) =>
        octokit.request("GET /repos/{owner}/{repo}/git/ref/{ref}", {
          ...at,
          ref: `heads/${branch}`,
        }),
      );
      return object.sha;
    },

    contentsToken: (repository) => app.token(repository, "contents"),
  };
}
