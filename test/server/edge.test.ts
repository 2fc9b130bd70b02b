import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEdge, type Edge } from "../../src/server/edge.ts";
import { createLog } from "../../src/server/log.ts";
import { type AuditFile, openAuditFile } from "../../src/store/audit-file.ts";
import { openStore, type OpenStore } from "../../src/store/open-store.ts";
import { DATABASES, query, type TestDatabase } from "../store/databases.ts";
import { deliver, PREVIOUS_SECRET, SECRET, sign } from "./webhook-client.ts";

const BODY = '{"action":"opened","note":"private words"}';
const EVENTS = new Set(["pull_request", "issue_comment"]);

describe.each(DATABASES)("the edge on $name", ({ create }) => {
  let database: TestDatabase;
  let open: OpenStore;
  let audit: AuditFile;
  let edge: Edge;
  let port: number;
  let logged = "";
  const dir = mkdtempSync(join(tmpdir(), "gatehouse-edge-"));
  const auditPath = join(dir, "audit.jsonl");

  beforeAll(async () => {
    database = await create();
    const destination = new Writable({
      write(chunk, _encoding, done) {
        logged += String(chunk);
        done();
      },
    });
    const log = createLog({ level: "debug", destination });
    const now = (): Date => new Date();
    open = await openStore({ ...database, log });
    audit = await openAuditFile({ path: auditPath, now });
    edge = createEdge({
      secrets: [SECRET, PREVIOUS_SECRET],
      events: EVENTS,
      accept: (delivery) => open.store.acceptDelivery(delivery),
      ready: () => open.ready(),
      audit,
      now,
      log,
    });
    ({ port } = await edge.listen({ host: "127.0.0.1", port: 0 }));
  });
  afterAll(async () => {
    await edge.drain();
    await audit.close();
    await open.close();
    await database.remove();
    rmSync(dir, { recursive: true });
  });

  function audited(id: string): number {
    return readFileSync(auditPath, "utf8").split(id).length - 1;
  }

  test("stores a signed delivery exactly as it was signed, and its audit record", async () => {
    const body = '{ "action": "opened",\t"text":"\\u0000 ünï 🙂" }\n';
    expect(await deliver(port, { id: "stored", body })).toEqual({ status: 202, text: "accepted" });
    expect(await open.store.delivery("stored")).toMatchObject({
      event: "pull_request",
      action: "opened",
      body,
    });
    expect(audited("stored")).toBe(1);
  });

  test("takes the previous secret as well, and no other", async () => {
    const withSecret = (secret: string) =>
      deliver(port, { body: BODY, headers: { "x-hub-signature-256": sign(BODY, secret) } });
    expect((await withSecret(PREVIOUS_SECRET)).status).toBe(202);
    expect((await withSecret("development")).status).toBe(401);
    expect((await withSecret("")).status).toBe(401);
  });

  const good = sign(BODY);
  test.each([
    { name: "no signature", headers: { "x-hub-signature-256": null } },
    { name: "an empty signature", headers: { "x-hub-signature-256": "" } },
    { name: "a wrong signature", headers: { "x-hub-signature-256": sign(`${BODY} `) } },
    { name: "a truncated signature", headers: { "x-hub-signature-256": good.slice(0, -1) } },
    { name: "only the prefix", headers: { "x-hub-signature-256": "sha256=" } },
    { name: "a signature with a tail", headers: { "x-hub-signature-256": `${good}00` } },
    { name: "a signature in capitals", headers: { "x-hub-signature-256": good.toUpperCase() } },
    { name: "two signatures", headers: { "x-hub-signature-256": `${good}, ${good}` } },
    {
      name: "a right SHA-1 under the name of SHA-256",
      headers: { "x-hub-signature-256": sign(BODY, SECRET, "sha1") },
    },
    {
      name: "a right SHA-1 in its own header only",
      headers: { "x-hub-signature-256": null, "x-hub-signature": sign(BODY, SECRET, "sha1") },
    },
  ])("refuses $name, stores nothing and records nothing", async ({ name, headers }) => {
    const id = name.replaceAll(" ", "-");
    expect((await deliver(port, { id, body: BODY, headers })).status).toBe(401);
    expect(await open.store.delivery(id)).toBeNull();
    expect(audited(id)).toBe(0);
  });

  test.each([
    { name: "text", headers: { "content-type": "text/plain" }, status: 415 },
    {
      name: "a form",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      status: 415,
    },
    { name: "nearly JSON", headers: { "content-type": "application/jsonp" }, status: 415 },
    { name: "no delivery id", headers: { "x-github-delivery": null }, status: 400 },
    { name: "an id with a path", headers: { "x-github-delivery": "../x" }, status: 400 },
    { name: "an endless id", headers: { "x-github-delivery": "a".repeat(65) }, status: 400 },
    { name: "no event", headers: { "x-github-event": null }, status: 400 },
    { name: "an event that is no word", headers: { "x-github-event": "__proto__" }, status: 400 },
  ])("answers $status to $name", async ({ headers, status }) => {
    expect((await deliver(port, { headers })).status).toBe(status);
  });

  test.each([
    '{"action":',
    "[]",
    '"text"',
    "null",
    "",
    "\ufeff{}",
    Buffer.from([0x7b, 0xff, 0x7d]),
  ])("answers 400 to the signed body %j", async (body) => {
    const id = `malformed-${sign(body).slice(-8)}`;
    expect((await deliver(port, { id, body })).status).toBe(400);
    expect(await open.store.delivery(id)).toBeNull();
  });

  test("takes JSON with a charset, and an action that is no name as none", async () => {
    const headers = { "content-type": "application/json; charset=utf-8" };
    const body = '{"action":"<b>\\n"}';
    expect((await deliver(port, { id: "charset", body, headers })).status).toBe(202);
    expect((await open.store.delivery("charset"))?.action).toBeNull();
  });

  test("answers and forgets an event that nobody handles, but only when it is signed", async () => {
    const unknown = { id: "unknown", event: "star" };
    expect(await deliver(port, unknown)).toEqual({ status: 204, text: "" });
    expect(await open.store.delivery("unknown")).toBeNull();
    const headers = { "x-hub-signature-256": sign("other") };
    expect((await deliver(port, { ...unknown, headers })).status).toBe(401);
  });

  test("answers a repeated delivery and repeats nothing, also at the same time", async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => deliver(port, { id: "repeated" })),
    );
    answers.push(await deliver(port, { id: "repeated" }));
    expect(answers.map(({ status }) => status)).toEqual(Array(13).fill(202));
    expect(answers.filter(({ text }) => text === "accepted")).toHaveLength(1);
  });

  test("takes a repeated delivery whose work had failed", async () => {
    const done: string[] = [];
    await open.jobs.work("delivery", { concurrency: 1 }, async ({ deliveryId }) => {
      await open.store.finishDelivery(deliveryId, "failed");
      done.push(deliveryId);
    });
    await deliver(port, { id: "failed-work" });
    await expect.poll(() => done).toContain("failed-work");
    await expect
      .poll(async () => (await deliver(port, { id: "failed-work" })).text)
      .toBe("accepted");
  });

  test("knows its paths and their methods", async () => {
    expect((await deliver(port, { path: "/" })).status).toBe(404);
    expect((await deliver(port, { path: "/constructor" })).status).toBe(404);
    expect((await deliver(port, { path: "/probot/setup", method: "GET" })).status).toBe(404);
    expect((await deliver(port, { method: "GET" })).status).toBe(405);
    expect((await deliver(port, { method: "PUT" })).status).toBe(405);
    expect(await deliver(port, { path: "/livez", method: "GET" })).toEqual({
      status: 200,
      text: "alive",
    });
    expect(await deliver(port, { path: "/readyz", method: "GET" })).toEqual({
      status: 200,
      text: "ready",
    });
  });

  test("logs neither bodies nor secrets nor signatures", async () => {
    await deliver(port, { body: BODY });
    const wrong = sign("x");
    await deliver(port, { body: BODY, headers: { "x-hub-signature-256": wrong } });
    expect(logged).toContain("accepted a delivery");
    for (const secret of ["private words", SECRET, PREVIOUS_SECRET, good, wrong]) {
      expect(logged).not.toContain(secret);
    }
  });

  test("answers 503 while it cannot store, keeps nothing half, and recovers", async () => {
    if (database.databaseUrl === null) {
      await open.close();
      expect((await deliver(port, { id: "closed" })).status).toBe(503);
      expect((await deliver(port, { path: "/readyz", method: "GET" })).status).toBe(503);
      open = await openStore({ ...database, log: createLog({ level: "silent" }) });
      expect(await open.store.delivery("closed")).toBeNull();
      expect((await deliver(port, { id: "closed" })).text).toBe("accepted");
      return;
    }
    // The row can be inserted then and its job cannot.
    await query(database.databaseUrl, "alter schema gatehouse_jobs rename to away");
    const answer = await deliver(port, { id: "half" });
    await query(database.databaseUrl, "alter schema away rename to gatehouse_jobs");
    expect(answer).toEqual({ status: 503, text: "not stored; deliver it again" });
    expect(await open.store.delivery("half")).toBeNull();
    expect((await deliver(port, { id: "half" })).text).toBe("accepted");
  });

  test("does not start without a secret", () => {
    const parts = { events: EVENTS, accept: async () => true, ready: async () => undefined };
    for (const secrets of [[], [""], [SECRET, ""]]) {
      const rest = { audit, now: () => new Date(), log: createLog({ level: "silent" }) };
      expect(() => createEdge({ ...parts, ...rest, secrets })).toThrowError(/secret/);
    }
  });
});
