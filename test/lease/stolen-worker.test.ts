import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLeaseClient } from "../../src/lease/lease-client.ts";
import { Lease } from "../../src/model/lease.ts";
import { WEBHOOKS } from "../server/webhook-client.ts";
import { sampleRun } from "../store/samples.ts";
import { type LeaseSetting, openLeases, token } from "./setting.ts";

const SILENCE_MS = 4_000;
const SIGNAL = new AbortController().signal;

describe("the lease API", () => {
  let at: LeaseSetting;
  beforeAll(async () => {
    at = await openLeases(SILENCE_MS);
  });
  afterAll(() => at.close());

  /** Says anything to the API, as whoever holds a token could. */
  async function say(
    path: string,
    options: { token?: string; body?: unknown; method?: string } = {},
  ): Promise<{ status: number; text: string }> {
    const method = options.method ?? "POST";
    const response = await fetch(`${at.url}/api/sandbox/leases${path}`, {
      method,
      headers: options.token === undefined ? {} : { authorization: `Bearer ${options.token}` },
      ...(method === "GET" ? {} : { body: JSON.stringify(options.body ?? {}) }),
    });
    return { status: response.status, text: await response.text() };
  }

  async function take(of = at.tokens.alice): Promise<Lease> {
    const { status, text } = await say("", { token: of });
    expect(status).toBe(200);
    return Lease.parse(JSON.parse(text));
  }

  const runOf = ({ request: { headSha, profile } }: Lease) => ({
    ...sampleRun(),
    ...{ headSha, profile },
  });
  const events = () => at.audit.map(({ detail }) => detail["event"]);

  test("gives a run to one worker, with its source, and takes its result once", async () => {
    await at.queue("run-1", "the source of run 1");
    const client = createLeaseClient({ url: at.url, token: at.tokens.alice });
    const lease = await client.take(SIGNAL);
    if (lease === null) throw new Error("there is no lease");
    expect(lease.request.runId).toBe("run-1");
    expect(await client.take(SIGNAL)).toBeNull();
    const source = await client.source(lease.lease, SIGNAL);
    expect(Buffer.concat(await source.toArray()).toString()).toBe("the source of run 1");
    expect(await client.beat(lease.lease, "running the tests")).toEqual({ cancelled: false });
    await client.end(lease.lease, { run: runOf(lease) });
    await expect.poll(() => at.ended.map(({ runId }) => runId)).toEqual(["run-1"]);
    expect(at.stages).toContain("running the tests");
    const again = await say(`/${lease.lease}/end`, {
      token: at.tokens.alice,
      body: { run: runOf(lease) },
    });
    expect(again.status).toBe(410);
    expect(await at.waiting()).toBe(0);
  });

  test("gives a worker nothing of another's lease, even if it knows its id", async () => {
    await at.queue("run-2", "private");
    const lease = await take();
    const before = at.audit.length;
    const mallory = { token: at.tokens.bob };
    const attempts = [
      await say(`/${lease.lease}/source`, { ...mallory, method: "GET" }),
      await say(`/${lease.lease}/beat`, { ...mallory, body: { stage: "defaced" } }),
      await say(`/${lease.lease}/end`, { ...mallory, body: { run: runOf(lease) } }),
      await say(`/${lease.lease}/end`, { ...mallory, body: { fault: "stopped" } }),
      await say(`/${token()}/source`, { ...mallory, method: "GET" }),
    ];
    expect(attempts.map(({ status }) => status)).toEqual(Array(5).fill(410));
    expect(new Set(attempts.map(({ text }) => text)).size).toBe(1);
    expect(at.audit.slice(before).map(({ detail }) => [detail["event"], detail["worker"]])).toEqual(
      Array(5).fill(["lease-refused", "bob"]),
    );
    expect(at.stages).not.toContain("defaced");
    // The owner is not disturbed by any of it.
    const own = { token: at.tokens.alice, method: "GET" };
    expect((await say(`/${lease.lease}/source`, own)).text).toBe("private");
    expect((await say(`/${lease.lease}/source`, own)).status).toBe(410);
    await say(`/${lease.lease}/end`, { token: at.tokens.alice, body: { run: runOf(lease) } });
  });

  test.each([
    { name: "no token", token: undefined },
    { name: "another token", token: token() },
    { name: "the digest of a token", token: "0".repeat(64) },
  ])("refuses whoever comes with $name, before reading what is said", async (visitor) => {
    await at.queue("run-3", "private");
    const before = at.audit.length;
    const known = visitor.token === undefined ? {} : { token: visitor.token };
    expect((await say("", known)).status).toBe(401);
    expect((await say(`/${token()}/beat`, known)).status).toBe(401);
    expect(await at.waiting()).toBe(1);
    // The trail is kept for ever: who is nobody must not be able to make it longer.
    expect(at.audit).toHaveLength(before);
    const lease = await take();
    await say(`/${lease.lease}/end`, { token: at.tokens.alice, body: { run: runOf(lease) } });
  });

  test("takes no result of another commit or profile, none too large, and nothing else", async () => {
    await at.queue("run-4", "source");
    const lease = await take();
    const mine = (body: unknown) =>
      say(`/${lease.lease}/end`, { token: at.tokens.alice, body }).catch(() => ({ status: 0 }));
    const run = runOf(lease);
    const count = at.ended.length;
    const wrong = [
      await mine({ run: { ...run, headSha: "f".repeat(40) } }),
      await mine({ run: { ...run, profile: "other" } }),
      await mine({ run: { ...run, outcome: "clean" } }),
      await mine({ run: { ...run, extra: 1 } }),
      await mine({ run: { ...run, log: { ...run.log, tail: "x".repeat(9_000_000) } } }),
      await mine({ verdict: "clean" }),
    ];
    for (const { status } of wrong) expect([0, 400, 413]).toContain(status);
    expect(at.ended).toHaveLength(count);
    await mine({ run });
    await expect.poll(() => at.ended.length).toBe(count + 1);
  });

  test("opens no other door: no webhook, no path of another, no name of a repository", async () => {
    const headers = { authorization: `Bearer ${at.tokens.alice}` };
    const webhook = await fetch(`${at.url}${WEBHOOKS}`, { method: "POST", headers, body: "{}" });
    expect(webhook.status).toBe(415);
    for (const path of ["/../../metrics", "/x", `/${token()}/approve`, "/%2e%2e/source"]) {
      expect((await say(path, { token: at.tokens.alice })).status).toBe(404);
    }
    await at.queue("run-5", "source");
    const lease = await take();
    expect(Object.keys(lease)).toEqual(["lease", "request"]);
    await say(`/${lease.lease}/end`, { token: at.tokens.alice, body: { run: runOf(lease) } });
  });

  test("offers no run that may not start any more", async () => {
    at.denied.add("run-6");
    await at.queue("run-6", "source");
    expect((await say("", { token: at.tokens.alice })).status).toBe(204);
    expect(await at.waiting()).toBe(0);
    expect(at.ended.map(({ runId }) => runId)).not.toContain("run-6");
  });

  test("keeps what a worker says of itself under its own name, and nothing else", async () => {
    const client = createLeaseClient({ url: at.url, token: at.tokens.bob });
    await client.report({
      unready: "the wall of memory does not hold",
      runtime: "runc",
      busy: false,
    });
    await client.report({ unready: null, runtime: "runsc", busy: true });
    const rows = await at.workers();
    expect(rows.map(({ name, report }) => [name, report])).toEqual([
      ["bob", { unready: null, runtime: "runsc", busy: true }],
    ]);
    await expect(
      client.report({ unready: "x".repeat(501), runtime: "", busy: true }),
    ).rejects.toThrow();
    const forged = { unready: null, runtime: "runc", busy: false, name: "alice" };
    const answer = await fetch(`${at.url}/api/sandbox/report`, {
      ...{ method: "POST", body: JSON.stringify(forged) },
      headers: { authorization: `Bearer ${at.tokens.bob}` },
    });
    expect(answer.status).toBe(400);
    expect(await at.workers()).toEqual(rows);
  });

  test("tells a worker that its run was cancelled", async () => {
    await at.queue("run-7", "source");
    const lease = await take();
    at.cancelled.add("run-7");
    const beat = () =>
      say(`/${lease.lease}/beat`, { token: at.tokens.alice, body: { stage: null } });
    await expect.poll(async () => (await beat()).text.trim()).toBe('{"cancelled":true}');
    await say(`/${lease.lease}/end`, { token: at.tokens.alice, body: { run: runOf(lease) } });
    await expect.poll(() => at.waiting()).toBe(0);
    expect(at.ended.map(({ runId }) => runId)).not.toContain("run-7");
  });

  test("gives the run of a silent worker to another, and hears the first no more", async () => {
    await at.queue("run-8", "source");
    const lost = await take();
    const client = createLeaseClient({ url: at.url, token: at.tokens.bob });
    let second: Lease | null = null;
    await expect
      .poll(async () => (second ??= await client.take(SIGNAL)), { timeout: 30_000, interval: 500 })
      .not.toBeNull();
    const late = { token: at.tokens.alice, body: { run: runOf(lost) } };
    expect((await say(`/${lost.lease}/end`, late)).status).toBe(410);
    expect(events()).toContain("lease-given");
    const next = Lease.parse(second);
    expect([next.request.runId, next.lease === lost.lease]).toEqual(["run-8", false]);
    await client.end(next.lease, { run: runOf(next) });
    await expect.poll(() => at.ended.at(-1)?.runId).toBe("run-8");
  });
});
