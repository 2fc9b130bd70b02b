import { spawn } from "node:child_process";
import { createHash, createHmac, randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Lease } from "../../src/model/lease.ts";
import { verifyAudit } from "../../src/store/verify-audit.ts";
import { GATEHOUSE } from "../cli/gatehouse.ts";
import { sampleRun } from "../store/samples.ts";
import type { PullRequest } from "../stand-in/state.ts";
import { type RunningApp, startApp } from "./app.ts";
import { ATTACK, HONEST, openFromFork, project, REVIEW, SANDBOX } from "./repositories.ts";

const TOKENS = { honest: newToken(), stolen: newToken() };
const WORKERS = Object.entries(TOKENS).map(
  ([name, token]) => `${name}:${createHash("sha256").update(token).digest("hex")}`,
);
const ADMIN = randomBytes(32).toString("hex");

function newToken(): string {
  return randomBytes(32).toString("base64url");
}

describe("whoever has stolen everything that a sandbox worker holds", () => {
  let app: RunningApp;
  const pulls: PullRequest[] = [];
  beforeAll(async () => {
    app = await startApp({
      environment: {
        GATEHOUSE_SANDBOX_WORKERS: WORKERS.join(","),
        GATEHOUSE_SANDBOX_INSTALLATIONS: "all",
        ...{ GATEHOUSE_ADMIN_PORT: "0", GATEHOUSE_ADMIN_TOKEN: ADMIN },
      },
    });
    for (const files of [HONEST, ATTACK]) {
      const pull = await openFromFork(app, await project(app), files);
      await app.standIn.waitForCheckRun(pull.headSha, REVIEW);
      pulls.push(pull);
    }
  }, 120_000);
  afterAll(() => app.close());

  /** Says anything to the lease API in the name of a worker. */
  async function say(token: string, path: string, body?: unknown, method = "POST") {
    const response = await fetch(`${app.url}/api/sandbox${path}`, {
      ...{ method, headers: { authorization: `Bearer ${token}` } },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  }

  /** Has the run of a pull request approved, and a worker take it. */
  async function leaseOf(pull: PullRequest, token: string): Promise<Lease> {
    await app.standIn.comment(pull, `/sandbox run ${pull.headSha}`, { by: "maintainer" });
    let lease: Lease | null = null;
    await expect
      .poll(
        async () => {
          const { status, text } = await say(token, "/leases", {});
          if (status === 200) lease = Lease.parse(JSON.parse(text));
          return status;
        },
        { timeout: 60_000, interval: 250 },
      )
      .toBe(200);
    return Lease.parse(lease);
  }

  const runOf = ({ request: { headSha, profile } }: Lease) => ({
    ...sampleRun(),
    ...{ headSha, profile, outcome: "passed" as const },
  });
  const shown = () => JSON.stringify(pulls.map(({ headSha }) => app.standIn.checkRuns(headSha)));
  const stolen = () =>
    app
      .audit()
      .filter(({ detail }) => detail["worker"] === "stolen")
      .map(({ detail }) => detail["what"] ?? detail["event"]);

  test("holds a token and an address: no key, no database, no token of GitHub", async () => {
    const env = {
      ...{ PATH: process.env["PATH"] ?? "", HOME: "/nonexistent" },
      ...{ GATEHOUSE_SERVER_URL: app.url, GATEHOUSE_WORKER_TOKEN: TOKENS.stolen },
    };
    const start = (more: Record<string, string> = {}) => {
      const places = { DOCKER_HOST: "unix:///nonexistent/docker.sock", ...more };
      return spawn(GATEHOUSE, ["sandbox-worker"], { env: { ...env, ...places }, stdio: "pipe" });
    };
    const child = start();
    await once(child.stdout, "data");
    const held = readFileSync(`/proc/${child.pid}/environ`, "utf8").split("\0");
    const names = held.map((one) => one.split("=", 1)[0]).filter((name) => name !== "");
    const known = ["DOCKER_HOST", "GATEHOUSE_SERVER_URL", "GATEHOUSE_WORKER_TOKEN", "HOME", "PATH"];
    expect(
      names.toSorted().filter((name) => !/^(PWD|OLDPWD|SHLVL|_|NODE_.*)$/.test(name ?? "")),
    ).toEqual(known);
    child.kill("SIGTERM");
    await once(child, "exit");
    for (const foreign of ["PRIVATE_KEY", "DATABASE_URL", "WEBHOOK_SECRET_FILE"]) {
      const refused = start({ [foreign]: "/x" });
      expect(await once(refused, "exit"), foreign).toEqual([2, null]);
    }
  }, 60_000);

  test("reads and writes nothing of another's lease, and each attempt is a record", async () => {
    const [honest] = pulls;
    if (honest === undefined) throw new Error("there is no pull request");
    const lease = await leaseOf(honest, TOKENS.honest);
    await app.standIn.waitForCheckRun(honest.headSha, SANDBOX, ({ status }) => status !== "queued");
    const [before, count] = [shown(), stolen().length];
    const at = `/leases/${lease.lease}`;
    const run = runOf(lease);
    const attempts = [
      await say(TOKENS.stolen, `${at}/source`, undefined, "GET"),
      await say(TOKENS.stolen, `${at}/beat`, { stage: "defaced" }),
      await say(TOKENS.stolen, `${at}/end`, { run }),
      await say(TOKENS.stolen, `${at}/end`, { fault: "stopped" }),
      await say(TOKENS.stolen, `${at}/end`, { run, conclusion: "success" }),
      await say(TOKENS.stolen, `${at}/approve`, {}),
      await say(TOKENS.stolen, "/approvals", { runId: lease.request.runId }),
      await say(TOKENS.stolen, "/leases/../../../readyz/x", undefined, "DELETE"),
      await say(TOKENS.stolen, `/leases/${lease.request.runId}/source`, undefined, "GET"),
    ];
    expect(attempts.map(({ status }) => status)).toEqual([
      ...[410, 410, 410, 410, 400, 404, 404, 404, 404],
    ]);
    // `fetch` itself resolves the dots, so that one leaves the API and is nobody's attempt on it.
    expect(stolen().slice(count)).toEqual([
      ...["source", "beat", "end", "end", "something else than a result"],
      ...Array<string>(3).fill("a path that there is not"),
    ]);
    expect(shown()).toBe(before);
    // The owner of the lease is not disturbed: the source is still there, and its end counts.
    const source = await say(TOKENS.honest, `${at}/source`, undefined, "GET");
    expect([source.status, source.text.includes("src/total.js")]).toEqual([200, true]);
    expect((await say(TOKENS.honest, `${at}/end`, { run })).status).toBe(204);
    await app.standIn.waitForCheckRun(honest.headSha, SANDBOX);
  }, 120_000);

  test("lies about its own lease only in its result, which changes no verdict", async () => {
    const [, attack] = pulls;
    if (attack === undefined) throw new Error("there is no pull request");
    const verdict = () =>
      JSON.stringify(app.standIn.checkRuns(attack.headSha).filter(({ name }) => name === REVIEW));
    const [before, runs] = [verdict(), app.standIn.state.checkRuns.length];
    const lease = await leaseOf(attack, TOKENS.stolen);
    const end = (body: unknown) => say(TOKENS.stolen, `/leases/${lease.lease}/end`, body);
    const run = runOf(lease);
    const other = pulls[0]?.headSha ?? "";
    expect((await end({ run: { ...run, headSha: other } })).status).toBe(400);
    expect((await end({ run: { ...run, profile: "another" } })).status).toBe(400);
    expect((await end({ run: { ...run, announcedBy: "x" } })).status).toBe(400);
    expect((await end({ run })).status).toBe(204);
    expect((await end({ run })).status).toBe(410);
    await app.standIn.waitForCheckRun(attack.headSha, SANDBOX);
    expect(verdict()).toBe(before);
    // One check run for the run that a maintainer approved, and none beside it.
    expect(app.standIn.state.checkRuns).toHaveLength(runs + 1);
    expect(stolen().slice(-5)).toEqual([
      ...["lease-given", "end of another run", "end of another run"],
      ...["something else than a result", "end"],
    ]);
  }, 120_000);

  test("is nobody at every other door: webhooks, dashboard, GitHub and git", async () => {
    const [before, trail] = [shown(), readFileSync(trailOf(app), "utf8")];
    const body = JSON.stringify({ action: "created", comment: { body: "/sandbox run" } });
    const signature = `sha256=${createHmac("sha256", TOKENS.stolen).update(body).digest("hex")}`;
    const webhook = await fetch(`${app.url}/api/github/webhooks`, {
      ...{ method: "POST", body },
      headers: {
        ...{ "content-type": "application/json", "x-hub-signature-256": signature },
        ...{ "x-github-delivery": "stolen-1", "x-github-event": "issue_comment" },
        authorization: `Bearer ${TOKENS.stolen}`,
      },
    });
    expect(webhook.status).toBe(401);
    await app.logged(
      ({ msg, ["deliveryId"]: id }) => id === "stolen-1" && msg.includes("wrong signature"),
    );
    const signIn = await fetch(`${app.adminUrl}/sign-in`, {
      ...{ method: "POST", body: new URLSearchParams({ token: TOKENS.stolen }) },
    });
    expect(signIn.status).toBe(403);
    const headers = { authorization: `Bearer ${TOKENS.stolen}` };
    for (const path of ["/runs", "/audit", "/metrics-x"]) {
      const response = await fetch(`${app.adminUrl}${path}`, { headers, redirect: "manual" });
      expect([303, 404], path).toContain(response.status);
    }
    const asked = app.standIn.violations.length;
    const rest = await fetch(`${app.standIn.apiUrl}/installation/repositories`, { headers });
    expect(rest.status).toBe(401);
    app.standIn.violations.splice(asked);
    const { owner, name } = pulls[0]?.base ?? { owner: { login: "" }, name: "" };
    const git = `${app.standIn.url}/${owner.login}/${name}.git/info/refs?service=git-upload-pack`;
    const basic = Buffer.from(`x-access-token:${TOKENS.stolen}`).toString("base64");
    expect((await fetch(git, { headers: { authorization: `Basic ${basic}` } })).status).toBe(401);
    expect(shown()).toBe(before);
    // Records are only added: what stood there stands there, to the byte.
    expect(readFileSync(trailOf(app), "utf8").startsWith(trail)).toBe(true);
    expect(app.audit().at(-1)?.detail).toEqual({ event: "sign-in-refused", attempts: 1 });
    const approvals = app.audit().filter(({ kind }) => kind === "approval");
    expect(approvals).toHaveLength(2);
    expect((await verifyAudit(trailOf(app))).problem).toBeNull();
  }, 60_000);
});

function trailOf({ dataDir }: RunningApp): string {
  return join(dataDir, "audit", "audit.jsonl");
}
