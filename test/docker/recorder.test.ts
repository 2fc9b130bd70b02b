import { readFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { Sandbox } from "../../src/ports.ts";
import { proveWitnesses } from "../../src/sandbox/proof.ts";
import { readImageRecord } from "../../src/sandbox/images/image-record.ts";
import type { ContainerEngine, ContainerSpecification } from "../../src/sandbox/engine.ts";
import type { ImageSettings } from "../../src/sandbox/images/image-settings.ts";
import { CAPABILITIES_OF } from "../../src/sandbox/recorder-container.ts";
import { RUN_LABEL } from "../../src/sandbox/specification.ts";
import {
  PREPARE_MS,
  prepareSandbox,
  prepareStrictSandbox,
  prepareTracedSandbox,
  runTrial,
} from "./prepared.ts";

let sandbox: Sandbox;
let settings: ImageSettings;
beforeAll(async () => {
  ({ sandbox, settings } = await prepareSandbox());
}, PREPARE_MS);

interface Inspected {
  Name: string;
  HostConfig: { CapAdd: string[] | null; CapDrop: string[] | null };
}

/** What the engine itself says of a container. */
async function inspect(id: string): Promise<Inspected> {
  const socketPath = (process.env["DOCKER_HOST"] ?? "/var/run/docker.sock").replace("unix://", "");
  const text = await new Promise<string>((resolve, reject) => {
    const asking = request({ socketPath, path: `/containers/${id}/json` }, (answer) => {
      let heard = "";
      answer.setEncoding("utf8").on("data", (piece: string) => (heard += piece));
      answer.on("end", () => resolve(heard));
    });
    asking.on("error", reject).end();
  });
  // The engine's own form of an answer.
  return JSON.parse(text) as Inspected;
}

/** Runs a program until it is told, and looks at its containers meanwhile. */
async function duringRun<T>(
  look: (ids: string[]) => Promise<T>,
  within: Sandbox = sandbox,
): Promise<T> {
  const over = new AbortController();
  let looked: Promise<T> | undefined;
  await runTrial(within, {
    command: ["sleep", "60"],
    signal: over.signal,
    progress: (stage) => {
      if (stage !== "running the command") return;
      looked = settings.engine
        .labelled(RUN_LABEL)
        .then((all) =>
          all.filter(({ labels }) => labels[RUN_LABEL]?.startsWith(`trial-${process.pid}-`)),
        )
        .then((ours) => look(ours.map(({ id }) => id)))
        .finally(() => over.abort());
    },
  });
  if (looked === undefined) throw new Error("the run never began");
  return looked;
}

describe("the containers of a run", () => {
  it("have the capabilities of the table, and no others", async () => {
    const traced = await prepareTracedSandbox();
    const found = await duringRun((ids) => Promise.all(ids.map(inspect)), traced);
    const kindOf = (name: string) => /-(witness|recorder|tracer)$/.exec(name)?.[1] ?? "job";
    const table = found.map(({ Name, HostConfig }) => {
      expect(HostConfig.CapDrop).toEqual(["ALL"]);
      return [kindOf(Name), (HostConfig.CapAdd ?? []).map((one) => one.replace("CAP_", "")).sort()];
    });
    const wanted = Object.entries(CAPABILITIES_OF).map(([kind, all]) => [kind, Object.keys(all)]);
    expect(Object.fromEntries(table)).toEqual(Object.fromEntries(wanted));
  });

  it("have none in force once the program can begin", async () => {
    const statuses = await duringRun((ids) =>
      Promise.all(
        ids.map(async (id) => {
          const { pid } = await settings.engine.state(id);
          return readFileSync(`/proc/${pid}/status`, "utf8");
        }),
      ),
    );
    expect(statuses).toHaveLength(3);
    for (const status of statuses) {
      expect(status).toMatch(/^CapEff:\t0{16}$/m);
      expect(status).toMatch(/^CapPrm:\t0{16}$/m);
      expect(status).toMatch(/^NoNewPrivs:\t1$/m);
      expect(status).toMatch(/^Uid:\t1000[12]\t/m);
    }
  });
});

describe("the tracer of a run", () => {
  it("has one right in force, and is a user of its own", async () => {
    const statuses = await duringRun(
      (ids) =>
        Promise.all(
          ids.map(async (id) => {
            const { pid } = await settings.engine.state(id);
            return readFileSync(`/proc/${pid}/status`, "utf8");
          }),
        ),
      await prepareTracedSandbox(),
    );
    expect(statuses).toHaveLength(4);
    const [tracer, ...more] = statuses.filter((status) => /^Uid:\t10003\t/m.test(status));
    expect(more).toEqual([]);
    // CAP_SYS_PTRACE is the nineteenth.
    expect(tracer).toMatch(/^CapEff:\t0{11}80000$/m);
    expect(tracer).toMatch(/^CapPrm:\t0{11}80000$/m);
    expect(tracer).toMatch(/^NoNewPrivs:\t1$/m);
  });
});

describe("the network of a recorded run", () => {
  it("has one way out, and that leads nowhere but to the recorder", async () => {
    const server = createServer((socket) => socket.end("the host"));
    await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
    onTestFinished(() => void server.close());
    let reached = 0;
    server.on("connection", () => (reached += 1));
    const address = server.address();
    const port = typeof address === "object" ? (address?.port ?? 0) : 0;
    const own = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
    const addresses = own.filter(({ family }) => family === "IPv4").map((one) => one.address);
    const program = `
import socket
for address in ${JSON.stringify([...addresses, "172.17.0.1"])}:
    try: print(socket.create_connection((address, ${port}), 1).recv(100))
    except OSError as error: print(type(error).__name__)
print(sorted(open("/proc/net/route").read().split()[11::11]))
print([n for _, n in socket.if_nameindex() if open(f"/sys/class/net/{n}/operstate").read().strip() != "down"])
`;
    const run = await runTrial(sandbox, {
      command: ["python3", "program.py"],
      files: { "program.py": program },
    });
    expect(run.outcome, run.log.tail).toBe("passed");
    expect(reached).toBe(0);
    expect(run.log.tail).not.toContain("the host");
    expect(run.log.tail).toContain("['lo', 'witness0']");
  });

  it("stays without a way out when the recorder is gone, and the result says so", async () => {
    let removed: Promise<unknown> | undefined;
    const run = await runTrial(sandbox, {
      command: [
        "python3",
        "-c",
        `import socket, time
time.sleep(3)
try: socket.create_connection(("203.0.113.7", 80), 2); print("out")
except OSError as error: print(error.errno)`,
      ],
      progress: (stage) => {
        if (stage !== "running the command") return;
        removed = settings.engine.labelled(RUN_LABEL).then(async (all) => {
          // Other tests have recorders here, too.
          const own = all.filter(({ labels }) =>
            labels[RUN_LABEL]?.startsWith(`trial-${process.pid}-`),
          );
          for (const { id } of own) {
            if ((await inspect(id)).Name.endsWith("-recorder")) await settings.engine.kill(id);
          }
        });
      },
    });
    await removed;
    expect(run.log.tail).toBe("101\n");
    expect(run.witnesses).toContain("lost: the recorder did not answer at the end");
    expect(run.behaviours).toMatchObject([{ capability: "disable.protection", announcedBy: null }]);
  });
});

describe("honest tools", () => {
  it.each<[string, string, string[], Record<string, string>]>([
    [
      "npm test",
      "node",
      ["npm", "test"],
      {
        "package.json": '{"name":"a","version":"1.0.0","scripts":{"test":"node --test"}}',
        "a.test.js":
          'const test = require("node:test");\nconst http = require("node:http");\ntest("serves", (t, done) => { const s = http.createServer((q, r) => r.end()).listen(0, "localhost", () => http.get({ host: "localhost", port: s.address().port }, () => { s.close(); done(); })); });\n',
      },
    ],
    [
      "npm pack",
      "node",
      ["npm", "pack"],
      { "package.json": '{"name":"a","version":"1.0.0"}', "index.js": "" },
    ],
    [
      "pytest",
      "python",
      ["python3", "-m", "pytest"],
      { "test_a.py": "def test_a(tmp_path): (tmp_path / 'x').write_text('x')\n" },
    ],
  ])("%s works beside the decoys, and nothing is told of it", async (_, runner, command, files) => {
    const run = await runTrial(sandbox, { runner, command, files });
    expect(run.outcome, run.log.tail).toBe("passed");
    expect(run.behaviours).toEqual([]);
  });
});

describe("the witnesses of a run", () => {
  it("are named, and so are those that are absent", async () => {
    const recorded = await runTrial(sandbox, { command: ["true"] });
    expect(recorded.witnesses.join("\n")).toMatch(/^network: a recorder/m);
    const strict = await runTrial(await prepareStrictSandbox(), { command: ["true"] });
    expect(strict.outcome, strict.reason).toBe("passed");
    expect(strict.behaviours).toEqual([]);
    expect(strict.witnesses.join("\n")).toMatch(/^absent: the recorder/m);
  });

  it("are proved on this engine", async () => {
    const checks = await proof(settings.engine);
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  });

  it.each<[string, (asked: ContainerSpecification) => object, string[]]>([
    [
      "the recorder may not make its device",
      () => ({ Devices: [] }),
      ["sandbox/witness-recorder", "sandbox/witness-decoys", "sandbox/witness-loopback"],
    ],
    [
      "HOME does not note when files are read",
      ({ HostConfig: { Mounts } }) => ({ Mounts: Mounts.map(withoutTimes) }),
      ["sandbox/witness-decoys"],
    ],
  ])("are found wanting where %s", async (_, change, gaps) => {
    const { engine } = settings;
    const weak: ContainerEngine = {
      ...engine,
      create: (asked) =>
        engine.create({ ...asked, HostConfig: { ...asked.HostConfig, ...change(asked) } }),
    };
    const checks = await proof(weak);
    expect(checks.filter(({ ok }) => !ok).map(({ id }) => id)).toEqual(gaps);
  });
});

async function proof(engine: ContainerEngine) {
  const images = await readImageRecord(settings.dataDir);
  const { base, recorder } = { base: images["base"]?.id ?? "", recorder: images["recorder"]?.id };
  return proveWitnesses(engine, base, recorder ?? "", settings.imagesDir);
}

function withoutTimes(mount: ContainerSpecification["HostConfig"]["Mounts"][number]) {
  const { DriverConfig } = mount.VolumeOptions;
  const Options = { ...DriverConfig.Options, o: `${DriverConfig.Options["o"]},noatime` };
  const VolumeOptions = { ...mount.VolumeOptions, DriverConfig: { ...DriverConfig, Options } };
  return { ...mount, VolumeOptions };
}
