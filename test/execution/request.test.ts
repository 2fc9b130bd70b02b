import { describe, expect, it } from "vitest";
import type { SandboxLimits } from "../../src/model/sandbox-request.ts";
import type { RunnerData } from "../../src/model/runner.ts";
import type { TreeListing } from "../../src/model/tree.ts";
import { compareRuns } from "../../src/execution/comparison.ts";
import { planProgram, planRun } from "../../src/execution/plan.ts";
import type { PlanFacts } from "../../src/execution/plan.ts";
import { SANDBOX_DEFAULTS } from "../../src/execution/policy-section.ts";
import {
  MAX_PROGRAM_BYTES,
  buildSandboxRequest,
  checkProgram,
} from "../../src/execution/request.ts";

const HEAD = "0123456789abcdef0123456789abcdef01234567";

const NODE: RunnerData = {
  name: "node",
  language: "javascript",
  recognise: { files: ["package.json"] },
  command: ["npm", "test"],
  configuration: ["package.json", "vitest.config.*", ".mocharc*"],
  exec: { file: "main.js", command: ["node", "main.js"] },
};
const PYTHON: RunnerData = {
  name: "python",
  language: "python",
  recognise: { files: ["pyproject.toml", "setup.py"] },
  command: ["python3", "-m", "pytest"],
  configuration: ["conftest.py", "pytest.ini"],
};

function plan(over: Partial<PlanFacts> = {}) {
  return planRun({
    policy: SANDBOX_DEFAULTS,
    profile: null,
    rootFiles: ["package.json"],
    runners: [NODE, PYTHON],
    ...over,
  });
}

describe("a plan", () => {
  it("recognises the runner by the files of the default branch", () => {
    expect(plan()).toMatchObject({
      plan: { runner: NODE, profile: "default", command: ["npm", "test"] },
    });
    expect(plan({ rootFiles: ["setup.py"] })).toMatchObject({ plan: { runner: PYTHON } });
  });

  it("follows the policy before the files", () => {
    const policy = { ...SANDBOX_DEFAULTS, runner: "python" };
    expect(plan({ policy })).toMatchObject({ plan: { runner: PYTHON } });
    const profiles = {
      default: { command: ["make", "check"] },
      unit: { runner: "python", command: ["tox"] },
    };
    expect(plan({ policy: { ...policy, profiles } })).toMatchObject({
      plan: { command: ["make", "check"] },
    });
    expect(plan({ policy: { ...SANDBOX_DEFAULTS, profiles }, profile: "unit" })).toMatchObject({
      plan: { runner: PYTHON, profile: "unit", command: ["tox"] },
    });
  });

  it.each<[string, Partial<PlanFacts>, RegExp]>([
    [
      "no file fits",
      { rootFiles: ["go.mod"] },
      /name one in .github\/gatehouse.yml, as sandbox.runner: node, python/,
    ],
    ["two runners fit", { rootFiles: ["package.json", "setup.py"] }, /choose one .*: node, python/],
    [
      "the policy names a runner that is not there",
      { policy: { ...SANDBOX_DEFAULTS, runner: "ruby" } },
      /no runner "ruby"/,
    ],
    ["the profile is not there", { profile: "unit" }, /no such profile.*default/],
    ["the profile is a word of every object", { profile: "constructor" }, /no such profile/],
  ])("says what to configure when %s", (_, over, message) => {
    expect(plan(over)).toMatchObject({
      problems: [{ message: expect.stringMatching(message) as string }],
    });
  });

  it("runs a single program only in a language that has a way for it", () => {
    const facts = { policy: SANDBOX_DEFAULTS, runners: [NODE, PYTHON] };
    expect(planProgram(facts, "javascript")).toMatchObject({
      plan: { command: ["node", "main.js"] },
    });
    expect(planProgram(facts, "python")).toMatchObject({ problems: [{ where: "language" }] });
  });
});

describe("a sandbox request", () => {
  const mib = 1024 ** 2;
  const defaults: SandboxLimits = {
    cpus: 2,
    memoryBytes: 1024 * mib,
    workspaceBytes: 512 * mib,
    workspaceInodes: 100_000,
    tmpBytes: 64 * mib,
    homeBytes: 64 * mib,
    pids: 256,
    openFiles: 1024,
    wallSeconds: 600,
    outputBytes: 4 * mib,
  };
  const limits = { defaults, ceilings: { ...defaults, wallSeconds: 1200 } };
  const base = {
    runId: "r-1",
    headSha: HEAD,
    limits,
    plan: {
      ...{ runner: NODE, profile: "default", command: ["npm", "test"], report: null },
      limits: {},
    },
  };

  it("has the server's limits where the policy names none", () => {
    expect(buildSandboxRequest(base)).toMatchObject({
      request: { runner: "node", command: ["npm", "test"], limits: defaults },
    });
  });

  it("takes the policy's limits up to the server's ceilings", () => {
    const asked = {
      ...base,
      plan: { ...base.plan, limits: { memory_mib: 128, wall_seconds: 1200 } },
    };
    expect(buildSandboxRequest(asked)).toMatchObject({
      request: { limits: { memoryBytes: 128 * mib, wallSeconds: 1200 } },
    });
  });

  it("lists every problem together", () => {
    const wrong = buildSandboxRequest({
      ...base,
      runId: "no/slash",
      headSha: "main",
      plan: { ...base.plan, command: [], limits: { cpus: 64, wall_seconds: 99_999 } },
      program: " ",
    });
    const places = "problems" in wrong ? wrong.problems.map(({ where }) => where) : [];
    expect(places.sort()).toEqual([
      "command",
      "headSha",
      "program",
      "runId",
      "sandbox.limits (cpus)",
      "sandbox.limits (wallSeconds)",
    ]);
  });

  it("carries the program of exec to the runner's file", () => {
    expect(buildSandboxRequest({ ...base, program: "console.log(1)\n" })).toMatchObject({
      request: { program: { path: "main.js", text: "console.log(1)\n" } },
    });
  });

  it.each([
    ["too large", "x".repeat(MAX_PROGRAM_BYTES + 1)],
    ["too large in bytes", "é".repeat(MAX_PROGRAM_BYTES / 2 + 1)],
    ["no Unicode", "a\ud800"],
    ["decoded with loss", "a\ufffd"],
    ["with a NUL", "a\0"],
    ["empty", " \n\t"],
  ])("refuses a program that is %s", (_, program) => {
    expect(checkProgram(program)).toHaveLength(1);
    expect(checkProgram("print(1)\n")).toEqual([]);
  });
});

describe("the comparison with the base", () => {
  const side = (
    files: Record<string, string>,
    over: Partial<{ runner: RunnerData; command: string[] }> = {},
  ) => {
    const tree: TreeListing = new Map(
      Object.entries(files).map(([path, oid]) => [path, { path, kind: "file" as const, oid }]),
    );
    return { plan: { runner: NODE, command: ["npm", "test"], ...over }, tree };
  };
  const base = side({ "package.json": "1", "src/a.js": "1", "pkg/vitest.config.ts": "1" });

  it("finds nothing when only sources and tests differ", () => {
    const head = side({
      "package.json": "1",
      "src/a.js": "2",
      "test/a.test.js": "1",
      "pkg/vitest.config.ts": "1",
    });
    expect(compareRuns(base, head)).toEqual({ differences: [] });
  });

  it.each<[string, Record<string, string>, string]>([
    ["changed", { "package.json": "2", "pkg/vitest.config.ts": "1" }, "package.json"],
    ["taken away", { "package.json": "1" }, "pkg/vitest.config.ts"],
    [
      "added deep in the tree",
      { "package.json": "1", "pkg/vitest.config.ts": "1", "a/b/.mocharc.yml": "1" },
      "a/b/.mocharc.yml",
    ],
    [
      "added in another case",
      { "package.json": "1", "pkg/vitest.config.ts": "1", "VITEST.config.js": "1" },
      "VITEST.config.js",
    ],
  ])("finds a configuration file that was %s", (_, files, detail) => {
    expect(compareRuns(base, side(files)).differences).toEqual([{ what: "configuration", detail }]);
  });

  it("finds a configuration file that became a symlink with the same object", () => {
    const head = side({ "src/a.js": "1", "pkg/vitest.config.ts": "1" });
    const tree = new Map([
      ...head.tree,
      ["package.json", { path: "package.json", kind: "symlink" as const, oid: "1" }],
    ]);
    expect(compareRuns(base, { ...head, tree }).differences).toHaveLength(1);
  });

  it("finds another runner and another command", () => {
    const head = side({}, { runner: PYTHON, command: ["true"] });
    expect(compareRuns(side({}), head).differences).toEqual([
      { what: "runner", detail: "python" },
      { what: "command", detail: "true" },
    ]);
  });
});
