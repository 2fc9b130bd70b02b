import { z } from "zod";
import type { RepositoryRef } from "../model/repository.ts";
import type { PullRequest } from "../model/pull-request.ts";
import type { GitHub } from "../ports.ts";
import { Fault } from "../model/fault.ts";
import type { Client } from "./client.ts";

/** GitHub lists at most 250 commits of a pull request. */
const COMMIT_PAGES = 3;
/** Ten thousand open pull requests: beyond that a list is no use to anybody. */
const OPEN_PAGES = 100;

const Sha = z.string().regex(/^[0-9a-f]{40}$/);
const User = z.object({ id: z.int(), login: z.string() }).nullable();

const PullRequestAnswer = z.object({
  number: z.int(),
  state: z.enum(["open", "closed"]),
  draft: z.boolean().optional(),
  title: z.string(),
  body: z.string().nullable(),
  user: User,
  head: z.object({
    sha: Sha,
    ref: z.string(),
    repo: z.object({ id: z.int() }).nullable(),
    user: User,
  }),
  base: z.object({
    sha: Sha,
    ref: z.string(),
    repo: z.object({ default_branch: z.string() }),
  }),
});

/** GitHub answers an empty object for an account that it cannot tell. */
const Account = z.object({ id: z.int().optional() }).nullish();
const CommitAnswer = z.object({
  commit: z.object({ message: z.string() }),
  author: Account,
  committer: Account,
});
/** How many commits of a pull request GitHub lists at most. */
const LISTED_COMMITS = 250;

/** Pull requests of a repository, live. */
export function createPullRequests(
  client: Client,
): Pick<GitHub, "pullRequest" | "openPullRequests" | "commitMessages" | "contributors"> {
  const commitsOf = (repository: RepositoryRef, number: number) =>
    client.pages(repository, z.array(CommitAnswer), COMMIT_PAGES, (octokit, at, page) =>
      octokit.request("GET /repos/{owner}/{repo}/pulls/{pull_number}/commits", {
        ...at,
        pull_number: number,
        ...page,
      }),
    );
  return {
    async pullRequest(repository, number) {
      const answer = await client.ask(repository, PullRequestAnswer, (octokit, at) =>
        octokit.request("GET /repos/{owner}/{repo}/pulls/{pull_number}", {
          ...at,
          pull_number: number,
        }),
      );
      return toPullRequest(answer);
    },

    async openPullRequests(repository) {
      const answers = await client.pages(
        repository,
        z.array(PullRequestAnswer),
        OPEN_PAGES,
        (octokit, at, page) =>
          octokit.request("GET /repos/{owner}/{repo}/pulls", { ...at, state: "open", ...page }),
      );
      if (answers.length >= OPEN_PAGES * 100) {
        throw new Fault("refused", "the repository has too many open pull requests to list");
      }
      return answers.map(toPullRequest);
    },

    async commitMessages(repository, number) {
      return (await commitsOf(repository, number)).map(({ commit }) => commit.message);
    },

    async contributors(repository, number) {
      const commits = await commitsOf(repository, number);
      const accounts = commits.flatMap(({ author, committer }) => [author?.id, committer?.id]);
      const ids = [...new Set(accounts.flatMap((id) => id ?? []))];
      return { ids, all: commits.length < LISTED_COMMITS };
    },
  };
}

function toPullRequest(answer: z.infer<typeof PullRequestAnswer>): PullRequest {
  const { head, base, user } = answer;
  return {
    number: answer.number,
    state: answer.state,
    draft: answer.draft ?? false,
    title: answer.title,
    body: answer.body ?? "",
    author: user === null ? null : { id: user.id, login: user.login },
    headSha: head.sha,
    headBranch: head.ref,
    headRepositoryId: head.repo?.id ?? null,
    headOwner: head.user?.login ?? null,
    baseSha: base.sha,
    baseBranch: base.ref,
    defaultBranch: base.repo.default_branch,
  };
}
