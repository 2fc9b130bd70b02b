import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyAudit } from "../../src/store/verify-audit.ts";
import { GATEHOUSE } from "../cli/gatehouse.ts";
import type { TestDatabase } from "../store/databases.ts";
import type { PullRequest, Repository } from "../stand-in/state.ts";
import { environmentOf, type RunningApp, startApp } from "./app.ts";
import { ATTACK, HONEST, project, REVIEW } from "./repositories.ts";

/** Two at each run; the long run of the project asks for as many as make thousands of deliveries. */
const ROUNDS = Number(process.env["KILL_ROUNDS"] ?? 2);
const COMMENTS = 30;
const PATIENCE_MS = 150_000 + ROUNDS * 5_000;

/**
 * Sends deliveries while one process after another is killed at a moment that nobody chose: all
 * of it in one process on the embedded database, or `serve` and two `work` on PostgreSQL.
 */
export function describeRandomKills(create: () => Promise<TestDatabase>): void {
  let database: TestDatabase;
  let app: RunningApp;
  let places: { base: Repository; fork: Repository };
  let environment: Record<string, string>;
  const workers: ChildProcess[] = [];
  const pulls: PullRequest[] = [];
  const accepted = new Set<string>();

  beforeAll(async () => {
    database = await create();
    const url = database.databaseUrl;
    environment = {
      ...(url === null ? {} : { DATABASE_URL: url }),
      ...{ GATEHOUSE_ADMIN_PORT: "0", GATEHOUSE_FORK_REVIEWS_PER_HOUR: "99999" },
    };
    app = await startApp({ role: url === null ? "start" : "serve", environment });
    if (url !== null) for (const at of [0, 1]) startWorker(at);
    places = await project(app);
  });
  afterAll(async () => {
    for (const child of workers) child.kill("SIGKILL");
    await app.close();
    await database.remove();
  });

  function startWorker(at: number): void {
    const dataDir = join(app.dataDir, `../work-${at}`);
    // A port for the operator is only wanted once.
    const env = { ...environmentOf(app.standIn, dataDir), ...environment };
    workers[at] = spawn(GATEHOUSE, ["work"], { env, stdio: "ignore" });
  }

  /** Kills any of the processes, and starts it anew. */
  async function killOne(): Promise<void> {
    const at = Math.floor(Math.random() * (1 + workers.length)) - 1;
    const worker = workers[at];
    if (worker === undefined) {
      await app.kill();
      await app.start();
      return;
    }
    const ended = worker.exitCode === null ? once(worker, "exit") : Promise.resolve();
    worker.kill("SIGKILL");
    await ended;
    startWorker(at);
  }

  async function round(nth: number): Promise<void> {
    const files = nth % 2 === 0 ? ATTACK : { ...HONEST, [`src/part-${nth}.js`]: "export {};\n" };
    const wanted = { author: places.fork.owner.login, ...{ base: places.base, head: places.fork } };
    const named = { branch: `change-${nth}`, title: `Change ${nth}` };
    const [pull] = await Promise.all([
      app.standIn.openPullRequest({ ...wanted, ...named, files }),
      pause(Math.random() * 3_000).then(killOne),
    ]);
    pulls.push(pull);
    const send = async () => {
      await app.standIn.comment(pull, "Thank you!", { by: "maintainer" });
    };
    await Promise.all([
      ...Array.from({ length: COMMENTS }, send),
      pause(Math.random() * 1_000).then(killOne),
    ]);
  }

  test(
    `loses nothing and concludes nothing twice over ${ROUNDS} rounds`,
    async () => {
      for (let nth = 0; nth < ROUNDS; nth += 1) await round(nth);
      for (const { id, status } of app.standIn.webhooks.deliveries) {
        if (status === 202) accepted.add(id);
      }
      expect(accepted.size).toBeGreaterThan(0);
      for (const { headSha, number } of pulls) {
        const { conclusion } = await app.standIn.waitForCheckRun(
          ...([headSha, REVIEW, undefined, PATIENCE_MS] as const),
        );
        const runs = app.standIn.checkRuns(headSha).filter(({ name }) => name === REVIEW);
        expect(runs, `pull request ${number}`).toHaveLength(1);
        // A review that was killed in all of its attempts is concluded as our own fault: once, too.
        const isEnd = (state: string) => /^(success|failure|neutral)$/.test(state);
        const concluded = (runs[0]?.history ?? []).filter(isEnd);
        expect(concluded, `pull request ${number}`).toEqual([conclusion]);
      }
      await expect.poll(waitingJobs, { timeout: PATIENCE_MS, interval: 1_000 }).toBe("0 0 0");
    },
    PATIENCE_MS * 2 + ROUNDS * 30_000,
  );

  test("keeps every delivery that it answered, each once, on an unbroken trail", async () => {
    const trail = join(app.dataDir, "audit", "audit.jsonl");
    await app.stop();
    expect((await verifyAudit(trail)).problem).toBeNull();
    const recorded = new Set(
      app.audit().flatMap(({ kind, detail }) => (kind === "delivery" ? [detail["delivery"]] : [])),
    );
    expect([...accepted].filter((id) => !recorded.has(id))).toEqual([]);
  });

  /** Deliveries and reviews that wait or are worked on, and what was given up. */
  async function waitingJobs(): Promise<string> {
    const text = await (await fetch(`${app.adminUrl}/metrics`)).text();
    const sum = (pattern: RegExp) =>
      [...text.matchAll(pattern)].reduce((all, [, count]) => all + Number(count), 0);
    const of = (queue: string) =>
      sum(
        new RegExp(
          `^gatehouse_queue_jobs\\{queue="${queue}",state="(?:waiting|active)"\\} (\\d+)$`,
          "gm",
        ),
      );
    return `${of("delivery")} ${of("review")} ${sum(/^gatehouse_queue_jobs\{[^}]*state="abandoned"\} (\d+)$/gm)}`;
  }
}
