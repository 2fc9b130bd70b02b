import { parseCommand } from "../execution/command.ts";
import type { ParsedComment } from "../execution/command.ts";
import type { Authorisation } from "../execution/authorise.ts";
import { Fault } from "../model/fault.ts";
import type { RepositoryRef } from "../model/repository.ts";
import { answer } from "./answer.ts";
import { act } from "./act.ts";
import type { Asked, Sender } from "./asked.ts";
import { authoriseLive } from "./authorise-live.ts";
import { isTooMuch } from "./budget.ts";
import type { JobParts } from "./parts.ts";

/** A new comment on a pull request, as a signed delivery tells of it. */
export interface HeardComment {
  repository: RepositoryRef;
  pullRequest: number;
  commentId: number;
  body: string;
  viaApp: boolean;
  sender: Sender;
  deliveryId: string;
}

/** Hears a comment: most are no command and cost nothing. */
export async function hearComment(parts: JobParts, heard: HeardComment): Promise<void> {
  const parsed = parseCommand(heard.body);
  if (parsed.kind === "none") return;
  const { repository, pullRequest, sender, body, viaApp, commentId } = heard;
  if (await isTooMuch(parts, repository.installationId, sender.id)) {
    const detail = { repository: repository.id, pullRequest, senderId: sender.id };
    const reason = "too many commands in an hour";
    return parts.audit.append({ kind: "command-denied", detail: { ...detail, reason } });
  }
  const asked: Asked = {
    ...{ repository, pullRequest, sender },
    // Who wrote something like a command is told what is wrong with it, if they may give any.
    command: parsed.kind === "command" ? parsed.command : { name: "help", of: "gatehouse" },
    by: { comment: commentId, body, viaApp },
  };
  await hearCommand(parts, asked, heard.deliveryId, parsed.kind === "problem" ? parsed : null);
}

/**
 * Decides on a command and does it. A person who may not ask costs no write to GitHub and
 * one audit record; everybody else gets an answer.
 */
export async function hearCommand(
  parts: JobParts,
  asked: Asked,
  deliveryId: string,
  problem: Extract<ParsedComment, { kind: "problem" }> | null = null,
): Promise<void> {
  try {
    const { decision, live, policy } = await authoriseLive(parts, asked);
    await record(parts, asked, decision, problem !== null);
    const at = { repository: asked.repository, headSha: live.headSha, asked };
    if (decision.kind === "denied") {
      if (!decision.silent) await answer(parts, at, { kind: "denied", reason: decision.reason });
    } else if (problem !== null) {
      const { problems, nearest } = problem;
      await answer(parts, at, { kind: "problems", problems, nearest });
    } else if (decision.kind === "exact-command") {
      await answer(parts, at, { kind: "exact-command", line: decision.line });
    } else if (policy !== null) {
      await act(parts, asked, { live, policy, deliveryId });
    }
  } catch (error) {
    if (!(error instanceof Fault) || error.kind !== "gone") throw error;
    parts.log.warn({ err: error, deliveryId }, "a command is about something that is gone");
  }
}

async function record(
  { audit }: JobParts,
  { repository, pullRequest, command, sender, by }: Asked,
  decision: Authorisation,
  isProblem: boolean,
): Promise<void> {
  await audit.append({
    kind: decision.kind === "denied" ? "command-denied" : "command",
    detail: {
      repository: repository.id,
      pullRequest,
      command: isProblem ? "not understood" : command.name,
      by: "comment" in by ? "comment" : "button",
      reference: "comment" in by ? by.comment : by.checkRun,
      senderId: sender.id,
      sender: sender.login.slice(0, 100),
      decision: decision.kind,
      ...(decision.kind === "denied" ? { reason: decision.reason } : {}),
      ...(decision.kind === "allowed" ? { headSha: decision.sha } : {}),
    },
  });
}
