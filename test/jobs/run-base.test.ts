import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { cancelRuns } from "../../src/jobs/cancel-runs.ts";
import { createRunDesk } from "../../src/jobs/run-desk.ts";
import { runSandbox } from "../../src/jobs/run-sandbox.ts";
import { Fault } from "../../src/model/fault.ts";
import type { Behaviour, SandboxRun } from "../../src/model/sandbox-run.ts";
import type { SandboxApproval } from "../../src/ports.ts";
import { run } from "../report/examples.ts";
import { sampleApproval } from "../store/samples.ts";
import { FIRST, head, REPOSITORY, setting } from "./setting.ts";

const BASE = "b".repeat(40);
const SIGNAL = { signal: new AbortController().signal };
const SENT: Behaviour = {
  ...{ capability: "network.send", target: "registry.example:80 (TCP)" },
  ...{ process: "a process of the run", step: "the command", count: 1, announcedBy: null },
};

/** An approved run with one of the merge base before it; `runs` says what was run. */
async function withBase(base: Partial<SandboxRun>) {
  const at = await setting();
  const runId = `base-${REPOSITORY.id}`;
  const sample = sampleApproval(runId, 1);
  const request = { ...sample.request, headSha: FIRST };
  const approval: SandboxApproval = {
    ...{ ...sample, repository: { ...REPOSITORY }, headSha: FIRST, request },
    ...{ by: { checkRun: 9, delivery: runId }, comparison: { differences: [] } },
    base: { ...request, headSha: BASE },
  };
  await at.parts.store.recordHead(head({}));
  await at.parts.store.approve(approval);
  at.github.permission = async () => ({ userId: 5, permission: "write" });
  at.github.defaultBranchTip = async () => FIRST;
  at.github.contentsToken = async () => "token";
  const missing = async () => {
    throw new Fault("gone", "there is no such commit");
  };
  at.parts.git = {
    fetch: async () => ({
      ...{ list: missing, read: missing, treeId: missing, archive: missing },
      ...{ commitMessages: missing, mergeBases: missing, mergeResult: missing },
      ...{ file: async () => null, close: async () => undefined },
    }),
  };
  const runs: string[] = [];
  const sent: string[] = [];
  const { jobs } = at.parts;
  at.parts.jobs = {
    ...jobs,
    async send(name, payload, options) {
      sent.push(name);
      return jobs.send(name, payload, options);
    },
  };
  const desk = createRunDesk(at.parts);
  const step = (commit: string) =>
    runSandbox(
      {
        sandbox: {
          async run(asked) {
            runs.push(asked.headSha);
            const over = asked.headSha === BASE ? base : {};
            return run({ headSha: asked.headSha, behaviours: [SENT], ...over });
          },
          ...{ unready: async () => null, sweep: async () => 0 },
        },
        blobs: { open: async () => Readable.from(["source"]), remove: async () => undefined },
        ...{ desk, log: at.parts.log },
      },
      { request: { ...request, headSha: commit }, sourceBlob: "b".repeat(64) },
      SIGNAL,
    );
  const approvalNow = () => at.parts.store.approval(runId);
  const check = async () => (await at.parts.store.checksAt(REPOSITORY.id, "sandbox", FIRST))[0];
  return { at, runId, runs, sent, step, approvalNow, check };
}

test("the merge base runs first, and what it does as well is no reason against a pass", async () => {
  const { step, approvalNow, check, sent, at } = await withBase({});
  await step(BASE);
  expect(await approvalNow()).toMatchObject({
    state: "approved",
    result: null,
    baseRun: { result: { commit: BASE }, places: [SENT.target] },
  });
  expect(sent).toEqual(["source"]);
  expect((await check())?.content.status).toBe("in_progress");
  await step(FIRST);
  expect((await approvalNow())?.result?.behaviours).toEqual([{ ...SENT, seenOnBase: true }]);
  expect((await check())?.content.conclusion).toBe("success");
  const ends = at.audit.filter(({ kind }) => kind === "sandbox-end");
  expect(ends.map(({ detail }) => detail["headSha"])).toEqual([BASE, FIRST]);
});

test("a head cannot run before its merge base, nor the merge base twice", async () => {
  const { step, runs, sent } = await withBase({});
  await step(FIRST);
  expect([runs, sent]).toEqual([[], ["source"]]);
  await step(BASE);
  await step(BASE);
  expect([runs, sent]).toEqual([[BASE], ["source", "source", "source"]]);
});

test("a merge base that could not run leaves the head's run as it would be without", async () => {
  const { step, check } = await withBase({
    ...{ outcome: "broken", reason: "There is no image.", image: "", behaviours: [] },
  });
  await step(BASE);
  await step(FIRST);
  const content = (await check())?.content;
  expect(content?.conclusion).toBe("neutral");
  expect(content?.summary).toContain("nothing could be compared: `There is no image.`");
});

test("a cancellation ends both, whichever runs", async () => {
  const { at, step, runs, check } = await withBase({});
  await step(BASE);
  await cancelRuns(at.parts, REPOSITORY, 1, { by: "maintainer" });
  await step(FIRST);
  await step(BASE);
  expect(runs).toEqual([BASE]);
  expect((await check())?.content.conclusion).toBe("cancelled");
});

test("the approval is asked for again before each of the two", async () => {
  const { at, step, runs, check } = await withBase({});
  await step(BASE);
  at.github.permission = async () => ({ userId: 5, permission: "read" });
  await step(FIRST);
  expect(runs).toEqual([BASE]);
  expect((await check())?.content.conclusion).toBe("action_required");
});
