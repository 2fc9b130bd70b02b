import { afterEach, expect, test } from "vitest";
import { integrity, npmPackage, startRegistry } from "../registry/registry.ts";
import { type RunningApp, startApp } from "./app.ts";
import { openFromFork, project, REVIEW, SANDBOX } from "./repositories.ts";

const OPTED_IN = { ".github/gatehouse.yml": "version: 1\nsandbox:\n  dependencies: lockfile\n" };
const TEST = `import test from "node:test";
import assert from "node:assert";
import { answer } from "one";
test("has its package", () => assert.equal(answer, 42));
`;

let app: RunningApp | null = null;
afterEach(() => app?.close());

/** An App whose machine's npm knows one registry, and a project that needs a package of it. */
async function needing(policy: Record<string, string>) {
  const registry = await startRegistry();
  const one = await npmPackage({
    "package.json": JSON.stringify({
      ...{ name: "one", version: "1.0.0", type: "module", main: "index.js" },
    }),
    "index.js": "export const answer = 42;\n",
  });
  registry.paths.set("/one/-/one-1.0.0.tgz", one);
  app = await startApp({
    environment: {
      GATEHOUSE_SANDBOX_SAME_HOST: "true",
      GATEHOUSE_SANDBOX_INSTALLATIONS: "all",
      npm_config_registry: registry.address,
    },
  });
  await app.logged(({ msg }) => msg === "the sandbox is ready", 120_000);
  const dependencies = { one: "1.0.0" };
  const named = { name: "site", version: "1.0.0" };
  const pinned = {
    ...{ version: "1.0.0", resolved: "https://registry.npmjs.org/one/-/one-1.0.0.tgz" },
    integrity: integrity(one),
  };
  const lock = { ...named, lockfileVersion: 3, requires: true };
  const at = await project(app, {
    "package.json": JSON.stringify({ ...named, scripts: { test: "node --test" }, dependencies }),
    "package-lock.json": JSON.stringify({
      ...lock,
      packages: { "": { ...named, dependencies }, "node_modules/one": pinned },
    }),
    "test/one.test.mjs": TEST,
    ...policy,
  });
  const pull = await openFromFork(app, at, { "src/more.js": "export const more = 1;\n" });
  await app.standIn.waitForCheckRun(pull.headSha, REVIEW);
  await app.standIn.comment(pull, `/sandbox run ${pull.headSha}`, { by: "maintainer" });
  const run = await app.standIn.waitForCheckRun(pull.headSha, SANDBOX, undefined, 150_000);
  return { run, registry };
}

test("tests that need a package run to their end, where the policy lets packages be fetched", async () => {
  const { run, registry } = await needing(OPTED_IN);
  expect([run.conclusion, run.title]).toEqual(["success", expect.stringContaining("2 reported")]);
  expect(registry.asked.map(({ url }) => url)).toContain("/one/-/one-1.0.0.tgz");
  for (const { headers } of registry.asked) expect(headers.authorization).toBeUndefined();
}, 300_000);

test("without that, one sentence says what to write where, and nothing is fetched", async () => {
  const { run, registry } = await needing({});
  expect(run.conclusion).toBe("action_required");
  expect(run.summary).toContain("dependencies: lockfile");
  expect(run.summary).toContain(".github/gatehouse.yml");
  expect(registry.asked).toEqual([]);
}, 300_000);
