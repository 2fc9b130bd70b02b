import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { createRunDesk } from "../../src/jobs/run-desk.ts";
import { runSandbox } from "../../src/jobs/run-sandbox.ts";
import { Fault } from "../../src/model/fault.ts";
import type { SandboxRun } from "../../src/model/sandbox-run.ts";
import type { Sandbox, SandboxApproval } from "../../src/ports.ts";
import { sampleApproval, sampleRun } from "../store/samples.ts";
import { FIRST, head, REPOSITORY, type Setting, setting } from "./setting.ts";

const BLOB = "b".repeat(64);
const SIGNAL = { signal: new AbortController().signal };

/** A setting with one approved run, by a click, whose person may still ask for it. */
async function approved() {
  const at = await setting();
  const runId = `run-${REPOSITORY.id}`;
  const sample = sampleApproval(runId, 1);
  const approval: SandboxApproval = {
    ...{ ...sample, repository: { ...REPOSITORY }, headSha: FIRST },
    ...{ by: { checkRun: 9, delivery: runId }, request: { ...sample.request, headSha: FIRST } },
  };
  await at.parts.store.recordHead(head({}));
  await at.parts.store.approve(approval);
  at.github.permission = async () => ({ userId: 5, permission: "write" });
  at.github.defaultBranchTip = async () => FIRST;
  at.github.contentsToken = async () => "token";
  at.parts.git = {
    fetch: async () => {
      const missing = async () => {
        throw new Fault("gone", "there is no such commit");
      };
      return {
        ...{
          list: missing,
          read: missing,
          commitMessages: missing,
          mergeBases: missing,
          mergeResult: missing,
          treeId: missing,
          archive: missing,
        },
        ...{ file: async () => null, close: async () => undefined },
      };
    },
  };
  return { at, approval, job: { request: approval.request, sourceBlob: BLOB } };
}

function partsOf({ parts }: Setting, run: Sandbox["run"]) {
  const removed: string[] = [];
  const blobs = {
    open: async () => Readable.from(["source"]),
    remove: async (id: string) => void removed.push(id),
  };
  const sandbox: Sandbox = { run, unready: async () => null, sweep: async () => 0 };
  return { removed, parts: { sandbox, blobs, desk: createRunDesk(parts), log: parts.log } };
}

async function conclusionOf({ parts }: Setting) {
  const [check] = await parts.store.checksAt(REPOSITORY.id, "sandbox", FIRST);
  return check?.content.conclusion ?? check?.content.status;
}

const passed: SandboxRun = { ...sampleRun(), outcome: "passed" };

describe("running in the sandbox", () => {
  test("posts the result once, and removes the source", async () => {
    const { at, approval, job } = await approved();
    let runs = 0;
    const { parts, removed } = partsOf(at, async () => ((runs += 1), passed));
    await runSandbox(parts, job, SIGNAL);
    await runSandbox(parts, job, SIGNAL);
    expect([runs, removed[0]]).toEqual([1, BLOB]);
    expect((await at.parts.store.approval(approval.runId))?.state).toBe("ended");
    // The sample's test configuration differs from the base's.
    expect(await conclusionOf(at)).toBe("neutral");
  });

  test("does not start for somebody who has lost the role", async () => {
    const { at, job } = await approved();
    at.github.permission = async () => ({ userId: 5, permission: "read" });
    const { parts } = partsOf(at, async () => {
      throw new Error("it was started");
    });
    await runSandbox(parts, job, SIGNAL);
    expect(await conclusionOf(at)).toBe("action_required");
  });

  test("starts nothing while it cannot be asked whether it may", async () => {
    const { at, job } = await approved();
    at.live.splice(0, 1, new Fault("unavailable", "no answer"));
    const { parts } = partsOf(at, async () => {
      throw new Error("it was started");
    });
    await expect(runSandbox(parts, job, SIGNAL)).rejects.toMatchObject({ kind: "unavailable" });
    expect(await conclusionOf(at)).toBeUndefined();
  });

  test("lets the source be prepared again when it is gone", async () => {
    const { at, approval, job } = await approved();
    const { parts } = partsOf(at, async () => passed);
    parts.blobs.open = async () => {
      throw new Fault("gone", "there is no such blob");
    };
    await runSandbox(parts, job, SIGNAL);
    expect((await at.parts.store.approval(approval.runId))?.state).toBe("approved");
  });

  test("is tried again, and posts nothing, when our own end interrupts it", async () => {
    const { at, approval, job } = await approved();
    const ending = new AbortController();
    const { parts } = partsOf(at, async () => {
      ending.abort();
      return { ...passed, outcome: "cancelled" };
    });
    const run = runSandbox(parts, job, { signal: ending.signal });
    await expect(run).rejects.toMatchObject({ kind: "unavailable" });
    expect((await at.parts.store.approval(approval.runId))?.state).toBe("running");
    expect(await conclusionOf(at)).toBe("in_progress");
  });

  test("concludes as broken, with an incident, once it is given up", async () => {
    const { at, approval } = await approved();
    await createRunDesk(at.parts).abandon(approval.runId);
    await createRunDesk(at.parts).abandon(approval.runId);
    expect(await conclusionOf(at)).toBe("neutral");
    expect(at.logged.filter(({ fields }) => "incident" in fields)).toHaveLength(1);
  });

  test("shows a result that a crash kept from its check", async () => {
    const { at, approval, job } = await approved();
    await at.parts.store.moveApproval(approval.runId, ["approved"], "ended", passed);
    const { parts } = partsOf(at, async () => {
      throw new Error("it was started");
    });
    await runSandbox(parts, job, SIGNAL);
    expect(await conclusionOf(at)).toBe("neutral");
  });
});
