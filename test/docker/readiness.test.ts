import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { createDockerEngine } from "../../src/sandbox/docker.ts";
import type { ContainerEngine, ContainerSpecification } from "../../src/sandbox/engine.ts";
import type { ImageSettings } from "../../src/sandbox/images/image-settings.ts";
import { readImageRecord } from "../../src/sandbox/images/image-record.ts";
import { proveWalls } from "../../src/sandbox/proof.ts";
import { createSandbox } from "../../src/sandbox/sandbox.ts";
import { PREPARE_MS, prepareSandbox, runTrial } from "./prepared.ts";
import { allExpectedOn, heldOf } from "./walls-by-engine.ts";

let settings: ImageSettings;
beforeAll(async () => {
  ({ settings } = await prepareSandbox());
}, PREPARE_MS);

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});
function emptyFolder(): string {
  folders.push(mkdtempSync(join(tmpdir(), "gatehouse-data-")));
  return folders.at(-1) ?? "";
}

type HostConfiguration = ContainerSpecification["HostConfig"];

/** The engine with every container made a little weaker than asked for. */
function weakened(
  change: (host: HostConfiguration) => object,
  other: Partial<ContainerSpecification> = {},
): ContainerEngine {
  const { engine } = settings;
  return {
    ...engine,
    create: (asked) => {
      const HostConfig = { ...asked.HostConfig, ...change(asked.HostConfig) };
      return engine.create({ ...asked, ...other, HostConfig });
    },
  };
}

async function gapsOf(engine: ContainerEngine): Promise<string[]> {
  const base = (await readImageRecord(settings.dataDir))["base"]?.id ?? "";
  const checks = await proveWalls(engine, base, settings.imagesDir);
  return checks.filter(({ ok }) => !ok).map(({ id }) => id);
}

describe("the proof of limits and walls", () => {
  it("finds no gap in this engine", async () => {
    expect(await gapsOf(settings.engine)).toEqual([]);
    const base = (await readImageRecord(settings.dataDir))["base"]?.id ?? "";
    const checks = await proveWalls(settings.engine, base, settings.imagesDir);
    expect(heldOf(checks)).toEqual(allExpectedOn("`runc`"));
  });

  it.each<[string, (host: HostConfiguration) => object, string]>([
    ["processes are not limited", () => ({ PidsLimit: 0 }), "sandbox/limit-processes"],
    ["memory is not limited", () => ({ Memory: 0, MemorySwap: 0 }), "sandbox/limit-memory"],
    ["the processor is not limited", () => ({ NanoCpus: 0 }), "sandbox/limit-cpus"],
    ["open files are not limited", () => ({ Ulimits: [] }), "sandbox/limit-open-files"],
    [
      "system calls are not limited",
      () => ({ SecurityOpt: ["no-new-privileges:true", "seccomp=unconfined"] }),
      "sandbox/wall-system-calls",
    ],
    [
      "rights can be gained",
      (host) => ({ SecurityOpt: host.SecurityOpt.slice(1) }),
      "sandbox/wall-capabilities",
    ],
    ["capabilities are left", () => ({ CapDrop: [] }), "sandbox/wall-capabilities"],
    ["the system can be written to", () => ({ ReadonlyRootfs: false }), "sandbox/wall-read-only"],
    [
      "the kernel's configuration can be read",
      () => ({ MaskedPaths: [] }),
      "sandbox/wall-kernel-facts",
    ],
    [
      "disks have no size",
      (host) => ({ Mounts: withoutOption(host, "size") }),
      "sandbox/limit-disk",
    ],
    [
      "disks have no number of files",
      (host) => ({ Mounts: withoutOption(host, "nr_inodes") }),
      "sandbox/limit-files",
    ],
  ])("finds the gap when %s", async (_, change, gap) => {
    expect(await gapsOf(weakened(change))).toContain(gap);
  });

  it("finds the gap when there is a network", async () => {
    const engine = weakened(() => ({ NetworkMode: "host" }), {
      NetworkDisabled: false,
      Hostname: "",
    });
    expect(await gapsOf(engine)).toContain("sandbox/wall-network");
  });

  it("finds the gap when the program is root", async () => {
    expect(await gapsOf(weakened(() => ({}), { User: "0:0" }))).toContain(
      "sandbox/wall-capabilities",
    );
  });
});

function withoutOption(host: HostConfiguration, name: string): HostConfiguration["Mounts"] {
  const bare = name === "size" ? "size=64m" : "nr_inodes=100000";
  return host.Mounts.map((mount) => {
    const options = mount.VolumeOptions.DriverConfig.Options;
    const o = (options["o"] ?? "").replace(new RegExp(`${name}=\\d+`), bare);
    const DriverConfig = { Name: "local" as const, Options: { ...options, o } };
    return { ...mount, VolumeOptions: { ...mount.VolumeOptions, DriverConfig } };
  });
}

describe("a sandbox that is not ready", () => {
  const now = () => new Date();

  it("says that no engine answers, what to do, and runs nothing", async () => {
    const engine = createDockerEngine("unix:///nowhere/docker.sock");
    const sandbox = createSandbox({ ...settings, engine, now });
    expect(await sandbox.unready()).toMatch(/^No Docker Engine answers .* run script\/docker\.$/);
    const run = await runTrial(sandbox, { command: ["true"] });
    expect(run).toMatchObject({ outcome: "broken", reason: await sandbox.unready() });
  });

  it("warns of a runc from which ways out are known, and refuses where that is asked for", async () => {
    const runc = { version: "1.1.11", revision: "v1.1.11-0-g4bccb38c" };
    const engine = {
      ...settings.engine,
      describe: async () => ({ ...(await settings.engine.describe()), runc }),
    };
    const warned = await runTrial(createSandbox({ ...settings, engine, now }), {
      command: ["true"],
    });
    expect(warned.outcome).toBe("passed");
    expect(warned.warnings[0]).toMatch(
      /^runc 1\.1\.11, built from v1\.1\.11-0-g4bccb38c, .*CVE-2024-21626/,
    );
    const strict = createSandbox({ ...settings, engine, now, requirePatched: true });
    expect(await strict.unready()).toMatch(/GATEHOUSE_REQUIRE_PATCHED_RUNTIME/);
    const run = await runTrial(strict, { command: ["true"] });
    expect(run).toMatchObject({
      outcome: "broken",
      reason: await strict.unready(),
      log: { bytes: 0 },
    });
    const patched = {
      ...engine,
      describe: async () => ({
        ...(await settings.engine.describe()),
        runc: { ...runc, version: "1.3.3" },
      }),
    };
    const free = createSandbox({ ...settings, engine: patched, now, requirePatched: true });
    expect(await free.unready()).toBeNull();
  });

  it("says so of an engine that is named in a way it cannot use", async () => {
    const engine = createDockerEngine("ssh://build.example.invalid");
    const sandbox = createSandbox({ ...settings, engine, now });
    expect(await sandbox.unready()).toContain("DOCKER_HOST must begin with unix:// or tcp://");
  });

  it("says that images are missing and what makes them", async () => {
    const sandbox = createSandbox({ ...settings, dataDir: emptyFolder(), now });
    expect(await sandbox.unready()).toBe("There are no tested images: run gatehouse images build.");
  });

  it("runs what it has images for, and names the image that another runner needs", async () => {
    const runners = settings.runners.map((runner) => ({ ...runner, name: `${runner.name}-2` }));
    const sandbox = createSandbox({ ...settings, runners: [...runners, ...settings.runners], now });
    expect(await sandbox.unready()).toBeNull();
    expect(await runTrial(sandbox, { runner: "ruby-2", command: ["true"] })).toMatchObject({
      outcome: "broken",
      reason: "There is no tested image for the runner ruby-2: run gatehouse images build ruby-2.",
    });
  });

  it("runs in an old image, and says that it is old", async () => {
    const later = () => new Date(Date.now() + 31 * 24 * 60 * 60 * 1000);
    const run = await runTrial(createSandbox({ ...settings, now: later }), { command: ["true"] });
    expect(run.outcome).toBe("passed");
    expect(
      run.warnings.flatMap((warning) => /image (\w+) was built/.exec(warning)?.[1] ?? []),
    ).toEqual([...["python", "base", "recorder"]]);
  });

  it("says so of an image that the engine has lost", async () => {
    const dataDir = emptyFolder();
    const record = JSON.parse(await readFile(join(settings.dataDir, "images.json"), "utf8")) as {
      images: { node: { id: string } };
    };
    record.images.node.id = `sha256:${"0".repeat(64)}`;
    writeFileSync(join(dataDir, "images.json"), JSON.stringify(record));
    const sandbox = createSandbox({ ...settings, dataDir, now });
    const run = await runTrial(sandbox, { runner: "node", command: ["true"] });
    expect(run.reason).toContain("no tested image for the runner node:");
  });

  it("refuses a run whose limits are above the server's", async () => {
    const sandbox = createSandbox({ ...settings, now, ceilings: { wallSeconds: 30 } });
    const run = await runTrial(sandbox, { command: ["true"], limits: { wallSeconds: 31 } });
    expect(run).toMatchObject({
      outcome: "refused",
      reason:
        "The limits of the run do not fit: limits.wallSeconds must be between 1 and 30 seconds, not 31.",
    });
  });

  it("names the limit that does not hold, and runs nothing", async () => {
    const engine = weakened(() => ({ PidsLimit: 0 }));
    const sandbox = createSandbox({ ...settings, engine, now });
    expect(await sandbox.unready()).toContain("[sandbox/limit-processes]");
    const run = await runTrial(sandbox, { command: ["true"] });
    expect(run.outcome).toBe("broken");
    expect(run.log.tail).toBe("");
  });
});
