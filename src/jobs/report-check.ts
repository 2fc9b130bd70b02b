import type { CheckContent } from "../model/check.ts";
import { CHECK_NAMES } from "../model/check.ts";
import { Fault } from "../model/fault.ts";
import type { JobPayload } from "../model/job.ts";
import { shortened } from "../report/shortened.ts";
import type { CheckRunWrite, CheckState } from "../ports.ts";
import type { JobParts } from "./parts.ts";

type Parts = Pick<JobParts, "store" | "github" | "audit" | "log">;

/**
 * Brings GitHub's check run to what is wanted now, whatever it was when the job was sent: the
 * only writer to GitHub. What GitHub shows already, and news of a head that is no more, is
 * dropped; what can never be written is dropped and recorded.
 */
export async function reportCheck(parts: Parts, { checkId }: JobPayload<"report">): Promise<void> {
  const check = await parts.store.check(checkId);
  if (check === null || check.writtenSequence >= check.sequence) return;
  if (await isStale(parts, check)) return;
  try {
    if (await isOvertaken(parts, check)) {
      return await recordDropped(parts, check, "a newer check of the same commit is there");
    }
    const checkRunId = await write(parts, check, check.content);
    if (check.content.status === "completed") await recordConclusion(parts, check);
    await parts.store.checkWritten(check.id, check.sequence, checkRunId);
    if (check.checkRunId === null) await showNewestLast(parts, check);
  } catch (error) {
    if (!isGone(error)) throw error;
    parts.log.warn({ err: error, checkId }, "dropped a check that GitHub has no place for");
    await recordDropped(parts, check, error.message);
  }
}

/** Gives a check up after its last attempt: GitHub was away for more than a day. */
export async function abandonReport(
  parts: Pick<JobParts, "store" | "audit" | "log">,
  { checkId }: JobPayload<"report">,
): Promise<void> {
  const check = await parts.store.check(checkId);
  if (check === null || check.writtenSequence >= check.sequence) return;
  parts.log.error({ checkId }, "gave up writing a check");
  await recordDropped(parts, check, "GitHub did not take it");
}

/** A queued or running check of a commit that nobody waits for any more. */
async function isStale({ store }: Parts, check: CheckState): Promise<boolean> {
  if (check.content.status === "completed") return false;
  const { repository, headSha } = check;
  if ((await store.headsAt(repository.id, headSha)).length > 0) return false;
  return (await store.rangesAt(repository.id, headSha)).length === 0;
}

/**
 * GitHub shows the check run that was created last. An older conclusion that never got there,
 * since GitHub asked to wait, would come last and stand for the commit in place of the newer.
 */
async function isOvertaken({ store, github }: Parts, check: CheckState): Promise<boolean> {
  const { id, repository, kind, headSha, checkRunId, content } = check;
  if (checkRunId !== null || kind === "answer" || content.status !== "completed") return false;
  const [newest] = await store.checksAt(repository.id, kind, headSha);
  if (newest === undefined || newest.id === id) return false;
  // What is there after all, because its answer was lost, must be brought to its end.
  return (await github.findCheckRun(repository, headSha, CHECK_NAMES[kind], id)) === null;
}

/** What was created while a newer check got there came last, so the newer one is told again. */
async function showNewestLast(
  { store }: Parts,
  { id, repository, kind, headSha }: CheckState,
): Promise<void> {
  if (kind !== "review") return;
  const [newest] = await store.checksAt(repository.id, kind, headSha);
  if (newest === undefined || newest.id === id || newest.checkRunId === null) return;
  const { content } = newest;
  await store.wantCheck({ repository, kind, headSha, run: `after ${id}`, content });
}

/**
 * What GitHub refuses as malformed would be refused for ever, and a check that never ends
 * would hide what it says; so a conclusion goes out without its details then.
 */
async function write(parts: Parts, check: CheckState, content: CheckContent): Promise<number> {
  try {
    return await writeOnce(parts, check, content);
  } catch (error) {
    const malformed = error instanceof Fault && / with 422 /.test(error.message);
    if (!malformed || content.status !== "completed") throw error;
    parts.log.error({ err: error, checkId: check.id }, "GitHub refused the details of a check");
    return writeOnce(parts, check, shortened(content));
  }
}

async function writeOnce(
  { github }: Parts,
  check: CheckState,
  content: CheckContent,
): Promise<number> {
  const { repository, headSha, checkRunId } = check;
  const name = CHECK_NAMES[check.kind];
  const wanted: CheckRunWrite = { name, headSha, externalId: check.id, detailsUrl: null, content };
  if (checkRunId === null) return github.createCheckRun(repository, wanted);
  await github.updateCheckRun(repository, checkRunId, wanted);
  return checkRunId;
}

function isGone(error: unknown): error is Fault {
  return error instanceof Fault && error.kind === "gone";
}

async function recordConclusion({ audit }: Parts, check: CheckState): Promise<void> {
  await audit.append({
    kind: "check-concluded",
    detail: { ...subjectOf(check), conclusion: check.content.conclusion },
  });
}

async function recordDropped(
  { audit }: Pick<Parts, "audit">,
  check: CheckState,
  reason: string,
): Promise<void> {
  await audit.append({
    kind: "check-concluded",
    detail: { ...subjectOf(check), conclusion: null, dropped: reason.slice(0, 300) },
  });
}

function subjectOf({ id, repository, kind, headSha, sequence }: CheckState) {
  return { check: id, repository: repository.id, name: CHECK_NAMES[kind], headSha, sequence };
}
