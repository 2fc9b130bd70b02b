import type { Command } from "../model/command.ts";
import { answer } from "./answer.ts";
import { runIdOf } from "./asked.ts";
import type { ActingOn, Asked } from "./asked.ts";
import type { JobParts } from "./parts.ts";
import { queueRange, queueReview } from "./queue-review.ts";

type AskedToReopen = Asked & { command: Extract<Command, { name: "reopen" }> };

/**
 * Takes back what was accepted of a finding in this pull request: it counts again, in its head
 * and in what a merge queue holds of it. Safe to repeat. What the policy suppresses stays so.
 */
export async function reopenFinding(
  parts: JobParts,
  asked: AskedToReopen,
  { live, deliveryId }: ActingOn,
): Promise<void> {
  const { store } = parts;
  const { repository, pullRequest, command, sender } = asked;
  const { finding } = command;
  const at = { repository, headSha: live.headSha, asked };
  await record(parts, asked, finding);
  const taken = await store.takeBack(repository.id, pullRequest, finding, {
    ...{ by: runIdOf(asked), at: parts.now() },
  });
  const [last] = taken;
  if (last === undefined) {
    const reason = "nobody has accepted such a finding in this pull request";
    return answer(parts, at, { kind: "denied", reason });
  }
  for (const head of await store.headsAt(repository.id, live.headSha)) {
    await queueReview(parts, head, deliveryId);
  }
  for (const group of await store.groupsOf(repository.id, pullRequest)) {
    await queueRange(parts, group, deliveryId);
  }
  const { rule, path } = last.binding;
  await answer(parts, at, { kind: "reopened", rule, path, by: sender.login });
}

/** On the trail first, which is synced: else the database could bring an acceptance back. */
async function record(
  { store, audit }: JobParts,
  { repository, pullRequest, sender }: Asked,
  finding: string,
): Promise<void> {
  const accepted = await store.acceptancesOf(repository.id, pullRequest);
  const meant = accepted.filter(({ binding }) => binding.fingerprint === finding);
  if (meant.length === 0) return;
  const detail = { repository: repository.id, pullRequest, finding };
  await audit.append({
    kind: "reopening",
    detail: {
      ...{ ...detail, reopenedBy: sender.id, login: sender.login, acceptances: meant.length },
    },
  });
}
