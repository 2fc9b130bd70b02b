import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { KEYS, type RunningApp, SECRET, startApp } from "./app.ts";
import { ATTACK, HONEST, openFromFork, project, REVIEW } from "./repositories.ts";

const PREVIOUS = randomBytes(32).toString("hex");

/** The value of one line of Prometheus's text format; 0 for a line that is not there. */
function valueOf(text: string, line: string): number {
  const found = text.split("\n").find((one) => one.startsWith(`${line} `));
  return Number(found?.slice(line.length + 1) ?? 0);
}

/** Pieces of a secret, each long enough that it stands nowhere by chance. */
function pieces(secret: string): string[] {
  const plain = secret.replace(/-----[A-Z ]+-----/g, "").split("\n");
  return plain.flatMap((line) =>
    Array.from({ length: Math.floor(line.length / 20) }, (_, at) =>
      line.slice(at * 20, at * 20 + 20),
    ),
  );
}

describe("an App in operation", () => {
  let app: RunningApp;
  let heads: string[];
  beforeAll(async () => {
    app = await startApp({
      environment: { GATEHOUSE_ADMIN_PORT: "0", GATEHOUSE_WEBHOOK_SECRET_PREVIOUS: PREVIOUS },
    });
    const attack = await openFromFork(app, await project(app), ATTACK);
    const honest = await openFromFork(app, await project(app), HONEST);
    heads = [attack.headSha, honest.headSha];
    for (const sha of heads) await app.standIn.waitForCheckRun(sha, REVIEW);
  });
  afterAll(() => app.close());

  const scrape = async () => (await fetch(`${app.adminUrl}/metrics`)).text();

  test("counts deliveries, reviews, findings, jobs, records and requests", async () => {
    await app.standIn.webhooks.sendRaw("pull_request", "{}", { secret: "another secret" });
    const text = await scrape();
    const event = 'event="pull_request"';
    expect(valueOf(text, `gatehouse_deliveries_total{${event},result="accepted"}`)).toBe(2);
    expect(valueOf(text, 'gatehouse_deliveries_total{event="unknown",result="refused"}')).toBe(1);
    const verdict = (word: string) => `{verdict="${word}",complete="true"}`;
    expect(valueOf(text, `gatehouse_reviews_total${verdict("malicious")}`)).toBe(1);
    expect(valueOf(text, `gatehouse_reviews_total${verdict("clean")}`)).toBe(1);
    const sent = 'gatehouse_findings_total{rule="credentials/read-and-send"}';
    expect(valueOf(text, sent)).toBeGreaterThan(0);
    const done = 'gatehouse_job_seconds_count{queue="review",result="done"}';
    expect(valueOf(text, done)).toBeGreaterThan(0);
    expect(valueOf(text, 'gatehouse_audit_records_total{kind="delivery"}')).toBe(2);
    expect(valueOf(text, 'gatehouse_github_requests_total{status="200"}')).toBeGreaterThan(0);
    expect(valueOf(text, "gatehouse_ready")).toBe(1);
    expect(text).toMatch(/^gatehouse_queue_jobs\{queue="review",state="waiting"\} \d+$/m);
  });

  test("names no repository, person or commit in its metrics", async () => {
    const text = await scrape();
    for (const name of ["owner1", "site", "contributor1", ...heads]) {
      expect(text).not.toContain(name);
    }
  });

  test("does not show its metrics where GitHub reaches it", async () => {
    expect((await fetch(`${app.url}/metrics`)).status).toBe(404);
    expect((await fetch(`${app.adminUrl}/api/github/webhooks`, { method: "POST" })).status).toBe(
      404,
    );
  });

  test("tells on both listeners that it lives and is ready", async () => {
    for (const url of [app.url, app.adminUrl]) {
      expect((await fetch(`${url}/livez`)).status).toBe(200);
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
    }
  });

  test("keeps none of its secrets in log, output, database, audit trail, checks or metrics", async () => {
    const tokens = [...app.standIn.state.grants.keys()];
    expect(tokens.length).toBeGreaterThan(1);
    const metrics = await scrape();
    const checks = JSON.stringify(heads.map((sha) => app.standIn.checkRuns(sha)));
    const [log, output] = [JSON.stringify(app.log), app.complaint()];
    expect(await app.stop()).toBe(0);
    const files = readdirSync(app.dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(files.some((path) => path.includes("/store/"))).toBe(true);
    const places = new Map([
      ...Object.entries({ metrics, checks, log, output }),
      ...files.map((path) => [path, readFileSync(path, "latin1")] as const),
    ]);
    const needles = [SECRET, PREVIOUS, KEYS.privateKey, ...tokens].flatMap(pieces);
    const found = [...places].flatMap(([place, text]) =>
      needles.some((needle) => text.includes(needle)) ? [place] : [],
    );
    expect(found).toEqual([]);
    // The search itself finds what is there.
    const known = execFileSync("cat", files, { encoding: "latin1", maxBuffer: 2 ** 30 });
    expect(known).toContain(heads[0]);
  });
});
