import { spawn } from "node:child_process";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Sandbox } from "../../src/ports.ts";
import { createDockerEngine } from "../../src/sandbox/docker.ts";
import type { ContainerEngine } from "../../src/sandbox/engine.ts";
import type { ImageSettings } from "../../src/sandbox/images/image-settings.ts";
import { createSandbox } from "../../src/sandbox/sandbox.ts";
import { RUN_LABEL } from "../../src/sandbox/specification.ts";
import { proxyToEngine } from "./engine-proxy.ts";
import { PREPARE_MS, prepareSandbox, root, runTrial } from "./prepared.ts";

/** The job, the recorder of its network, and what keeps its decoys. */
const CONTAINERS = 3;

let sandbox: Sandbox;
let settings: ImageSettings;
let engine: ContainerEngine;
beforeAll(async () => {
  ({ sandbox, settings } = await prepareSandbox());
  ({ engine } = settings);
}, PREPARE_MS);

const atEnd: (() => void)[] = [];
afterEach(() => {
  for (const clean of atEnd.splice(0)) clean();
});

/** The containers of runs whose id begins so. */
async function containersOf(runIdStart: string): Promise<string[]> {
  const found = await engine.labelled(RUN_LABEL);
  return found
    .filter(({ labels }) => (labels[RUN_LABEL] ?? "").startsWith(runIdStart))
    .map(({ id }) => id);
}

describe("a run whose supervisor was killed", () => {
  it("goes on without it, and is removed by the next sweep", async () => {
    const node = join(root, "node_modules", ".bin", "node");
    const doomed = spawn(node, [join(import.meta.dirname, "doomed-supervisor.ts")], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    atEnd.push(() => doomed.kill("SIGKILL"));
    await new Promise<void>((resolve) => {
      doomed.stdout.on("data", (text: Buffer) => {
        if (text.includes("run goes on")) resolve();
      });
    });
    const ended = new Promise((resolve) => doomed.once("exit", resolve));
    doomed.kill("SIGKILL");
    await ended;

    const runId = `trial-${doomed.pid}-`;
    expect(await containersOf(runId)).toHaveLength(CONTAINERS);
    expect(await sandbox.sweep()).toBeGreaterThanOrEqual(CONTAINERS);
    expect(await containersOf(runId)).toHaveLength(0);
  });
});

describe("a sweep", () => {
  it("leaves a run alone that is being supervised", async () => {
    const cancel = new AbortController();
    const { running, run } = runUntilCancelled(sandbox, cancel.signal);
    await running;
    const swept = await sandbox.sweep();
    cancel.abort();
    expect((await run).outcome).toBe("cancelled");
    expect(swept).toBe(0);
  });

  it("removes a run past its deadline, whoever supervises it", async () => {
    const now = () => new Date(Date.now() + 3600_000);
    const late = createSandbox({ ...settings, engine: ofThisProcess(engine), now });
    const { running, run } = runUntilCancelled(sandbox, new AbortController().signal);
    await running;
    expect(await late.sweep()).toBeGreaterThanOrEqual(CONTAINERS);
    // Removed under the supervisor's hands: never a pass.
    expect(["broken", "failed"]).toContain((await run).outcome);
  });
});

describe("an engine that is lost while a run goes on", () => {
  it("breaks the run, and what it could not remove is swept when it is back", async () => {
    const proxy = await proxyToEngine(atEnd);
    const lost = createSandbox({
      ...settings,
      engine: createDockerEngine(`unix://${proxy.path}`),
      now: () => new Date(),
    });
    const before = new Set(await containersOf("trial-"));
    const { running, run } = runUntilCancelled(lost, new AbortController().signal);
    await running;
    proxy.lose();
    expect(await run).toMatchObject({ outcome: "broken" });
    expect((await run).reason).toContain("The sandbox broke");
    const left = (await containersOf(`trial-${process.pid}-`)).filter((id) => !before.has(id));
    expect(left).toHaveLength(CONTAINERS);
    expect(await sandbox.sweep()).toBeGreaterThanOrEqual(CONTAINERS);
    const after = await containersOf(`trial-${process.pid}-`);
    expect(after.filter((id) => left.includes(id))).toEqual([]);
  });
});

describe("several who remove the same", () => {
  it("each find it gone when they are answered, and none is told of a failure", async () => {
    const { running, run } = runUntilCancelled(sandbox, new AbortController().signal);
    await running;
    const ids = await containersOf(`trial-${process.pid}-`);
    expect(ids).toHaveLength(CONTAINERS);
    const removals = ids.flatMap((id) => [1, 2, 3, 4].map(() => engine.remove(id)));
    await Promise.all(removals);
    const left = await containersOf(`trial-${process.pid}-`);
    expect(left.filter((id) => ids.includes(id))).toEqual([]);
    expect(["broken", "failed"]).toContain((await run).outcome);
    await Promise.all(ids.map((id) => engine.remove(id)));
  });

  it("may sweep at once", async () => {
    await Promise.all(Array.from({ length: 12 }, () => sandbox.sweep()));
  });
});

/** An engine on which nobody else's runs are seen: what is not late for them is left alone. */
function ofThisProcess(whole: ContainerEngine): ContainerEngine {
  return {
    ...whole,
    labelled: async (label) =>
      (await whole.labelled(label)).filter(({ labels }) =>
        (labels[RUN_LABEL] ?? "").startsWith(`trial-${process.pid}-`),
      ),
  };
}

/** A run that lasts, and a promise that it goes on. */
function runUntilCancelled(on: Sandbox, signal: AbortSignal) {
  let goesOn = (): void => undefined;
  const running = new Promise<void>((resolve) => (goesOn = resolve));
  const run = runTrial(on, {
    command: ["sleep", "50"],
    signal,
    progress: (stage) => {
      if (stage === "running the command") goesOn();
    },
  });
  return { running, run };
}
