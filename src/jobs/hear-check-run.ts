import type { Command } from "../model/command.ts";
import type { CommitSha, RepositoryRef } from "../model/repository.ts";
import type { CheckState } from "../ports.ts";
import type { Sender } from "./asked.ts";
import { hearCommand } from "./hear-command.ts";
import type { JobParts } from "./parts.ts";

/** A click on a button of one of our check runs. */
export interface HeardClick {
  repository: RepositoryRef;
  checkRunId: number;
  externalId: string;
  headSha: CommitSha;
  /** The identifier of the button. */
  button: string;
  sender: Sender;
  deliveryId: string;
}

/**
 * Hears a click: it is a command for the commit of its own check run, and authorised as one,
 * since GitHub does not say who may see a button.
 */
export async function hearClick(parts: JobParts, heard: HeardClick): Promise<void> {
  const { repository, headSha, sender, checkRunId, deliveryId } = heard;
  const command = commandOf(heard);
  const check = await checkOf(parts, heard);
  if (command === null || check?.headSha !== headSha) {
    parts.log.warn({ deliveryId, checkRunId }, "a click on nothing that we know");
    return;
  }
  const pullRequest = await pullRequestOf(parts, check);
  if (pullRequest === null) {
    const detail = { repository: repository.id, headSha, senderId: sender.id };
    const reason = "the commit is the head of no open pull request";
    await parts.audit.append({ kind: "command-denied", detail: { ...detail, reason } });
    return;
  }
  const by = { checkRun: checkRunId, delivery: deliveryId };
  await hearCommand(parts, { repository, pullRequest, command, sender, by }, deliveryId);
}

function commandOf({ button, headSha }: HeardClick): Command | null {
  switch (button) {
    case "sandbox_run":
      return { name: "sandbox-run", sha: headSha, profile: null };
    case "rerun":
      return { name: "review" };
    case "cancel":
      return { name: "sandbox-cancel" };
    default:
      return null;
  }
}

async function checkOf({ store }: JobParts, heard: HeardClick): Promise<CheckState | null> {
  const check = await store.check(heard.externalId);
  if (check?.repository.id === heard.repository.id) return check;
  return store.checkByRunId(heard.repository.id, heard.checkRunId);
}

/** A run's own pull request; else the first of those that have the commit as their head. */
async function pullRequestOf({ store }: JobParts, check: CheckState): Promise<number | null> {
  const approval = check.kind === "sandbox" ? await store.approval(check.run) : null;
  const [first] = await store.headsAt(check.repository.id, check.headSha);
  return approval?.pullRequest ?? first?.pullRequest ?? null;
}
