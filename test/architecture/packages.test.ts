import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT, sourcesUnder } from "./sources.ts";

interface LockedPackage {
  version?: string;
  hasInstallScript?: boolean;
  resolved?: string;
  integrity?: string;
}

const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
};
const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
  packages: Record<string, LockedPackage>;
};
const all = {
  ...manifest.dependencies,
  ...manifest.devDependencies,
  ...manifest.optionalDependencies,
};

/**
 * Packages that bring an install script which never runs here, and why they work without:
 * two compile an optional faster path of SSH, which is not used; one only prints a warning.
 */
const WORKS_WITHOUT_ITS_SCRIPT = ["cpu-features", "protobufjs", "ssh2"];

test("install scripts are off, and no new package brings one", () => {
  expect(readFileSync(join(ROOT, ".npmrc"), "utf8")).toMatch(/^ignore-scripts=true$/m);
  const scripted = Object.entries(lock.packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.replace(/^.*node_modules\//, ""));
  expect(scripted.toSorted()).toEqual(WORKS_WITHOUT_ITS_SCRIPT);
});

test("what depends on those packages loads without their scripts", async () => {
  const { default: Docker } = await import("dockerode");
  const docker = new Docker({ socketPath: "/nonexistent.sock" });
  await expect(docker.version()).rejects.toThrow("ENOENT");
});

test("versions are exact, and locked with a digest", () => {
  const loose = Object.entries(all).filter(
    ([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version),
  );
  expect(loose).toEqual([]);
  const open = Object.entries(lock.packages).filter(
    ([path, { integrity }]) => path !== "" && integrity === undefined,
  );
  expect(open.map(([path]) => path)).toEqual([]);
});

test("every package that the sources use is a dependency that is shipped", () => {
  const used = new Set(
    sourcesUnder("src")
      .flatMap(({ imports }) => imports)
      .filter(({ own, target, type }) => !own && !type && !target.startsWith("node:"))
      .map(({ target }) => target),
  );
  expect([...used].filter((name) => !(name in manifest.dependencies))).toEqual([]);
});
