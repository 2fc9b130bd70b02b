import { describe, expect, it } from "vitest";
import type { Command } from "../../src/model/command.ts";
import type { PullRequest } from "../../src/model/pull-request.ts";
import { authorise } from "../../src/execution/authorise.ts";
import type { AuthorisationFacts } from "../../src/execution/authorise.ts";
import { SANDBOX_DEFAULTS } from "../../src/execution/policy-section.ts";

const HEAD = "0123456789abcdef0123456789abcdef01234567";
const OTHER = "f".repeat(40);
const NOW = new Date("2026-05-04T12:00:00Z");
const RUN: Command = { name: "sandbox-run", sha: HEAD, profile: null };
const BARE: Command = { name: "sandbox-run", sha: null, profile: null };
const ACCEPT: Command = {
  name: "accept",
  finding: "a".repeat(32),
  sha: HEAD,
  reason: "our own registry",
};

const REOPEN: Command = { name: "reopen", finding: "a".repeat(32) };

const PULL: PullRequest = {
  number: 7,
  state: "open",
  draft: false,
  title: "t",
  body: "",
  author: { id: 50, login: "mallory" },
  headSha: HEAD,
  headBranch: "fix",
  headRepositoryId: 900,
  headOwner: "mallory",
  baseSha: "b".repeat(40),
  baseBranch: "main",
  defaultBranch: "main",
};

function facts(over: Partial<AuthorisationFacts> = {}): AuthorisationFacts {
  return {
    command: RUN,
    sender: { id: 1, login: "alice", type: "User" },
    asked: { authorId: 1, edited: false, viaApp: false },
    permission: { userId: 1, permission: "write" },
    pullRequest: PULL,
    repository: { id: 100, installationId: 5 },
    knownHead: { sha: HEAD, since: new Date("2026-05-04T11:00:00Z") },
    contributors: [50],
    rememberedHeads: [],
    policy: SANDBOX_DEFAULTS,
    sandboxInstallations: [5],
    now: NOW,
    ...over,
  };
}

describe("an authorised person", () => {
  it("takes an acceptance back, even of their own change, since that is only stricter", () => {
    const admin = { userId: 1, permission: "admin" } as const;
    const own = { ...PULL, author: { id: 1, login: "alice" } };
    const asking = facts({ command: REOPEN, permission: admin, pullRequest: own });
    expect(authorise(asking).kind).toBe("allowed");
    const closed = { ...own, state: "closed" } as const;
    expect(authorise({ ...asking, pullRequest: closed }).kind).toBe("denied");
  });

  it("runs exactly the head that the command names", () => {
    expect(authorise(facts())).toEqual({ kind: "allowed", sha: HEAD });
  });

  it("runs the head of a button", () => {
    expect(authorise(facts({ asked: "button" }))).toEqual({ kind: "allowed", sha: HEAD });
  });

  it("gets the exact command for a bare run on a fork", () => {
    expect(authorise(facts({ command: BARE }))).toEqual({
      kind: "exact-command",
      line: `/sandbox run ${HEAD}`,
    });
    const unit = { ...BARE, profile: "unit" };
    expect(authorise(facts({ command: unit }))).toMatchObject({
      line: `/sandbox run ${HEAD} unit`,
    });
  });

  it("runs a branch of the same repository by a bare command", () => {
    const pullRequest = { ...PULL, headRepositoryId: 100 };
    expect(authorise(facts({ command: BARE, pullRequest }))).toEqual({
      kind: "allowed",
      sha: HEAD,
    });
  });

  it("runs a fork by a bare command only where the owner allows it and the head stood for ten minutes", () => {
    const policy = { ...SANDBOX_DEFAULTS, settled: true };
    const since = (minutes: number) => ({
      sha: HEAD,
      since: new Date(NOW.getTime() - minutes * 60_000),
    });
    const bare = { command: BARE, policy };
    expect(authorise(facts({ ...bare, knownHead: since(10) })).kind).toBe("allowed");
    expect(authorise(facts({ ...bare, knownHead: since(9.9) })).kind).toBe("exact-command");
    expect(authorise(facts({ ...bare, knownHead: since(-10) })).kind).toBe("exact-command");
    expect(authorise(facts({ command: BARE, knownHead: since(60) })).kind).toBe("exact-command");
  });

  it("reviews again also when no delivery told us of the head", () => {
    expect(authorise(facts({ command: { name: "review" }, knownHead: null })).kind).toBe("allowed");
  });

  it("may stop runs of a pull request that is closed", () => {
    const pullRequest = { ...PULL, state: "closed" as const };
    expect(authorise(facts({ command: { name: "sandbox-cancel" }, pullRequest })).kind).toBe(
      "allowed",
    );
  });
});

describe("somebody who may not ask", () => {
  it.each<[string, Partial<AuthorisationFacts>]>([
    ["has only read access", { permission: { userId: 1, permission: "read" } }],
    ["has only triage access", { permission: { userId: 1, permission: "triage" } }],
    ["has no access", { permission: { userId: 1, permission: "none" } }],
    ["is a bot", { sender: { id: 1, login: "ci[bot]", type: "Bot" } }],
    ["is an organisation", { sender: { id: 1, login: "org", type: "Organization" } }],
    [
      "has taken over the name of somebody with access",
      { permission: { userId: 2, permission: "admin" } },
    ],
    ["edited somebody else's comment", { asked: { authorId: 9, edited: false, viaApp: false } }],
    ["edited the comment since", { asked: { authorId: 1, edited: true, viaApp: false } }],
    ["wrote through an app", { asked: { authorId: 1, edited: false, viaApp: true } }],
    ["deleted the comment since", { asked: null }],
    [
      "has less than the policy asks for",
      { policy: { ...SANDBOX_DEFAULTS, min_role: "maintain" } },
    ],
    ["accepts with write access", { command: ACCEPT }],
    ["takes an acceptance back with write access", { command: REOPEN }],
    [
      "asks for help from outside",
      { command: { name: "help", of: "sandbox" }, permission: { userId: 1, permission: "read" } },
    ],
    [
      "presses the button with read access",
      { asked: "button", permission: { userId: 1, permission: "read" } },
    ],
  ])("costs nothing when he %s", (_, over) => {
    expect(authorise(facts(over))).toMatchObject({ kind: "denied", silent: true });
  });

  it("learns nothing of the pull request either", () => {
    const pullRequest = { ...PULL, state: "closed" as const };
    const decision = authorise(
      facts({ permission: { userId: 1, permission: "read" }, pullRequest }),
    );
    expect(decision).toMatchObject({ kind: "denied", silent: true });
  });
});

describe("an authorised person at the wrong time", () => {
  it.each<[string, Partial<AuthorisationFacts>, RegExp]>([
    ["the pull request is closed", { pullRequest: { ...PULL, state: "closed" } }, /not open/],
    [
      "the named commit is not the head any more",
      { command: { ...RUN, sha: OTHER } },
      /the head is 0123/,
    ],
    [
      "GitHub's answer is older than our receipt",
      { knownHead: { sha: OTHER, since: NOW } },
      /moving/,
    ],
    ["no delivery told us of this head", { knownHead: null }, /moving/],
    ["the fork was deleted", { pullRequest: { ...PULL, headRepositoryId: null } }, /deleted/],
    ["the operator does not serve the installation", { sandboxInstallations: [] }, /operator/],
    [
      "the policy turns the sandbox off",
      { policy: { ...SANDBOX_DEFAULTS, enabled: false } },
      /policy/,
    ],
    [
      "exec is not switched on",
      { command: { name: "sandbox-exec", sha: HEAD, language: "node", program: "1" } },
      /exec/,
    ],
  ])("is told that %s", (_, over, reason) => {
    const decision = authorise(facts(over));
    expect(decision).toMatchObject({ kind: "denied", silent: false });
    expect(decision.kind === "denied" && decision.reason).toMatch(reason);
  });

  it("does not run the bare command either when the pull request is not fit for it", () => {
    const pullRequest = { ...PULL, headRepositoryId: null };
    expect(authorise(facts({ command: BARE, pullRequest })).kind).toBe("denied");
    expect(authorise(facts({ command: BARE, knownHead: { sha: OTHER, since: NOW } })).kind).toBe(
      "denied",
    );
  });
});

describe("accepting a finding", () => {
  const maintainer = {
    permission: { userId: 1, permission: "maintain" as const },
    command: ACCEPT,
  };

  it("is for maintainers who have no part in the pull request", () => {
    expect(authorise(facts(maintainer)).kind).toBe("allowed");
  });

  it("is not for who pushed or wrote a commit, nor for who opened it, whatever the role", () => {
    expect(authorise(facts({ ...maintainer, contributors: [50, 1] }))).toMatchObject({
      kind: "denied",
      silent: false,
    });
    const own = { ...PULL, author: { id: 1, login: "alice" } };
    const admin = { userId: 1, permission: "admin" as const };
    expect(
      authorise(facts({ command: ACCEPT, permission: admin, pullRequest: own, contributors: [] }))
        .kind,
    ).toBe("denied");
  });

  it("is bound to the head it was said about", () => {
    expect(authorise(facts({ ...maintainer, command: { ...ACCEPT, sha: OTHER } })).kind).toBe(
      "denied",
    );
  });
});
