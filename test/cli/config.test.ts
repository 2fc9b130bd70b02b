import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { gatehouse } from "./gatehouse.ts";

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-config-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, ".github"));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  return folder;
}

test("config explain names each key with its origin, its lock, and what does not count", async () => {
  const folder = folderWith({
    ".github/gatehouse.yml": "version: 1\nmode: observe\nsandbox: { exec: true }\n",
    "organisation.yml": "version: 1\nmode: enforce\nlocked: [mode]\n",
  });
  const run = await gatehouse(folder, ["config", "explain", "--organisation", "organisation.yml"]);
  expect(run.code).toBe(0);
  const lines = run.out.split("\n");
  expect(lines).toContain('mode: "enforce" (organisation, locked by the organisation)');
  expect(lines).toContain("sandbox.exec: true (repository)");
  expect(lines).toContain("sandbox.enabled: true (default)");
  expect(lines).toContain("mode of the repository does not count: locked by the organisation");
});

test("config explain without a file says the defaults, and with a wrong one what is wrong", async () => {
  const folder = folderWith({});
  expect((await gatehouse(folder, ["config", "explain"])).out).toContain(
    'mode: "advise" (default)',
  );
  const missing = await gatehouse(folder, ["config", "explain", "--server", "nowhere.yml"]);
  expect([missing.code, missing.out]).toEqual([2, expect.stringContaining("nowhere.yml:1:1:")]);
});

test("config validate tells of suppressions that have expired", async () => {
  const blob = "a".repeat(40);
  const suppression = `{ rule: a/b, path: x.js, evidence: { x.js: ${blob} }, triggers: [], reason: a good reason, expires: 2020-01-01 }`;
  const folder = folderWith({
    ".github/gatehouse.yml": `version: 1\nsuppressions:\n  - ${suppression}\n`,
  });
  const run = await gatehouse(folder, ["config", "validate"]);
  expect([run.code, run.out]).toEqual([0, expect.stringContaining("expired on 2020-01-01")]);
});
