import { commandHelp } from "../execution/command-table.ts";
import type { Answer } from "../report/answer-check.ts";
import { acceptFinding } from "./accept-finding.ts";
import { answer } from "./answer.ts";
import { approveRun } from "./approve-run.ts";
import type { ActingOn, Asked } from "./asked.ts";
import { cancelRuns } from "./cancel-runs.ts";
import type { JobParts } from "./parts.ts";
import { queueReview } from "./queue-review.ts";
import { reopenFinding } from "./reopen-finding.ts";
import { statusOf } from "./run-status.ts";

/** Does what an authorised person asked for. Safe to repeat. */
export async function act(parts: JobParts, asked: Asked, on: ActingOn): Promise<void> {
  const { command, repository } = asked;
  const reply = (said: Answer) =>
    answer(parts, { repository, headSha: on.live.headSha, asked }, said);
  switch (command.name) {
    case "sandbox-run":
    case "sandbox-exec":
      return approveRun(parts, { ...asked, command }, on);
    case "sandbox-cancel":
      await cancelRuns(parts, repository, asked.pullRequest, { by: "maintainer" });
      return reply({ kind: "done", what: "cancel" });
    case "sandbox-status":
      return reply({ kind: "status", runs: await runsOf(parts, asked) });
    case "help":
      return reply({ kind: "help", commands: commandHelp(command.of) });
    case "review":
      return reviewAgain(parts, asked, on);
    case "explain":
      return reply(await explanation(parts, asked, on, command.finding));
    case "accept":
      return acceptFinding(parts, { ...asked, command }, on);
    case "reopen":
      return reopenFinding(parts, { ...asked, command }, on);
  }
}

/** The newest twenty; the rest is history. */
async function runsOf({ store }: JobParts, { repository, pullRequest }: Asked) {
  const approvals = await store.approvalsOf(repository.id, pullRequest);
  return approvals.slice(-20).map(statusOf);
}

/** The queued check run is the answer. */
async function reviewAgain(parts: JobParts, { repository }: Asked, on: ActingOn): Promise<void> {
  const heads = await parts.store.headsAt(repository.id, on.live.headSha);
  for (const head of heads) await queueReview(parts, head, on.deliveryId);
}

async function explanation(
  { store, addresses, rules }: JobParts,
  { repository, pullRequest }: Asked,
  { live }: ActingOn,
  wanted: string,
): Promise<Answer> {
  const review = await store.review(repository.id, pullRequest, live.headSha);
  if (review === null) {
    return {
      kind: "denied",
      reason: "the review of this head has not ended; ask again when it has",
    };
  }
  const findings = review.findings.filter(
    ({ fingerprint, rule }) => fingerprint === wanted || rule === wanted,
  );
  const repositoryUrl = addresses.repository(repository);
  return { kind: "explain", findings, repositoryUrl, headSha: live.headSha, rules };
}
