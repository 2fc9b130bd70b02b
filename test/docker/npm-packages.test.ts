import { beforeAll, describe, expect, it } from "vitest";
import type { Sandbox } from "../../src/ports.ts";
import { integrity, npmPackage, sourceOf, startRegistry } from "../registry/registry.ts";
import { PREPARE_MS, prepareSandbox } from "./prepared.ts";
import { plantedIn, runWithPackages, setTraps } from "./with-packages.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  ({ sandbox } = await prepareSandbox());
}, PREPARE_MS);

const NODE = { name: "node", language: "javascript" };
const TEST = `import test from "node:test"; import assert from "node:assert"; import { answer } from "one";
test("has its package", () => assert.equal(answer, 42));
`;

/** One package with an install script, another in a scope that the first one needs. */
async function publish(script = "true") {
  const registry = await startRegistry();
  const one = await npmPackage({
    "package.json": JSON.stringify({
      ...{ name: "one", version: "1.0.0", type: "module", main: "index.js" },
      ...{ dependencies: { "@s/two": "1.0.0" }, scripts: { postinstall: script } },
    }),
    "index.js": 'export { answer } from "@s/two";',
  });
  const two = await npmPackage({
    "package.json": JSON.stringify({
      name: "@s/two",
      version: "1.0.0",
      type: "module",
      main: "i.js",
    }),
    "i.js": "export const answer = 42;",
  });
  registry.paths.set("/one/-/one-1.0.0.tgz", one);
  registry.paths.set("/@s/two/-/two-1.0.0.tgz", two);
  const packages = { one, two };
  return { registry, packages };
}

function project({ one, two }: { one: Uint8Array; two: Uint8Array }, resolved = true) {
  const from = (path: string) =>
    resolved ? { resolved: `https://registry.npmjs.org/${path}` } : {};
  return {
    "package.json": JSON.stringify({
      ...{ name: "project", version: "1.0.0", scripts: { test: "node --test" } },
      dependencies: { one: "1.0.0" },
    }),
    "package-lock.json": JSON.stringify({
      ...{ name: "project", version: "1.0.0", lockfileVersion: 3, requires: true },
      packages: {
        "": { name: "project", version: "1.0.0", dependencies: { one: "1.0.0" } },
        "node_modules/one": {
          ...{ version: "1.0.0", ...from("one/-/one-1.0.0.tgz"), integrity: integrity(one) },
          ...{ hasInstallScript: true, dependencies: { "@s/two": "1.0.0" } },
        },
        "node_modules/@s/two": {
          ...{ version: "1.0.0", ...from("@s/two/-/two-1.0.0.tgz"), integrity: integrity(two) },
        },
      },
    }),
    "test/a.test.mjs": TEST,
  };
}

describe("packages of npm", () => {
  it.each([
    ["with addresses of the public registry", true, {}],
    ["without addresses", false, {}],
    [
      "with a registry of its own for a scope",
      true,
      { ".npmrc": "@s:registry=https://h.example\n" },
    ],
    [
      "with another registry",
      false,
      { ".npmrc": "registry=https://h.example\nignore-scripts=true\n" },
    ],
  ])("are installed and used by a lockfile %s", async (_, resolved, more) => {
    const { registry, packages } = await publish();
    const { source } = sourceOf(registry);
    const files = { ...project(packages, resolved), ...more };
    const trial = { runner: NODE, command: ["npm", "test"], files };
    const run = await runWithPackages(sandbox, source, trial);
    expect(run.outcome, run.log.tail).toBe("passed");
    expect(run.tests).toMatchObject({ passed: 1, failed: 0 });
    expect(run.behaviours).toEqual([]);
  });

  it("do not start the tests when they cannot be installed", async () => {
    const { registry, packages } = await publish("exit 3");
    const { source } = sourceOf(registry);
    const trial = { runner: NODE, command: ["echo", "started"], files: project(packages) };
    const run = await runWithPackages(sandbox, source, trial);
    expect(run).toMatchObject({
      outcome: "failed",
      reason: expect.stringContaining("could not be installed inside the sandbox") as string,
    });
    expect(run.log.tail).not.toMatch(/^started$/m);
  });

  it("let nothing of the repository act outside of the sandbox, or with a network", async () => {
    const { registry, packages } = await publish("sh /workspace/plant/postinstall-of-package");
    const traps = await setTraps();
    const { source } = sourceOf(registry);
    const places = [
      ...["git", "script-shell", "node-options", "preinstall", "install", "prepare"],
      ...["postinstall-of-package", "pretest"],
    ];
    const plant = Object.fromEntries(places.map((name) => [`plant/${name}`, traps.script(name)]));
    const shell = 'eval "$(cat /workspace/plant/script-shell)"; shift; exec sh -c "$@"';
    const base = project(packages);
    const manifest = {
      ...{ name: "project", version: "1.0.0", dependencies: { one: "1.0.0" } },
      scripts: {
        ...{ preinstall: "sh plant/preinstall", install: "sh plant/install" },
        ...{ prepare: "sh plant/prepare", pretest: "sh plant/pretest" },
        test: "cat planted.log",
      },
    };
    const files = {
      ...{ ...base, ...plant, "package.json": JSON.stringify(manifest) },
      "shell.sh": `#!/bin/sh\n${shell}\n`,
      "load.cjs": 'require("child_process").execFileSync("sh", ["/workspace/plant/node-options"]);',
      ".npmrc": [
        ...["git=/workspace/plant/git", "registry=https://h.example/", "//h.example/:_authToken=x"],
        ...["node-options=--require /workspace/load.cjs", "script-shell=sh", "cafile=/dev/null"],
        ...["https-proxy=http://192.0.2.1:1", "onload-script=/workspace/load.cjs"],
      ].join("\n"),
      ".pnpmfile.cjs": 'require("child_process").execFileSync("sh", ["/workspace/plant/git"]);',
      ".yarnrc.yml": "yarnPath: ./load.cjs\n",
      ".yarnrc": 'yarn-path "./load.cjs"\n',
    };
    const command = ["sh", "-c", "npm test; cat planted.log"];
    const run = await runWithPackages(sandbox, source, { runner: NODE, command, files });
    expect(plantedIn(run), run.log.tail).toEqual([
      ...["install", "postinstall-of-package", "preinstall", "prepare", "pretest"],
    ]);
    expect(traps.untouched()).toBe(true);
    // Two packages, by GET, and not one thing more was asked of anybody.
    expect(registry.asked.map(({ method, url }) => `${method} ${url}`).sort()).toEqual([
      "GET /@s/two/-/two-1.0.0.tgz",
      "GET /one/-/one-1.0.0.tgz",
    ]);
  });
});
