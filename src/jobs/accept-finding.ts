import type { Command } from "../model/command.ts";
import { bindingOf } from "../model/evidence.ts";
import type { Finding } from "../model/review.ts";
import type { Answer } from "../report/answer-check.ts";
import type { Acceptance, ReviewedHead } from "../ports/acceptances.ts";
import { answer } from "./answer.ts";
import type { ActingOn, Asked } from "./asked.ts";
import type { JobParts } from "./parts.ts";
import { queueReview } from "./queue-review.ts";

type AskedToAccept = Asked & { command: Extract<Command, { name: "accept" }> };

/**
 * Accepts one finding of the head, or of an earlier head that the pull request is remembered
 * for, exactly as it is, and lets the head be reviewed again. Safe to repeat.
 */
export async function acceptFinding(
  parts: JobParts,
  asked: AskedToAccept,
  { live, deliveryId }: ActingOn,
): Promise<void> {
  const { repository, pullRequest, command, sender } = asked;
  const reply = (said: Answer) => answer(parts, { repository, headSha: live.headSha, asked }, said);
  const reviewed = await reviewedAt(parts, asked, live.headSha);
  const finding = reviewed?.review.findings.find((one) => one.fingerprint === command.finding);
  const problem = problemWith(reviewed, finding);
  if (reviewed === null || finding === undefined || problem !== null) {
    return reply({ kind: "denied", reason: problem ?? "there is nothing to accept" });
  }
  const acceptance: Acceptance = {
    id: idOf(asked),
    ...{ repositoryId: repository.id, pullRequest, headSha: command.sha },
    binding: bindingOf(finding, reviewed),
    by: { id: sender.id, login: sender.login },
    ...{ reason: command.reason, acceptedAt: parts.now() },
  };
  if (!(await keep(parts, acceptance))) return;
  for (const head of await parts.store.headsAt(repository.id, live.headSha)) {
    await queueReview(parts, head, deliveryId);
  }
  return reply({ kind: "accepted", finding, reason: command.reason, by: sender.login });
}

/** An earlier head is judged as it was when it was malicious, whatever became of its review. */
async function reviewedAt(
  { store }: JobParts,
  { repository, pullRequest, command }: AskedToAccept,
  headSha: string,
): Promise<ReviewedHead | null> {
  if (command.sha === headSha) return store.reviewedHead(repository.id, pullRequest, headSha);
  const remembered = await store.rememberedHeads(repository.id, pullRequest);
  return remembered.find((head) => head.headSha === command.sha) ?? null;
}

function problemWith(reviewed: ReviewedHead | null, finding: Finding | undefined): string | null {
  if (reviewed === null) return "the review of that commit has not ended; ask again when it has";
  if (finding === undefined) return "the review of that commit has no such finding";
  return finding.axis === "weakness"
    ? "that finding is a weakness: it is a notice, and stops nothing"
    : null;
}

function idOf({ repository, by }: AskedToAccept): string {
  return `${repository.id} ${JSON.stringify("comment" in by ? { comment: by.comment } : by)}`;
}

/**
 * On the audit trail first, which is synced: what the database forgets comes back from there.
 * False where somebody has taken this very acceptance back meanwhile.
 */
async function keep({ audit, store }: JobParts, acceptance: Acceptance): Promise<boolean> {
  const { id, repositoryId, pullRequest, headSha, binding, by, reason } = acceptance;
  const known = await store.acceptancesOf(repositoryId, pullRequest);
  if (known.some((one) => one.id === id)) return true;
  if (await store.wasTakenBack(id)) return false;
  const bound = JSON.stringify(binding);
  await audit.append({
    kind: "acceptance",
    detail: {
      ...{ repository: repositoryId, pullRequest, headSha, acceptedBy: by.id, login: by.login },
      ...{ rule: binding.rule, finding: binding.fingerprint, acceptance: id, reason },
      ...{ binding: bound.length > LONGEST_BINDING ? null : bound },
    },
  });
  await store.accept(acceptance);
  return true;
}

/** In characters; a record of the trail has its own limit, and this leaves room for the rest. */
const LONGEST_BINDING = 20_000;
