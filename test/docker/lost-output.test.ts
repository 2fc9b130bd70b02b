import type { Socket } from "node:net";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { createDockerEngine } from "../../src/sandbox/docker.ts";
import type { ContainerEngine } from "../../src/sandbox/engine.ts";
import { readImageRecord } from "../../src/sandbox/images/image-record.ts";
import type { ImageSettings } from "../../src/sandbox/images/image-settings.ts";
import { proveWalls } from "../../src/sandbox/proof.ts";
import { createSandbox } from "../../src/sandbox/sandbox.ts";
import { passOn, proxyToEngine, type WhatIsAttached } from "./engine-proxy.ts";
import { PREPARE_MS, prepareSandbox, runTrial, type Trial } from "./prepared.ts";

let settings: ImageSettings;
beforeAll(async () => {
  ({ settings } = await prepareSandbox());
}, PREPARE_MS);

const atEnd: (() => void)[] = [];
afterEach(() => {
  for (const clean of atEnd.splice(0)) clean();
});

async function engineThrough(attached: WhatIsAttached): Promise<ContainerEngine> {
  const { path } = await proxyToEngine(atEnd, attached);
  return createDockerEngine(`unix://${path}`);
}

/** Runs in a sandbox whose walls were proved without the proxy. */
async function runThrough(attached: WhatIsAttached, trial: Trial) {
  const through = await engineThrough(attached);
  let speaks = settings.engine;
  const engine: ContainerEngine = {
    ...settings.engine,
    create: (specification) => speaks.create(specification),
    attach: (id, hear) => speaks.attach(id, hear),
    start: (id) => speaks.start(id),
    exit: (id) => speaks.exit(id),
  };
  const sandbox = createSandbox({ ...settings, engine, now: () => new Date() });
  expect(await sandbox.unready()).toBeNull();
  speaks = through;
  return runTrial(sandbox, trial);
}

const TALKS = { command: ["sh", "-c", "echo before; echo GOES-AWAY; sleep 1; echo after"] };

describe("output that is lost between the engine and us", () => {
  it.each<[string, WhatIsAttached]>([
    ["is cut off", whenItGoes((_, client) => void client.destroy())],
    ["ends early as if all had come", whenItGoes((said, client) => void client.end(said))],
    ["ends amid a frame", whenItGoes((said, client) => void client.end(said.subarray(0, 12)))],
  ])("makes a run broken that exits 0, where it %s", async (_, attached) => {
    const run = await runThrough(attached, TALKS);
    expect(run).toMatchObject({ outcome: "broken" });
    expect(run.reason).toContain("lost output");
    expect(run.witnesses.join("\n")).toMatch(/^lost: the end of the output/m);
  });

  it("takes nothing from a run that fails, and is said", async () => {
    const cut = whenItGoes((_, client) => void client.destroy());
    const run = await runThrough(cut, {
      command: ["sh", "-c", "sleep 1; echo GOES-AWAY; sleep 1; exit 3"],
    });
    expect(run).toMatchObject({ outcome: "failed", reason: "The command exited 3." });
    expect(run.witnesses.join("\n")).toMatch(/^lost: the end of the output/m);
  });

  it("is not lost where it only comes late", async () => {
    const late: WhatIsAttached = (said, client) =>
      void setTimeout(() => passOn(said, client), 5000);
    const run = await runThrough(late, { command: ["sh", "-c", "seq 20000; echo last"] });
    expect(run.outcome, run.reason).toBe("passed");
    expect(run.log.tail.endsWith("\n20000\nlast\n")).toBe(true);
    expect(run.witnesses.join("\n")).not.toContain("lost:");
  });

  it("makes a self-test say what it did not hear, never that it holds", async () => {
    const engine = await engineThrough((said, client) => {
      if (said?.includes("limit-bytes") === true) client.end();
      else if (!client.writableEnded) passOn(said, client);
    });
    const base = (await readImageRecord(settings.dataDir))["base"]?.id ?? "";
    const gaps = (await proveWalls(engine, base, settings.imagesDir)).filter(({ ok }) => !ok);
    expect(gaps.map(({ id }) => id)).toContain("sandbox/limit-disk");
    for (const { why } of gaps) expect(why).toContain("lost");
  });
});

/** Passes everything on until the program says that the connection goes away. */
function whenItGoes(go: (said: Buffer, client: Socket) => void): WhatIsAttached {
  return (said, client) => {
    if (said?.includes("GOES-AWAY") === true) go(said, client);
    else if (!client.writableEnded && !client.destroyed) passOn(said, client);
  };
}
