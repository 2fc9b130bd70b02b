import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Fault, type FaultKind } from "../../src/model/fault.ts";
import type { GitHub } from "../../src/ports.ts";
import type { FaultOrder } from "../stand-in/faults.ts";
import { createSetting, POLICY, refOf, type Setting } from "./setting.ts";

let setting: Setting;
let github: GitHub;
beforeAll(async () => {
  setting = await createSetting();
  await setting.github.pullRequest(setting.ref, 1);
});
afterAll(() => setting.close());
beforeEach(() => {
  // A new client holds back from nothing that an earlier test was told.
  github = setting.client({});
  setting.requests();
});
afterEach(() => setting.standIn.clearFaults());

const content = {
  status: "queued",
  conclusion: null,
  title: "t",
  summary: "s",
  text: null,
  annotations: [],
  buttons: [],
} as const;

function createCheckRun(): Promise<number> {
  const { pull, ref } = setting;
  const write = {
    name: "Gatehouse / review",
    headSha: pull.headSha,
    externalId: crypto.randomUUID(),
  };
  return github.createCheckRun(ref, {
    ...write,
    detailsUrl: null,
    content: { ...content, annotations: [], buttons: [] },
  });
}

async function faultOf(work: Promise<unknown>): Promise<Fault> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof Fault) return error;
  throw new Error("there was no fault", { cause: error });
}

const exhausted = {
  "x-ratelimit-remaining": "0",
  "x-ratelimit-reset": String(Math.floor(Date.now() / 1000) + 1200),
};

const answers: { name: string; order: FaultOrder; kind: FaultKind; reads: number }[] = [
  { name: "403", order: { status: 403 }, kind: "refused", reads: 1 },
  {
    name: "403 at the limit",
    order: { status: 403, headers: exhausted },
    kind: "rate-limited",
    reads: 1,
  },
  {
    name: "403 of a secondary limit",
    order: { status: 403, message: "You have exceeded a secondary rate limit." },
    kind: "rate-limited",
    reads: 1,
  },
  {
    name: "403 with retry-after",
    order: { status: 403, headers: { "retry-after": "30" } },
    kind: "rate-limited",
    reads: 1,
  },
  { name: "404", order: { status: 404 }, kind: "gone", reads: 1 },
  { name: "409", order: { status: 409 }, kind: "refused", reads: 1 },
  { name: "410", order: { status: 410 }, kind: "gone", reads: 1 },
  { name: "422", order: { status: 422 }, kind: "refused", reads: 1 },
  { name: "429", order: { status: 429 }, kind: "rate-limited", reads: 1 },
  { name: "451", order: { status: 451 }, kind: "gone", reads: 1 },
  { name: "500", order: { status: 500 }, kind: "unavailable", reads: 3 },
  { name: "503", order: { status: 503 }, kind: "unavailable", reads: 3 },
  { name: "a cut connection", order: { cut: true }, kind: "unavailable", reads: 3 },
];

describe("a read that GitHub answers with", () => {
  for (const { name, order, kind, reads } of answers) {
    test(`${name} is ${kind} after ${reads} tries`, async () => {
      setting.standIn.failNext({ ...order, times: 9 });
      const fault = await faultOf(github.pullRequest(setting.ref, 1));
      expect(fault.kind).toBe(kind);
      expect(fault.retryAt === null).toBe(kind !== "rate-limited");
      expect(setting.requests("GET")).toHaveLength(reads);
    });
  }
});

describe("a write that GitHub answers with", () => {
  for (const { name, order, kind } of answers) {
    test(`${name} is ${kind} and is sent once`, async () => {
      setting.standIn.failNext({ ...order, times: 9, match: /^POST .*check-runs$/ });
      expect((await faultOf(createCheckRun())).kind).toBe(kind);
      expect(setting.requests("POST")).toHaveLength(1);
    });
  }
});

test("a read that fails once is answered by the second try", async () => {
  setting.standIn.failNext({ status: 502 });
  expect((await github.pullRequest(setting.ref, 1)).number).toBe(1);
  expect(setting.requests("GET")).toHaveLength(2);
});

describe("a GitHub that never answers", () => {
  const hasty = { timeoutMs: 400, retryRestsMs: [1, 1] };

  test("is unavailable, after as many tries as for any read", async () => {
    setting.standIn.failNext({ hang: true, times: 3 });
    const fault = await faultOf(setting.client({ policy: hasty }).pullRequest(setting.ref, 1));
    expect(fault.kind).toBe("unavailable");
    expect(fault.message).toContain("timeout");
    expect(setting.requests("GET")).toHaveLength(3);
  });

  test("does not get a write twice", async () => {
    github = setting.client({ policy: hasty });
    setting.standIn.failNext({ hang: true, times: 3, match: /^POST .*check-runs$/ });
    expect((await faultOf(createCheckRun())).kind).toBe("unavailable");
    expect(setting.requests("POST")).toHaveLength(1);
  });
});

test("a GitHub that is not there is unavailable", async () => {
  const { createApp } = await import("../../src/github/app.ts");
  const { createGitHub } = await import("../../src/github/github.ts");
  const { pino } = await import("pino");
  const app = createApp({
    appId: 1,
    privateKey: setting.standIn.app.privateKey ?? "",
    // Port 9 of loopback, "discard", listens on no machine of today.
    apiUrl: "http://127.0.0.1:9/api/v3",
    log: pino({ level: "silent" }),
    policy: POLICY,
  });
  const fault = await faultOf(createGitHub({ app, policy: POLICY }).pullRequest(setting.ref, 1));
  expect(fault.kind).toBe("unavailable");
});

describe("a 401", () => {
  test("is answered with a new token once, since a token can end early", async () => {
    setting.standIn.failNext({ status: 401, match: /^GET / });
    expect((await github.pullRequest(setting.ref, 1)).number).toBe(1);
    const mints = setting.requests("POST").filter((request) => request.includes("access_tokens"));
    expect(mints).toHaveLength(1);
  });

  test("that stays is refused", async () => {
    setting.standIn.failNext({ status: 401, times: 5, match: /^GET / });
    expect((await faultOf(github.pullRequest(setting.ref, 1))).kind).toBe("refused");
    expect(setting.requests("GET")).toHaveLength(2);
  });
});

describe("a rate limit", () => {
  test("tells when to come back, by retry-after", async () => {
    setting.standIn.failNext({ status: 429, headers: { "retry-after": "120" } });
    const before = Date.now();
    const { retryAt } = await faultOf(github.pullRequest(setting.ref, 1));
    const seconds = ((retryAt?.getTime() ?? 0) - before) / 1000;
    expect(seconds).toBeGreaterThanOrEqual(120);
    expect(seconds).toBeLessThan(180);
  });

  test("tells when to come back, by the reset of the primary limit", async () => {
    setting.standIn.failNext({ status: 403, headers: exhausted });
    const { retryAt } = await faultOf(github.pullRequest(setting.ref, 1));
    const reset = Number(exhausted["x-ratelimit-reset"]) * 1000;
    expect(Math.abs((retryAt?.getTime() ?? 0) - reset)).toBeLessThan(2000);
  });

  test("without a time means a minute, not the reset of a limit that is not used up", async () => {
    const headers = { "x-ratelimit-remaining": "4000", "x-ratelimit-reset": "9999999999" };
    setting.standIn.failNext({ status: 429, headers });
    const before = Date.now();
    const { retryAt } = await faultOf(github.pullRequest(setting.ref, 1));
    const seconds = ((retryAt?.getTime() ?? 0) - before) / 1000;
    expect(seconds).toBeGreaterThanOrEqual(60);
    expect(seconds).toBeLessThan(120);
  });

  test("never means longer than an hour, whatever the headers say", async () => {
    setting.standIn.failNext({ status: 429, headers: { "retry-after": "99999999" } });
    const { retryAt } = await faultOf(github.pullRequest(setting.ref, 1));
    expect((retryAt?.getTime() ?? Infinity) - Date.now()).toBeLessThanOrEqual(3_600_000);
  });

  test("stops every further request of that installation, and of no other", async () => {
    const { standIn, ref } = setting;
    const other = await standIn.addRepository({ owner: "umbrella", name: "x", files: { a: "1" } });
    standIn.failNext({ status: 429, headers: { "retry-after": "600" } });
    const first = await faultOf(github.pullRequest(ref, 1));
    setting.requests();
    const second = await faultOf(github.defaultBranchTip(ref));
    expect(second).toMatchObject({ kind: "rate-limited", retryAt: first.retryAt });
    expect(setting.requests()).toEqual([]);
    expect(await github.defaultBranchTip(refOf(other))).toMatch(/^[0-9a-f]{40}$/);
  });
});

describe("a fault's message", () => {
  test("holds no token, even when GitHub's own message does", async () => {
    const token = await setting.app.token(setting.ref, "repository");
    setting.standIn.failNext({ status: 422, message: `bad token ${token} here` });
    const fault = await faultOf(github.pullRequest(setting.ref, 1));
    const { inspect } = await import("node:util");
    expect(inspect(fault, { depth: 10, showHidden: true })).not.toContain(token.slice(0, 40));
    expect(fault.message).toContain("bad token [secret] here");
  });

  test("holds neither what was written nor a control character", async () => {
    setting.standIn.failNext({ status: 422, message: "line\n\u001b[31mred\u202e" });
    const fault = await faultOf(github.pullRequest(setting.ref, 1));
    expect(fault.message).toMatch(/^[\x20-\x7e]+$/);
  });
});
