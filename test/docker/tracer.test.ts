import { existsSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import type { Sandbox } from "../../src/ports.ts";
import { RUN_LABEL } from "../../src/sandbox/specification.ts";
import { PREPARE_MS, prepareSandbox, prepareTracedSandbox, runTrial } from "./prepared.ts";
import { LINEAGE_ATTACKS, TRACER_ATTACKS } from "./tracer-attacks.ts";
import { PRELUDE, type WitnessAttack } from "./witness-attacks.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await prepareTracedSandbox();
}, PREPARE_MS);

async function holds({ program, holds: isHeld }: WitnessAttack): Promise<void> {
  const run = await runTrial(sandbox, {
    command: ["python3", "program.py"],
    files: { "program.py": `${PRELUDE}\n${program}\n` },
  });
  expect(run.outcome, `${run.reason}\n${run.log.tail}`).toBe("passed");
  const seen = JSON.stringify([run.behaviours, run.witnesses, run.log.tail], null, 1);
  expect(isHeld(run), seen).toBe(true);
}

function statusOf(pid: number): string {
  const path = `/proc/${pid}/status`;
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

describe("a program whose processes are followed", () => {
  it.each(LINEAGE_ATTACKS)("$attack: $expected", holds);
});

describe("a program that is after the tracer", () => {
  it.each(TRACER_ATTACKS)("$attack: $expected", holds);
});

describe("a traced run", () => {
  it("names its programs, as a tree", async () => {
    const { outcome, processes, witnesses } = await runTrial(sandbox, {
      command: ["sh", "-c", "sh -c 'sleep 0; true'; true"],
    });
    expect(outcome).toBe("passed");
    expect(witnesses.join("\n")).toMatch(/^processes: a tracer/m);
    const [first, second, sleep] = processes?.shown ?? [];
    expect(first).toMatchObject({ parent: 0, command: "sh -c sh -c 'sleep 0; true'; true" });
    expect(second).toMatchObject({ parent: first?.node, command: "sh -c sleep 0; true" });
    expect(sleep).toMatchObject({ parent: second?.node, command: "sleep 0" });
  });

  it("ends by the same evidence as any other", async () => {
    const ends = [
      [["false"], "failed"],
      [["sh", "-c", "kill -9 $$"], "failed"],
      [["sleep", "30"], "timed-out"],
      [["python3", "-c", "x = bytearray(1 << 29)"], "out-of-memory"],
      [["no-such-program"], "failed"],
    ] as const;
    for (const [command, outcome] of ends) {
      const limits = {
        ...{ wallSeconds: 5, memoryBytes: 256 << 20, workspaceBytes: 32 << 20 },
        ...{ tmpBytes: 32 << 20, homeBytes: 32 << 20 },
      };
      const run = await runTrial(sandbox, { command: [...command], limits });
      expect([command, run.outcome, run.behaviours]).toEqual([command, outcome, []]);
    }
  });

  it("is broken, and no verdict, when the tracer is gone before its end", async () => {
    const { engine } = (await prepareSandbox()).settings;
    let killed: Promise<unknown> | undefined;
    const run = await runTrial(sandbox, {
      command: ["sleep", "40"],
      progress: (stage) => {
        if (stage !== "running the command") return;
        killed = engine.labelled(RUN_LABEL).then(async (all) => {
          const own = all.filter(({ labels }) =>
            labels[RUN_LABEL]?.startsWith(`trial-${process.pid}-`),
          );
          for (const { id } of own) {
            const { pid } = await engine.state(id);
            // Other tests have containers here, too, which come and go.
            const isTracer = pid > 0 && /^Uid:\t10003\t/m.test(statusOf(pid));
            if (isTracer) await engine.kill(id);
          }
        });
      },
    });
    await killed;
    expect(run).toMatchObject({
      outcome: "broken",
      behaviours: [{ capability: "disable.protection" }],
    });
    expect(run.reason).toContain("tracer");
  });

  it("says why there is no tracer where nobody asked for one", async () => {
    const { sandbox: untraced } = await prepareSandbox();
    const run = await runTrial(untraced, { command: ["true"] });
    expect(run.processes).toBeNull();
    expect(run.witnesses.join("\n")).toMatch(/^absent: the tracer \(the engine does not remap/m);
  });
});

describe("honest tools under a tracer", () => {
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
      "pytest",
      "python",
      ["python3", "-m", "pytest"],
      { "test_a.py": "def test_a(tmp_path): (tmp_path / 'x').write_text('x')\n" },
    ],
    [
      "go test",
      "go",
      ["go", "test", "./..."],
      {
        "go.mod": "module a.example/a\n",
        "a_test.go": 'package a\n\nimport "testing"\n\nfunc TestA(t *testing.T) {}\n',
      },
    ],
  ])("%s works, and nothing is told of it", async (_, runner, command, files) => {
    const run = await runTrial(sandbox, { runner, command, files });
    expect(run.outcome, run.log.tail).toBe("passed");
    expect(run.behaviours).toEqual([]);
  });
});
