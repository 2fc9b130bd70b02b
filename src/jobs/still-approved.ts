import { parseCommand } from "../execution/command.ts";
import { Fault } from "../model/fault.ts";
import { cancelledSandboxCheck, refusedSandboxCheck } from "../report/sandbox-check.ts";
import { stoppedSandboxCheck } from "../report/stopped-check.ts";
import type { CheckContent } from "../model/check.ts";
import type { SandboxApproval } from "../ports.ts";
import type { AskingClick, AskingComment } from "./asked.ts";
import { authoriseLive } from "./authorise-live.ts";
import type { AuthorisingParts } from "./authorise-live.ts";
import { cancelRun } from "./cancel-runs.ts";

/**
 * Asks again, just before something happens, whether an approval still holds: the
 * installation is there, the pull request open, its head the approved commit, the comment
 * as it was, and the person still allowed. Ends the run in sight when it does not.
 */
export async function stillApproved(
  parts: AuthorisingParts,
  approval: SandboxApproval,
): Promise<boolean> {
  const ending = await whyNot(parts, approval);
  if (ending === null) return true;
  await cancelRun(parts, approval, ending);
  return false;
}

async function whyNot(
  parts: AuthorisingParts,
  approval: SandboxApproval,
): Promise<CheckContent | null> {
  const { repository, pullRequest, headSha, approvedBy, request } = approval;
  const by = await askedBy(parts, approval);
  if (by === null) return refused("the comment that asked for this run was changed or deleted");
  const program = request.program;
  const command =
    program === undefined
      ? ({ name: "sandbox-run", sha: headSha, profile: request.profile } as const)
      : ({ name: "sandbox-exec", sha: headSha, language: "", program: program.text } as const);
  try {
    const sender = { ...approvedBy, type: "User" };
    const asked = { repository, pullRequest, command, sender, by };
    const { decision, live } = await authoriseLive(parts, asked);
    if (live.state === "closed") return stoppedSandboxCheck("The pull request was closed");
    if (live.headSha !== headSha) return cancelledSandboxCheck({ newHead: live.headSha });
    return decision.kind === "denied" ? refused(decision.reason) : null;
  } catch (error) {
    if (!(error instanceof Fault) || error.kind !== "gone") throw error;
    return stoppedSandboxCheck("Gatehouse has no access any more");
  }
}

/** The comment must still be the command that was approved, word for word. */
async function askedBy(
  { github }: AuthorisingParts,
  { repository, by, headSha, request }: SandboxApproval,
): Promise<AskingComment | AskingClick | null> {
  if (!("comment" in by)) return by;
  const comment = await github.comment(repository, by.comment);
  if (comment === null) return null;
  const parsed = parseCommand(comment.body);
  if (parsed.kind !== "command") return null;
  const { command } = parsed;
  const same =
    command.name === "sandbox-run"
      ? (command.sha ?? headSha) === headSha && (command.profile ?? "default") === request.profile
      : command.name === "sandbox-exec" &&
        command.sha === headSha &&
        command.program === request.program?.text;
  return same ? { comment: by.comment, body: comment.body, viaApp: false } : null;
}

function refused(message: string): CheckContent {
  return refusedSandboxCheck([{ where: "approval", message }]);
}
