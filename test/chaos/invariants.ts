import { sql } from "kysely";
import { CHECK_NAMES } from "../../src/model/check.ts";
import type { Conclusion } from "../../src/model/check.ts";
import type { CheckRun, PullRequest } from "../stand-in/state.ts";
import { FINGERPRINTS, truthOf } from "./commits.ts";
import type { Ground } from "./ground.ts";
import { CREATIONS } from "./process.ts";
import type { Played } from "./play.ts";

/** Conclusions that end a check run. */
const ENDS: readonly string[] = [
  ...["success", "neutral", "failure", "action_required", "cancelled", "timed_out"],
];
const WORST_FIRST: readonly Conclusion[] = ["failure", "action_required", "neutral", "success"];
/** GitHub asks for a second between two writes of an installation. */
const SPACING_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const POINTS_A_MINUTE = 900;
const OWN_FAULT = "a failure of Gatehouse itself";

/** Everything that does not hold after an order of events; nothing when all is well. */
export async function broken(ground: Ground, played: Played): Promise<string[]> {
  const runs = runsOf(ground, played);
  return [
    ...played.wrong,
    ...played.machine.failures.map((error) => `a job failed for nobody: ${String(error)}`),
    ...ground.standIn.violations.map((one) => `GitHub's contract: ${one}`),
    ...runs.flatMap(wrongWithRun),
    ...twins(runs),
    ...(await wrongHeads(ground, played, runs)),
    ...(await unanswered(ground, played, runs)),
    ...wrongComments(ground, played),
    ...wrongWrites(ground),
    ...(await leftOver(ground)),
  ];
}

function runsOf({ standIn }: Ground, { world }: Played): CheckRun[] {
  return standIn.state.checkRuns.filter(({ repository }) => repository === world.repository);
}

/** Each check run is concluded, once, and never says anything else afterwards. */
function wrongWithRun({ name, headSha, status, conclusion, history, title }: CheckRun): string[] {
  const at = `${name} at ${headSha.slice(0, 7)} (${String(title)})`;
  if (status !== "completed") return [`${at} is ${status} for ever`];
  if (name === CHECK_NAMES.answer) return conclusion === "neutral" ? [] : [`${at} judges`];
  const first = history.findIndex((one) => ENDS.includes(one));
  const after = history.slice(first).filter((one) => one !== conclusion);
  return after.length === 0 ? [] : [`${at} went ${history.join(", ")}`];
}

/** No check run is there twice. */
function twins(runs: readonly CheckRun[]): string[] {
  const ids = runs.map(({ externalId }) => externalId);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  return twice.map((id) => `the check ${String(id)} has two check runs`);
}

/** Every head of an open pull request says the worst of what is true of it. */
async function wrongHeads(
  ground: Ground,
  { world, troubled }: Played,
  runs: readonly CheckRun[],
): Promise<string[]> {
  const wrong: string[] = [];
  const open = world.pulls.filter(({ state }) => state === "open");
  for (const { headSha, number } of open) {
    const sharing = open.filter((pull) => pull.headSha === headSha);
    const all = await Promise.all(
      sharing.map((pull) => conclusionOf(ground, world.repository.id, pull)),
    );
    const expected = WORST_FIRST.find((one) => all.includes(one));
    const shown = runs.findLast(
      (run) => run.headSha === headSha && run.name === CHECK_NAMES.review,
    );
    if (troubled && shown?.title?.includes(OWN_FAULT)) continue;
    if (shown?.conclusion === expected) continue;
    const kind = String(ground.commits.kind.get(headSha));
    const says = `${String(shown?.conclusion)} (${String(shown?.title)})`;
    wrong.push(`#${number} at ${kind} says ${says} instead of ${String(expected)}`);
  }
  const green = runs.filter(
    (run) => run.name === CHECK_NAMES.review && run.conclusion === "success",
  );
  for (const { headSha } of green) {
    const kind = ground.commits.kind.get(headSha);
    if (kind !== undefined && truthOf(kind, "release") !== "clean") wrong.push(`${kind} was green`);
  }
  return wrong;
}

/** The first row of the table that applies, in the mode `advise`. */
async function conclusionOf(
  { store, commits }: Ground,
  repositoryId: number,
  { number, headSha, baseBranch }: PullRequest,
): Promise<Conclusion> {
  const kind = commits.kind.get(headSha) ?? "clean";
  const truth = truthOf(kind, baseBranch);
  const accepted = new Set(
    (await store.acceptancesOf(repositoryId, number)).map(({ binding }) => binding.fingerprint),
  );
  const isAccepted = accepted.has(FINGERPRINTS[kind] ?? "");
  const remembered = await store.rememberedHeads(repositoryId, number);
  const earlier = remembered.filter(
    (head) =>
      head.headSha !== headSha &&
      !head.review.findings.every(({ fingerprint }) => accepted.has(fingerprint)),
  );
  if (truth === "malicious" && !isAccepted) return "failure";
  if (earlier.length > 0 || truth === "incomplete") return "action_required";
  return truth === "clean" ? "success" : "neutral";
}

/** A merge queue that asked has an answer, and a command that was heard is on the trail. */
async function unanswered(
  { database }: Ground,
  { world, remains }: Played,
  runs: readonly CheckRun[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string; event: string; body: string; state: string }>`
    select id, event, body, state from gatehouse.delivery`.execute(database.connection.db);
  const wrong = rows
    .filter(({ state }) => state !== "done")
    .map(({ id, event, state }) => `the delivery ${id} (${event}) is ${state} for ever`);
  for (const { id, state } of rows) {
    const group = world.groups.get(id);
    if (group?.open !== true || state !== "done") continue;
    const sha = /"head_sha":"([0-9a-f]{40})"/.exec(rows.find((row) => row.id === id)?.body ?? "");
    if (!runs.some((run) => run.headSha === sha?.[1])) wrong.push("a merge group has no answer");
  }
  const heard = new Set(remains.audit.map(({ detail }) => detail["reference"]));
  for (const { id, event, body, state } of rows) {
    if (event !== "issue_comment" || state !== "done") continue;
    // The stand-in wrote it.
    const { comment } = JSON.parse(body) as { comment: { id: number; body: string } };
    if (comment.body.startsWith("/") && !heard.has(comment.id) && !wasTooMuch(remains.audit)) {
      wrong.push(`the command ${comment.body} of delivery ${id} is not on the trail`);
    }
  }
  return wrong;
}

function wasTooMuch(audit: Played["remains"]["audit"]): boolean {
  return audit.some(({ detail }) => detail["reason"] === "too many commands in an hour");
}

/**
 * Below each pull request is one comment at most that tells how it stands, of a head that was
 * reviewed, and one at most that answers each command.
 */
function wrongComments({ standIn, commits }: Ground, { world }: Played): string[] {
  return world.pulls.flatMap((pull) => {
    const all = standIn.state.comments.filter((one) => one.pullRequest === pull && one.byApp);
    const answers = all.flatMap(({ body }) => /#issuecomment-(\d+)\): /.exec(body)?.[1] ?? []);
    if (new Set(answers).size < answers.length) return [`#${pull.number} has an answer twice`];
    const own = all.filter(({ body }) => !/^\*\*Gatehouse\*\*, in answer to /.test(body));
    if (own.length > 1) return [`#${pull.number} has ${own.length} comments of ours`];
    const said = own.flatMap(({ body }) =>
      [...commits.kind.keys()].filter((sha) => body.includes(sha)),
    );
    const isMalicious = said.some((sha) => FINGERPRINTS[commits.kind.get(sha) ?? "clean"]);
    const warns = own.some(({ body }) => body.includes("before anybody runs this"));
    return warns && !isMalicious ? [`#${pull.number} is warned of without a reason`] : [];
  });
}

/** One write at a time, and a second between two. */
function wrongWrites({ standIn }: Ground): string[] {
  const writes = standIn.requests.filter(
    ({ method, path }) => method !== "GET" && path.startsWith("/repos/"),
  );
  const created = writes.filter(({ method }) => method === "POST").map(({ at }) => at);
  const points = standIn.requests.map(({ method, at }) => ({ at, cost: method === "GET" ? 1 : 5 }));
  return [...tooClose(writes), ...tooMany(created), ...tooDear(points)];
}

function tooClose(writes: readonly { method: string; path: string; at: number }[]): string[] {
  return writes.flatMap((write, at) => {
    const rest = write.at - (writes[at - 1]?.at ?? 0);
    return rest < SPACING_MS ? [`${write.method} ${write.path} came after ${rest} ms`] : [];
  });
}

/** No hour has more creations than the budget, wherever it begins, deaths in between or not. */
function tooMany(created: readonly number[]): string[] {
  return created.flatMap((at, nth) => {
    const first = created[nth - CREATIONS];
    return first !== undefined && at - first < HOUR_MS
      ? [`more than ${CREATIONS} were created within ${at - first} ms`]
      : [];
  });
}

/** GitHub gives 900 points a minute, one for a read and five for a write. */
function tooDear(points: readonly { at: number; cost: number }[]): string[] {
  let from = 0;
  let sum = 0;
  for (const { at, cost } of points) {
    sum += cost;
    for (; at - (points[from]?.at ?? at) >= MINUTE_MS; from += 1) sum -= points[from]?.cost ?? 0;
    if (sum > POINTS_A_MINUTE) return [`a minute cost ${sum} points`];
  }
  return [];
}

/** Nothing waits that nobody will do. */
async function leftOver({ database }: Ground): Promise<string[]> {
  const { db } = database.connection;
  const { rows } = await sql<{ name: string; state: string }>`
    select name, state from gatehouse_jobs.job where name <> 'reconcile'
      and (state in ('created', 'retry', 'active') or (state = 'failed' and name like '%-abandoned'))
    `.execute(db);
  const open = await sql<{ kind: string; head_sha: string }>`
    select kind, head_sha from gatehouse.check_run where not completed`.execute(db);
  return [
    ...rows.map(({ name, state }) => `a job of ${name} is left ${state}`),
    ...open.rows.map(
      ({ kind, head_sha }) => `a check (${kind}) of ${head_sha.slice(0, 7)} is open`,
    ),
  ];
}
