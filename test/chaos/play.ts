import { sql } from "kysely";
import { parseCommand } from "../../src/execution/command.ts";
import type { SandboxRequest } from "../../src/model/sandbox-request.ts";
import { pass } from "./clock.ts";
import type { Ground } from "./ground.ts";
import { createMachine, type Machine } from "./machine.ts";
import type { Happening } from "./orders.ts";
import { type AppProcess, type Remains, startProcess } from "./process.ts";
import { createWorld, type World } from "./world.ts";

/** What an order of events came to. */
export interface Played {
  world: World;
  remains: Remains;
  machine: Machine;
  /** What was wrong while it went on. */
  wrong: string[];
  /** Whether GitHub went wrong, or a process died. */
  troubled: boolean;
}

/** As many jobs are in hand at a time. */
const MOST_IN_HAND = 6;
/** Between two looks at what is due once nothing is left to do, in milliseconds. */
const ROUND = 30 * 60_000;
const MOST_ROUNDS = 60;
/** More steps than any order needs. */
const MOST_STEPS = 20_000;

/** Plays an order to its end: everything that was not forgotten is delivered, and time passes. */
export async function play(
  ground: Ground,
  order: readonly Happening[],
  { nth, seed }: { nth: number; seed: number },
): Promise<Played> {
  await ground.clear();
  const machine = createMachine();
  const wrong: string[] = [];
  const world = await createWorld(ground, nth);
  const remains: Remains = {
    ...{ audit: [], blobs: new Map() },
    started: async (request, since) =>
      void wrong.push(...(await whyNotRun(ground, world, { request, since }))),
    moment: () => world.moments.length - 1,
  };
  let app = await startProcess(ground, machine, remains);
  const choose = chooser(seed);
  let troubled = false;
  for (const what of order) {
    if (what.does === "work") await work(app, machine, what);
    else if (what.does === "wait") pass(what.minutes * 60_000);
    else if (what.does === "die") {
      troubled = true;
      await app.die();
      app = await startProcess(ground, machine, remains);
    } else {
      troubled ||= what.does === "trouble";
      await world.happen(what);
    }
  }
  await settle(ground, { app, machine, world, choose });
  await app.die();
  return { world, remains, machine, wrong, troubled };
}

type Choose = (below: number) => number;

/** Numbers that look like chance, always the same for one seed (mulberry32). */
function chooser(seed: number): Choose {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

async function work(
  app: AppProcess,
  machine: Machine,
  { steps, choice }: { steps: number; choice: number },
): Promise<void> {
  const choose = chooser(choice);
  for (let step = 0; step < steps; step += 1) if (!(await advance(app, machine, choose))) return;
}

/** Takes one step, or takes up a job; false when there is nothing to do. */
async function advance(app: AppProcess, machine: Machine, choose: Choose): Promise<boolean> {
  const waiting = machine.waiting();
  if (waiting > 0 && (waiting >= MOST_IN_HAND || choose(3) > 0)) {
    await machine.go(choose(waiting));
    return true;
  }
  const due = await app.due();
  const first = choose(Math.max(due.length, 1));
  for (const queue of [...due.slice(first), ...due.slice(0, first)]) {
    if (await app.take(queue)) return true;
  }
  if (waiting > 0) await machine.go(choose(waiting));
  return waiting > 0;
}

interface Settling {
  app: AppProcess;
  machine: Machine;
  world: World;
  choose: Choose;
}

/** GitHub is well again, tells what it has not told, and the App has all the time it needs. */
async function settle(
  { standIn, database }: Ground,
  { app, machine, world, choose }: Settling,
): Promise<void> {
  standIn.clearFaults();
  let steps = 0;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    while (await advance(app, machine, choose)) {
      steps += 1;
      if (steps > MOST_STEPS) throw new Error("the App does not come to rest");
    }
    const [next] = world.outbox;
    if (next !== undefined) await world.deliver(next);
    else if (round > 3 && (await pending(database)) === 0) return;
    if (next === undefined) {
      await database.boss.supervise();
      pass(ROUND);
    }
  }
}

/** Jobs that nobody has done, besides the one that comes again for ever. */
async function pending(database: Ground["database"]): Promise<number> {
  const { rows } = await sql<{ count: string }>`select count(*) as count from gatehouse_jobs.job
    where state in ('created', 'retry', 'active') and name <> 'reconcile'`.execute(
    database.connection.db,
  );
  return Number(rows[0]?.count ?? 0);
}

const MAY_RUN: readonly string[] = ["write", "maintain", "admin"];

/** Why a run that has just started should not have: nobody named its commit, or not any more. */
async function whyNotRun(
  { store, standIn }: Ground,
  world: World,
  { request, since }: { request: SandboxRequest; since: number },
): Promise<string[]> {
  const { runId, headSha } = request;
  const approval = await store.approval(runId);
  if (approval === null) return [`the run ${runId} was never approved`];
  const { by, pullRequest } = approval;
  const wrong: string[] = [];
  const pull = world.pulls.find(({ number }) => number === pullRequest);
  const comment = "comment" in by ? by.comment : null;
  const click = "comment" in by ? undefined : world.clicks.get(by.delivery);
  const body =
    comment === null
      ? null
      : (world.moments.findLast((m) => m.comments.has(comment))?.comments.get(comment) ?? "");
  const who =
    comment === null
      ? click?.by
      : standIn.state.comments.find(({ id }) => id === comment)?.author.login;
  const wasAsked =
    comment === null
      ? click?.button === "sandbox_run" && click.sha === headSha
      : asked(world, comment, headSha, pull?.head === world.repository);
  if (!wasAsked) wrong.push(`${headSha} ran, and ${String(body ?? click?.sha)} does not name it`);
  const ever = (holds: (moment: World["moments"][number]) => boolean) =>
    world.moments.slice(since).some(holds);
  if (
    !ever(
      ({ heads }) =>
        heads.get(pullRequest)?.sha === headSha && heads.get(pullRequest)?.open === true,
    )
  ) {
    wrong.push(`${headSha} ran, and was not the head of the open pull request`);
  }
  if (who !== undefined && !ever(({ roles }) => MAY_RUN.includes(roles.get(who) ?? "read"))) {
    wrong.push(`${headSha} ran for ${who}, who may not run anything`);
  }
  return wrong;
}

function asked(world: World, comment: number, headSha: string, own: boolean): boolean {
  return world.moments.some(({ comments }) => {
    const parsed = parseCommand(comments.get(comment) ?? "");
    if (parsed.kind !== "command" || parsed.command.name !== "sandbox-run") return false;
    return parsed.command.sha === null ? own : parsed.command.sha === headSha;
  });
}
