import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readImageRecord } from "../../src/sandbox/images/image-record.ts";
import type { ImageSettings } from "../../src/sandbox/images/image-settings.ts";
import { proveWalls } from "../../src/sandbox/proof.ts";
import { createSandbox } from "../../src/sandbox/sandbox.ts";
import { RUN_LABEL } from "../../src/sandbox/specification.ts";
import { startPodman, startRootlessEngine } from "./other-kinds.ts";
import { PREPARE_MS, prepareSandbox, runTrial } from "./prepared.ts";
import type { SecondEngine } from "./second-engine.ts";
import { allExpectedOn, heldOf } from "./walls-by-engine.ts";

const now = () => new Date();
let settings: ImageSettings;
let base = "";
beforeAll(async () => {
  ({ settings } = await prepareSandbox());
  base = (await readImageRecord(settings.dataDir))["base"]?.id ?? "";
}, PREPARE_MS);

describe("a rootless engine without control groups", () => {
  let second: SecondEngine;
  beforeAll(async () => {
    second = await startRootlessEngine();
    for (const name of ["base", "python"]) {
      await second.load((await readImageRecord(settings.dataDir))[name]?.id ?? "");
    }
  }, PREPARE_MS);
  afterAll(() => second.stop());

  it("is known as one", async () => {
    const description = await second.engine.describe();
    expect(description).toMatchObject({ kind: "docker", rootless: true, idOffset: 0 });
    expect(description.versions).toMatch(/^Docker \S+ rootless, /);
  });

  it("has the walls, and lacks the limits that control groups make", async () => {
    const checks = await proveWalls(second.engine, base, settings.imagesDir);
    expect(heldOf(checks)).toEqual(allExpectedOn("rootless, cgroup v1"));
    for (const { ok, fix } of checks) if (!ok) expect(fix).toContain("control groups version 2");
  });

  it("runs nothing, and says what is missing", async () => {
    const sandbox = createSandbox({ ...settings, engine: second.engine, now });
    const run = await runTrial(sandbox, { command: ["true"] });
    expect(run).toMatchObject({ outcome: "broken", image: "" });
    expect(run.reason).toMatch(/\[sandbox\/limit-processes\].* control groups version 2/);
    expect(await second.engine.labelled(RUN_LABEL)).toEqual([]);
  });
});

describe("Podman", () => {
  let second: SecondEngine;
  beforeAll(async () => {
    second = await startPodman();
    for (const name of ["base", "python"]) {
      await second.load((await readImageRecord(settings.dataDir))[name]?.id ?? "");
    }
  }, PREPARE_MS);
  afterAll(() => second.stop());

  it("is known as that, and is the same engine each time that it is asked", async () => {
    const [one, again] = [await second.engine.describe(), await second.engine.describe()];
    expect(one).toMatchObject({ kind: "podman", rootless: false });
    expect(one.versions).toMatch(/^Podman \d/);
    expect(again.id).toBe(one.id);
  });

  it("runs nothing, and says why", async () => {
    const sandbox = createSandbox({ ...settings, engine: second.engine, now });
    const run = await runTrial(sandbox, { command: ["true"] });
    expect(run).toMatchObject({ outcome: "broken", image: "" });
    expect(run.reason).toContain("It is Podman");
    expect(run.reason).toContain("Use a Docker Engine");
  });

  it("does take no list of system calls as text, which is why", async () => {
    const { engine } = second;
    const specification = {
      ...{
        Image: base,
        Cmd: ["true"],
        HostConfig: { SecurityOpt: ['seccomp={"defaultAction":"SCMP_ACT_ALLOW"}'] },
      },
    };
    // Only what matters here, in the words of the API.
    const asked = engine.create(specification as unknown as Parameters<typeof engine.create>[0]);
    const refused = await asked.then(
      () => null,
      (error: unknown) => error,
    );
    expect(refused).toMatchObject({ message: "failed to create a container" });
    expect(String((refused as Error).cause)).toContain("seccomp");
  });
});
