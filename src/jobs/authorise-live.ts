import { authorise } from "../execution/authorise.ts";
import type { Authorisation, AuthorisationFacts } from "../execution/authorise.ts";
import { SANDBOX_DEFAULTS } from "../execution/policy-section.ts";
import { Fault } from "../model/fault.ts";
import type { PullRequest } from "../model/pull-request.ts";
import type { Policy } from "../policy.ts";
import type { Asked } from "./asked.ts";
import { livePolicy } from "./live-policy.ts";
import type { JobParts } from "./parts.ts";

/** What authorising stands on. */
export type AuthorisingParts = Pick<JobParts, "offersSandbox"> & Parameters<typeof livePolicy>[0];

/** The decision, and what it was made from; `policy` is null for a stranger. */
export interface LiveDecision {
  decision: Authorisation;
  live: PullRequest;
  policy: Policy | null;
}

/**
 * Decides on a command by what GitHub answers at this moment. Strangers are told apart before
 * the policy is fetched: it can ask for more than the table of commands, never for less.
 */
export async function authoriseLive(parts: AuthorisingParts, asked: Asked): Promise<LiveDecision> {
  const facts = await liveFacts(parts, asked);
  const live = facts.pullRequest;
  const first = authorise(facts);
  if (first.kind === "denied" && first.silent) return { decision: first, live, policy: null };
  const policy = await livePolicy(parts, asked.repository, live);
  return { decision: authorise({ ...facts, policy: policy.sandbox }), live, policy };
}

async function liveFacts(parts: AuthorisingParts, asked: Asked): Promise<AuthorisationFacts> {
  const { repository, pullRequest, command, sender } = asked;
  const { id, installationId } = repository;
  const known = await parts.store.newestHead(id, pullRequest);
  return {
    command,
    sender,
    asked: await askedNow(parts, asked),
    permission: await permissionOf(parts, asked),
    pullRequest: await parts.github.pullRequest(repository, pullRequest),
    repository: { id, installationId },
    knownHead: known === null ? null : { sha: known.headSha, since: known.recordedAt },
    contributors: command.name === "accept" ? await contributorsOf(parts, asked) : [],
    rememberedHeads: command.name === "accept" ? await rememberedHeads(parts, asked) : [],
    policy: SANDBOX_DEFAULTS,
    sandboxInstallations: parts.offersSandbox(installationId) ? [installationId] : [],
    now: parts.now(),
  };
}

/** Everybody who opened the pull request, wrote or committed a commit of it, or pushed to it. */
async function contributorsOf(
  { github, store }: AuthorisingParts,
  { repository, pullRequest }: Asked,
): Promise<AuthorisationFacts["contributors"]> {
  const { ids, all } = await github.contributors(repository, pullRequest);
  if (!all) return "unknown";
  return [...new Set([...ids, ...(await store.pushers(repository.id, pullRequest))])];
}

async function rememberedHeads(
  { store }: AuthorisingParts,
  { repository, pullRequest }: Asked,
): Promise<string[]> {
  const heads = await store.rememberedHeads(repository.id, pullRequest);
  return heads.map(({ headSha }) => headSha);
}

/**
 * The comment as GitHub has it now. Its times have whole seconds only, so its text is
 * compared as well.
 */
async function askedNow(
  { github }: AuthorisingParts,
  { repository, by }: Asked,
): Promise<AuthorisationFacts["asked"]> {
  if (!("comment" in by)) return "button";
  const comment = await github.comment(repository, by.comment);
  if (comment === null) return null;
  const edited = comment.edited || comment.body !== by.body;
  return { authorId: comment.authorId, edited, viaApp: by.viaApp };
}

/** An account that GitHub does not know may do nothing. */
async function permissionOf(
  { github }: AuthorisingParts,
  { repository, sender }: Asked,
): Promise<AuthorisationFacts["permission"]> {
  try {
    return await github.permission(repository, sender.login);
  } catch (error) {
    if (!(error instanceof Fault) || error.kind !== "gone") throw error;
    return { userId: sender.id, permission: "none" };
  }
}
