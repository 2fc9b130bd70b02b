import { z } from "zod";
import { Fault } from "../model/fault.ts";
import type { OptedIn } from "../ports/opted-in.ts";
import type { App } from "./app.ts";
import type { Client } from "./client.ts";

/** More comments than a pull request gets in the moments between two attempts. */
const COMMENT_PAGES = 10;

const Made = z.object({ id: z.int() });
const Comments = z.array(
  z.object({
    id: z.int(),
    body: z.string().optional(),
    performed_via_github_app: z.object({ id: z.int() }).nullish(),
  }),
);
/** The answer names the upload; GitHub reads it later. */
const Uploaded = z.object({ id: z.string().optional() });

/** What only an installation that grants more lets the App do. */
export function createOptedIn(client: Client, app: App): OptedIn {
  return {
    async mayComment(repository) {
      return (await app.permissions(repository))["pull_requests"] === "write";
    },

    async react(repository, comment, reaction) {
      await client.ask(repository, Made, (octokit, at) =>
        octokit.request("POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions", {
          ...{ ...at, comment_id: comment, content: reaction },
        }),
      );
    },

    async ownComments(repository, pullRequest, since) {
      const all = await client.pages(repository, Comments, COMMENT_PAGES, (octokit, at, page) =>
        octokit.request("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
          ...{ ...at, ...page, issue_number: pullRequest, since: since.toISOString() },
        }),
      );
      // GitHub says by which App a comment was written; nobody else can make it say ours.
      const own = all.filter((one) => one.performed_via_github_app?.id === app.appId);
      return own.map(({ id, body = "" }) => ({ id, body }));
    },

    async createComment(repository, pullRequest, body) {
      const made = await client.ask(repository, Made, (octokit, at) =>
        octokit.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
          ...{ ...at, issue_number: pullRequest, body },
        }),
      );
      return made.id;
    },

    async updateComment(repository, id, body) {
      try {
        await client.ask(repository, Made, (octokit, at) =>
          octokit.request("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", {
            ...{ ...at, comment_id: id, body },
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof Fault && error.kind === "gone") return false;
        throw error;
      }
    },

    async uploadSarif(repository, { commitSha, ref, sarif }) {
      await client.ask(repository, Uploaded, (octokit, at) =>
        octokit.request("POST /repos/{owner}/{repo}/code-scanning/sarifs", {
          ...{ ...at, commit_sha: commitSha, ref, sarif },
        }),
      );
    },
  };
}
