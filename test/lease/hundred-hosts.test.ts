import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLeaseClient } from "../../src/lease/lease-client.ts";
import { workLeases } from "../../src/lease/lease-loop.ts";
import { tellState } from "../../src/lease/tell-state.ts";
import type { Sandbox } from "../../src/ports.ts";
import { sampleRun } from "../store/samples.ts";
import { type LeaseSetting, openLeases } from "./setting.ts";

const HOSTS = 100;
const RUNS = 250;
/** Every tenth host dies in its first run, without a word. */
const DIES = (host: number) => host % 10 === 0;
const SILENCE_MS = 6_000;

let at: LeaseSetting;
beforeAll(async () => {
  at = await openLeases(SILENCE_MS, HOSTS);
});
afterAll(() => at.close());

/** What a host with an engine would be: it reads the whole source, and takes a moment. */
function sandboxOf(host: number, died: (host: number) => void): Sandbox {
  return {
    unready: async () => null,
    sweep: async () => 0,
    async run({ headSha, profile }, source) {
      const bytes = Buffer.concat(await source.toArray());
      if (DIES(host)) {
        died(host);
        await Promise.withResolvers<never>().promise;
      }
      await pause(50 + Math.random() * 100);
      return { ...sampleRun(), headSha, profile, reason: bytes.toString("utf8") };
    },
  };
}

test("a hundred hosts share what waits, each run once with its own source, though some die", async () => {
  const runs = Array.from({ length: RUNS }, (_, nth) => `run-${nth}`);
  for (const run of runs) await at.queue(run, `the source of ${run}`);
  const silent = { info: () => undefined, warn: () => undefined };
  const all = at.hosts.map((token, host) => {
    const ended = new AbortController();
    const own = createLeaseClient({ url: at.url, token });
    let dead = false;
    const sandbox = sandboxOf(host, () => (dead = true));
    // Whoever is dead says nothing: not that the run goes on, nor how it is.
    const beat = (lease: string, stage: string | null) =>
      dead ? Promise.resolve({ cancelled: false }) : own.beat(lease, stage);
    const client = { ...own, beat };
    const tell = tellState(own, { runtime: "runc", log: silent });
    return { ended, work: workLeases({ client, sandbox, log: silent, tell }, ended.signal) };
  });
  const done = () => new Set(at.ended.map(({ runId }) => runId)).size;
  await expect.poll(done, { timeout: 100_000, interval: 250 }).toBe(RUNS);
  for (const { ended } of all) ended.abort();

  expect(at.ended.map(({ runId }) => runId).toSorted()).toEqual(runs.toSorted());
  // Nobody was ever given the source of another run.
  expect(at.ended.filter(({ runId, run }) => run.reason !== `the source of ${runId}`)).toEqual([]);
  const given = at.audit.flatMap(({ detail }) =>
    detail["event"] === "lease-given" ? [detail["worker"]] : [],
  );
  expect(new Set(given).size).toBeGreaterThan(HOSTS / 2);
  expect((await at.workers()).length).toBe(HOSTS);
}, 150_000);
