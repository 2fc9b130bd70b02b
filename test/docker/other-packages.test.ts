import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { Sandbox } from "../../src/ports.ts";
import { integrity, npmPackage, startRegistry } from "../registry/registry.ts";
import { PREPARE_MS, prepareSandbox } from "./prepared.ts";
import {
  plantedIn,
  prepareTools,
  runWithPackages,
  setTraps,
  sourceWithTools,
} from "./with-packages.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  ({ sandbox } = await prepareSandbox());
  await prepareTools("pnpm");
  await prepareTools("yarn");
}, PREPARE_MS);

const NODE = { name: "node", language: "javascript" };
const REQUIRED = `require("node:child_process").execFileSync("sh", ["/workspace/plant/NAME"], { stdio: "inherit" });
`;

/** A package of npm in a scope, with an install script. */
async function publish() {
  const registry = await startRegistry();
  const manifest = {
    ...{ name: "@s/one", version: "1.0.0", main: "index.js" },
    scripts: { postinstall: "sh /workspace/plant/postinstall-of-package" },
  };
  const one = await npmPackage({
    "package.json": JSON.stringify(manifest),
    "index.js": "exports.answer = 42;",
  });
  registry.paths.set("/@s/one/-/one-1.0.0.tgz", one);
  return { registry, one };
}

const manifest = (more: object = {}) =>
  JSON.stringify({
    ...{ name: "project", version: "1.0.0", license: "MIT", dependencies: { "@s/one": "1.0.0" } },
    ...more,
  });

const TEST = {
  "test/a.test.js":
    'require("node:test")("has its package", () => require("node:assert").equal(require("@s/one").answer, 42));\n',
};

function pnpmLock(one: Uint8Array): string {
  return `lockfileVersion: '9.0'

settings:
  autoInstallPeers: true
  excludeLinksFromLockfile: false

importers:

  .:
    dependencies:
      '@s/one':
        specifier: 1.0.0
        version: 1.0.0

packages:

  '@s/one@1.0.0':
    resolution: {integrity: ${integrity(one)}}

snapshots:

  '@s/one@1.0.0': {}
`;
}

function yarnLock(one: Uint8Array): string {
  return `# yarn lockfile v1


"@s/one@1.0.0":
  version "1.0.0"
  resolved "https://registry.yarnpkg.com/@s/one/-/one-1.0.0.tgz#${createHash("sha1").update(one).digest("hex")}"
  integrity ${integrity(one)}
`;
}

const MANAGERS = [
  {
    name: "pnpm",
    path: "pnpm-lock.yaml",
    lock: pnpmLock,
    more: { ".npmrc": "@s:registry=https://h.example/\n" },
  },
  { name: "yarn", path: "yarn.lock", lock: yarnLock, more: {} },
];

describe.each(MANAGERS)("packages by the lockfile of $name", ({ name, path, lock, more }) => {
  it("are installed and used, and the tests may be started by it", async () => {
    const { registry, one } = await publish();
    const files = {
      ...{ ...TEST, ...more, [path]: lock(one), "plant/postinstall-of-package": "true" },
      "package.json": manifest({ scripts: { test: "node --test" } }),
    };
    const trial = { runner: NODE, command: [name, "test"], files };
    const run = await runWithPackages(sandbox, sourceWithTools(registry), trial);
    expect(run.outcome, run.log.tail).toBe("passed");
    expect(run.tests).toMatchObject({ passed: 1 });
    expect(run.behaviours).toEqual([]);
  });

  it("let nothing of the repository act outside of the sandbox, or with a network", async () => {
    const { registry, one } = await publish();
    const traps = await setTraps();
    const places = ["manager", "plugin", "preinstall", "postinstall-of-package", "git"];
    const plant = Object.fromEntries(places.map((each) => [`plant/${each}`, traps.script(each)]));
    const files = {
      ...{ ...plant, [path]: lock(one) },
      "package.json": manifest({
        scripts: { preinstall: "sh plant/preinstall", test: "cat planted.log" },
        ...{ packageManager: "pnpm@1.2.3", pnpm: { onlyBuiltDependencies: ["@s/one"] } },
      }),
      ".npmrc":
        "registry=https://h.example/\ngit=/workspace/plant/git\nglobal-pnpmfile=plugin.cjs\n",
      ".pnpmfile.cjs": REQUIRED.replace("NAME", "plugin"),
      "manager.cjs": REQUIRED.replace("NAME", "manager"),
      ".yarnrc": 'yarn-path "./manager.cjs"\nregistry "https://h.example/"\n',
      ".yarnrc.yml": "yarnPath: ./manager.cjs\nplugins: [./plugin.cjs]\n",
      "plugin.cjs": REQUIRED.replace("NAME", "plugin"),
    };
    const trial = { runner: NODE, command: ["cat", "planted.log"], files };
    const run = await runWithPackages(sandbox, sourceWithTools(registry), trial);
    expect(plantedIn(run), run.log.tail).toContain(name === "pnpm" ? "plugin" : "manager");
    expect(traps.untouched()).toBe(true);
    expect(registry.asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "GET /@s/one/-/one-1.0.0.tgz",
    ]);
  });
});

describe("a lockfile of Yarn 2", () => {
  it("is refused in one sentence, however many packages it has", async () => {
    const { registry } = await publish();
    const entry = (at: number) =>
      `"p${at}@npm:1.0.0":\n  version: 1.0.0\n  resolution: "p${at}@npm:1.0.0"\n  checksum: 10c0/${"ab".repeat(64)}\n  languageName: node\n  linkType: hard\n\n`;
    const lock = `__metadata:\n  version: 8\n\n${[1, 2, 3].map(entry).join("")}`;
    const files = { "package.json": manifest(), "yarn.lock": lock };
    const trial = { runner: NODE, command: ["true"], files };
    await expect(runWithPackages(sandbox, sourceWithTools(registry), trial)).rejects.toThrow(
      /^it is of Yarn 2 or later[^\n]*$/,
    );
  });
});
