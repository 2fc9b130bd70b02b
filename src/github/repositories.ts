import { z } from "zod";
import { Fault } from "../model/fault.ts";
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
): Pick<GitHub, "defaultBranchTip" | "contentsToken" | "sibling"> {
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

    async sibling({ installationId, owner }, name) {
      try {
        const { id } = await client.ask(
          { installationId, owner, name, id: null },
          RepositoryAnswer,
          (octokit, at) => octokit.request("GET /repos/{owner}/{repo}", { ...at }),
        );
        return { installationId, owner, name, id };
      } catch (error) {
        if (error instanceof Fault && error.kind === "gone") return null;
        throw error;
      }
    },

    contentsToken: (repository, options) => app.token(repository, "contents", options),
  };
}
