import { spawn, type ChildProcess } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GATEHOUSE, gatehouse } from "../cli/gatehouse.ts";
import { DATABASES, type TestDatabase } from "../store/databases.ts";
import { environmentOf, type RunningApp, startApp } from "./app.ts";
import { ATTACK, HONEST, openFromFork, project, REVIEW, SANDBOX } from "./repositories.ts";

const TOKEN = randomBytes(32).toString("base64url");
const WORKERS = `host-1:${createHash("sha256").update(TOKEN).digest("hex")}`;

describe("serve, work and a sandbox worker, each a process of its own", () => {
  let database: TestDatabase;
  let app: RunningApp;
  const others: ChildProcess[] = [];

  beforeAll(async () => {
    const postgres = DATABASES.find(({ name }) => name === "PostgreSQL");
    if (postgres === undefined) throw new Error("there is no PostgreSQL");
    database = await postgres.create();
    const environment = {
      DATABASE_URL: database.databaseUrl ?? "",
      GATEHOUSE_SANDBOX_WORKERS: WORKERS,
      GATEHOUSE_SANDBOX_INSTALLATIONS: "all",
    };
    app = await startApp({ role: "serve", environment });
    startBeside(["work"], {
      ...environmentOf(app.standIn, join(app.dataDir, "../work")),
      ...environment,
    });
  });
  afterAll(async () => {
    for (const child of others.filter(({ exitCode }) => exitCode === null)) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
    await app.close();
    await database.remove();
  });

  function startBeside(args: string[], env: Record<string, string>): void {
    others.push(spawn(GATEHOUSE, args, { env, stdio: "ignore" }));
  }

  test("review what serve hears of, and start on no embedded database", async () => {
    const pull = await openFromFork(app, await project(app), ATTACK);
    const run = await app.standIn.waitForCheckRun(pull.headSha, REVIEW, undefined, 90_000);
    expect(run.conclusion).toBe("failure");
    for (const role of ["serve", "work"]) {
      const env = environmentOf(app.standIn, join(app.dataDir, "../none"));
      const { code, err } = await gatehouse("/", [role], { env });
      expect([code, err.includes("DATABASE_URL is missing")]).toEqual([2, true]);
    }
  }, 120_000);

  test("run tests on a host that holds a token and nothing else", async () => {
    startBeside(["sandbox-worker"], {
      ...{ PATH: process.env["PATH"] ?? "", HOME: "/nonexistent" },
      ...{ GATEHOUSE_SERVER_URL: app.url, GATEHOUSE_WORKER_TOKEN: TOKEN },
    });
    const pull = await openFromFork(app, await project(app), HONEST);
    await app.standIn.waitForCheckRun(pull.headSha, REVIEW, undefined, 90_000);
    await app.standIn.comment(pull, `/sandbox run ${pull.headSha}`, { by: "maintainer" });
    const run = await app.standIn.waitForCheckRun(pull.headSha, SANDBOX, undefined, 240_000);
    expect([run.conclusion, run.title]).toEqual([
      "success",
      expect.stringContaining("1 reported passed"),
    ]);
    const given = app.audit().filter(({ detail }) => detail["event"] === "lease-given");
    expect(given.map(({ detail }) => detail["worker"])).toEqual(["host-1"]);
  }, 360_000);
});
