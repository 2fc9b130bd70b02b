import { PERMISSIONS } from "../model/command.ts";
import type { Command, Permission } from "../model/command.ts";
import type { PullRequest } from "../model/pull-request.ts";
import type { CommitSha } from "../model/repository.ts";
import { roleOf } from "./command-table.ts";
import type { SandboxPolicy } from "./policy-section.ts";

/** Everything the decision needs, all of it asked live or received with a signature. */
export interface AuthorisationFacts {
  command: Command;
  /** Who the signed delivery says did it. */
  sender: { id: number; login: string; type: string };
  /** A check run button, or the comment as GitHub has it now; null when it was deleted. */
  asked: "button" | { authorId: number; edited: boolean; viaApp: boolean } | null;
  /** The live permission of the sender, with the id that GitHub answered for the name. */
  permission: { userId: number; permission: Permission };
  pullRequest: PullRequest;
  repository: { id: number; installationId: number };
  /** The head by our own receipts and since when, or null when no delivery told of one. */
  knownHead: { sha: CommitSha; since: Date } | null;
  /** Ids of everybody who opened the pull request, or wrote or pushed a commit of it. */
  contributors: readonly number[] | "unknown";
  /** Earlier heads of this pull request whose findings wait to be accepted. */
  rememberedHeads: readonly CommitSha[];
  policy: SandboxPolicy;
  /** The installations that the operator serves with a sandbox. */
  sandboxInstallations: readonly number[];
  now: Date;
}

/**
 * The decision. `sha` is the commit that the command is for. A silent denial costs no write
 * to GitHub; every denial costs one audit record, and `reason` names nobody.
 */
export type Authorisation =
  | { kind: "allowed"; sha: CommitSha }
  | { kind: "denied"; silent: boolean; reason: string }
  | { kind: "exact-command"; line: string };

/** A head must have been the head for this long before a bare command may run a fork's. */
export const SETTLED_MS = 10 * 60 * 1000;

/**
 * Decides on one command. Who asks is settled before what is asked, so that a stranger
 * learns nothing and costs nothing. Ask again with fresh facts just before a run starts.
 */
export function authorise(facts: AuthorisationFacts): Authorisation {
  const stranger = whyStranger(facts);
  if (stranger !== null) return { kind: "denied", silent: true, reason: stranger };
  const wrong = whyNotNow(facts);
  if (wrong !== null) return { kind: "denied", silent: false, reason: wrong };
  const { command, pullRequest } = facts;
  if (command.name === "sandbox-run" && command.sha === null && !mayRunBare(facts)) {
    return { kind: "exact-command", line: exactCommand(pullRequest.headSha, command.profile) };
  }
  return { kind: "allowed", sha: pullRequest.headSha };
}

/** The line that runs exactly this commit. */
export function exactCommand(sha: CommitSha, profile: string | null = null): string {
  return `/sandbox run ${sha}${profile === null ? "" : ` ${profile}`}`;
}

function whyStranger({ command, sender, asked, permission, policy }: AuthorisationFacts) {
  if (asked === null) return "the comment was deleted";
  if (sender.type !== "User") return "only people give commands";
  if (permission.userId !== sender.id) return "the name belongs to another account by now";
  if (asked !== "button") {
    if (asked.viaApp) return "the comment was written through an app";
    if (asked.authorId !== sender.id) return "somebody else wrote the comment";
    if (asked.edited) return "the comment was edited";
  }
  const needed = neededRole(command, policy);
  if (rank(permission.permission) < rank(needed)) return `this needs the role ${needed}`;
  return null;
}

/** The policy can ask for more than the table, never for less. */
function neededRole(command: Command, policy: SandboxPolicy): Permission {
  const role = roleOf(command);
  const runs = command.name === "sandbox-run" || command.name === "sandbox-exec";
  return runs && rank(policy.min_role) > rank(role) ? policy.min_role : role;
}

function rank(permission: Permission): number {
  return PERMISSIONS.indexOf(permission);
}

function whyNotNow(facts: AuthorisationFacts): string | null {
  const { command, pullRequest, knownHead } = facts;
  if (!needsOpen(command)) return null;
  if (pullRequest.state !== "open") return "the pull request is not open";
  // Both can only make a check stricter, so the person need not have seen this very head.
  if (command.name === "review" || command.name === "reopen") return null;
  if (knownHead === null || knownHead.sha !== pullRequest.headSha) {
    return "the head is moving: what GitHub answers and what it told us differ; try again in a moment";
  }
  if (!isForHead(facts)) {
    return `that commit is not the head of the pull request; the head is ${pullRequest.headSha}`;
  }
  return command.name === "accept" ? whyNoAcceptance(facts) : whyNoRun(facts);
}

/** An acceptance may also be for an earlier head that the pull request is remembered for. */
function isForHead({ command, pullRequest, rememberedHeads }: AuthorisationFacts): boolean {
  if (!("sha" in command) || command.sha === null || command.sha === pullRequest.headSha)
    return true;
  return command.name === "accept" && rememberedHeads.includes(command.sha);
}

function needsOpen({ name }: Command): boolean {
  return ["sandbox-run", "sandbox-exec", "accept", "reopen", "review"].includes(name);
}

function whyNoAcceptance({ sender, contributors, pullRequest }: AuthorisationFacts) {
  if (contributors === "unknown") {
    return "the pull request has more commits than GitHub lists, so nobody can tell who wrote them";
  }
  if (sender.id === pullRequest.author?.id || contributors.includes(sender.id)) {
    return "who opened the pull request, or wrote or pushed a commit of it, cannot accept its findings";
  }
  return null;
}

function whyNoRun(facts: AuthorisationFacts): string | null {
  const { command, pullRequest, repository, policy } = facts;
  if (!facts.sandboxInstallations.includes(repository.installationId)) {
    return "the operator of this Gatehouse does not offer the sandbox to this installation";
  }
  if (!policy.enabled) return "the policy of this repository turns the sandbox off";
  if (command.name === "sandbox-exec" && !policy.exec) {
    return "the policy of this repository does not allow `/sandbox exec`";
  }
  if (pullRequest.headRepositoryId === null) return "the repository of the head was deleted";
  return null;
}

/**
 * A branch of the same repository belongs to people who can push anyway. A fork's head can
 * change between reading and asking, so it must be named, unless the owner lets a head run
 * that nobody moved for a while, by our own receipts and never by dates in commits.
 */
function mayRunBare({ pullRequest, repository, knownHead, policy, now }: AuthorisationFacts) {
  if (pullRequest.headRepositoryId === repository.id) return true;
  if (!policy.settled || knownHead === null) return false;
  return now.getTime() - knownHead.since.getTime() >= SETTLED_MS;
}
