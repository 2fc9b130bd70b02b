import pino from "pino";
import { expect, test } from "vitest";
import { createApp } from "../../src/github/app.ts";
import { dispatchTo } from "../../src/server/events/dispatch.ts";
import { onEvents } from "../../src/server/events/handlers.ts";
import type { Hearing } from "../../src/server/events/hearing.ts";
import { KEYS } from "../integration/app.ts";

const APP = 7;
const SHA = "1".repeat(40);
const repository = { id: 10, name: "site", owner: { login: "owner" }, default_branch: "main" };
const sender = { id: 5, login: "ghost", type: "User" };
const common = { repository, sender, installation: { id: 3 } };
const pull = { number: 4, user: null, head: { sha: SHA, repo: null }, base: { ref: "main" } };
const run = { id: 8, external_id: null, head_sha: SHA, app: { id: APP } };
const push = { ref: "refs/heads/main", before: SHA, after: "2".repeat(40), deleted: false };

/** What is heard of a delivery, by the name of who hears it. */
async function heard(event: string, payload: object): Promise<[string, object][]> {
  const calls: [string, object][] = [];
  const hear = (name: string) => async (news: object) => void calls.push([name, news]);
  const hearing: Hearing = {
    ...{ head: hear("head"), closed: hear("closed"), comment: hear("comment") },
    ...{ click: hear("click"), range: hear("range"), rerequest: hear("rerequest") },
    ...{ groupDestroyed: hear("groupDestroyed"), reach: hear("reach") },
  };
  const log = pino({ level: "silent" });
  const apiUrl = "https://api.example.invalid";
  const { probot } = createApp({ appId: APP, privateKey: KEYS.privateKey, apiUrl, log });
  onEvents(probot, hearing, APP);
  const body = JSON.stringify({ ...common, ...payload });
  const action = "action" in payload ? String(payload.action) : null;
  await dispatchTo(probot)({ id: "d1", event, action, body, receivedAt: new Date() });
  return calls;
}

test.for([
  [
    "a pull request of a ghost, whose fork is deleted",
    "pull_request",
    { action: "opened", pull_request: pull },
    "head",
    { headSha: SHA, sameRepository: false, headOwner: null, pusher: 5 },
  ],
  [
    "a fork without an owner",
    "pull_request",
    {
      ...{ action: "synchronize", before: SHA },
      pull_request: { ...pull, head: { sha: SHA, repo: { id: 11, owner: null } } },
    },
    "head",
    { before: SHA, sameRepository: false, headOwner: null },
  ],
  [
    "the end of a pull request whose fork is deleted",
    "pull_request",
    { action: "closed", number: 4, pull_request: pull },
    "closed",
    { pullRequest: 4 },
  ],
  [
    "a comment whose author is deleted",
    "issue_comment",
    {
      ...{ action: "created", issue: { number: 4, pull_request: {} } },
      comment: { id: 9, body: "/sandbox run", user: null, performed_via_github_app: null },
    },
    "comment",
    { commentId: 9, viaApp: false, sender },
  ],
  [
    "a button, of a check run without an external id",
    "check_run",
    {
      ...{ action: "requested_action", check_run: run },
      requested_action: { identifier: "sandbox_run" },
    },
    "click",
    { externalId: "", button: "sandbox_run", sender },
  ],
  ["a push", "push", push, "range", { kind: "push", branch: "main", baseSha: SHA }],
] as const)("%s is heard", async ([, event, payload, who, what]) => {
  expect(await heard(event, payload)).toMatchObject([[who, what]]);
});

test.for([
  [
    "a comment on an issue",
    "issue_comment",
    { action: "created", issue: { number: 4 }, comment: { id: 9, body: "/sandbox run" } },
  ],
  [
    "an edited comment",
    "issue_comment",
    {
      ...{ action: "edited", issue: { number: 4, pull_request: {} } },
      comment: { id: 9, body: "/sandbox run" },
    },
  ],
  [
    "what came through no installation",
    "pull_request",
    { action: "opened", pull_request: pull, installation: undefined },
  ],
  [
    "a pull request in which nothing was edited",
    "pull_request",
    { action: "edited", changes: {}, pull_request: pull },
  ],
  [
    "a button of another App",
    "check_run",
    {
      ...{ action: "requested_action", check_run: { ...run, app: { id: 8 } } },
      requested_action: { identifier: "sandbox_run" },
    },
  ],
  ["a push to another branch", "push", { ...push, ref: "refs/heads/other" }],
  ["a deleted default branch", "push", { ...push, deleted: true }],
  [
    "a push to nobody's repository",
    "push",
    { ...push, repository: { ...repository, owner: null } },
  ],
] as const)("%s is heard by nobody", async ([, event, payload]) => {
  expect(await heard(event, payload)).toEqual([]);
});
