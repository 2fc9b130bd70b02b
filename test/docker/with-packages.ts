import type { PackageSource } from "../../src/model/package-source.ts";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { chooseFilesInChild } from "../../src/isolate/index-reader.ts";
import { hashModuleInChild } from "../../src/isolate/module-reader.ts";
import type { PackageFile } from "../../src/model/dependency.ts";
import { openPackageCache } from "../../src/registry/package-cache.ts";
import { openPackageSource } from "../../src/registry/package-source.ts";
import { readDependenciesInChild } from "../../src/isolate/dependency-reader.ts";
import { planPackages } from "../../src/jobs/plan-packages.ts";
import { sourceWithPackages } from "../../src/jobs/source-with-packages.ts";
import type { SandboxRun } from "../../src/model/sandbox-run.ts";
import type { Sandbox } from "../../src/ports.ts";
import { loadRunners } from "../../src/sandbox/runners.ts";
import { standardLimits } from "../../src/sandbox/limits.ts";
import { memoryCommits } from "../fakes/memory-commits.ts";
import { root, tarOf } from "./prepared.ts";
import { newFolder, type TestRegistry } from "../registry/registry.ts";

const HEAD = "a".repeat(40);

/** A commit that is run with the packages that its lockfile pins. */
export interface PackedTrial {
  runner: { name: string; language: string };
  command: string[];
  files: Record<string, string>;
}

let count = 0;

/** Reads, fetches and runs as a command does; a problem is thrown as its sentence. */
export async function runWithPackages(
  sandbox: Sandbox,
  packages: PackageSource,
  { runner, command, files }: PackedTrial,
): Promise<SandboxRun> {
  count += 1;
  const { signal } = new AbortController();
  const planned = await planPackages(
    { readDependencies: readDependenciesInChild, packages },
    {
      commits: memoryCommits({ [HEAD]: files }),
      ...{ headSha: HEAD, policy: "lockfile", language: runner.language, signal },
    },
  );
  if ("problems" in planned)
    throw new Error(planned.problems.map(({ message }) => message).join("\n"));
  if (planned.order === null) throw new Error("there is nothing to be fetched");
  const runners = await loadRunners(join(root, "images"));
  const report = runners.find(({ name }) => name === runner.name)?.report;
  const request = {
    ...(report === undefined ? {} : { report }),
    ...{ runId: `packed-${process.pid}-${count}`, headSha: HEAD, runner: runner.name },
    ...{ profile: "default", command, limits: { ...standardLimits(), wallSeconds: 120 } },
  };
  const openSource = async () => tarOf(files);
  const of = { request, order: planned.order, openSource };
  const packed = await sourceWithPackages(packages, of, signal, () => undefined);
  return sandbox.run(packed.request, packed.source, signal, () => undefined);
}

const CACHE = join(root, "var", "packages");

/** Fetches the tools of an installer, as the images are built from registries too. */
export async function prepareTools(installer: string): Promise<void> {
  const order = { installer, lockfile: "", files: [], choices: [] };
  const source = openPackageSource({ env: process.env, home: homedir(), ...PLACES });
  await source.fetch(order, new AbortController().signal, () => undefined);
}

const PLACES = {
  ...{
    cacheDir: CACHE,
    installersDir: join(root, "installers"),
    choose: chooseFilesInChild,
    hashModule: hashModuleInChild,
  },
};

/** A source of packages that has the tools, and else only what a test's registry has. */
export function sourceWithTools({ address }: TestRegistry): PackageSource {
  const env = {
    GOPROXY: address,
    PIP_INDEX_URL: `${address}simple/`,
    npm_config_registry: address,
  };
  return openPackageSource({ env, home: newFolder(), ...PLACES });
}

/** Keeps a package as if it had been fetched, for registries whose address nobody can set. */
export async function keepPackage(file: PackageFile, content: Uint8Array): Promise<void> {
  const cache = openPackageCache(CACHE, hashModuleInChild);
  const written = await cache.reserve();
  writeFileSync(written, content);
  if ((await cache.take(file, written, new AbortController().signal)) === null) {
    throw new Error("it is not what its digest says");
  }
}

/** What planted code would leave on this machine if it ran outside of a container. */
export interface Traps {
  /**
   * A shell script that says where it runs, leaves a file of the host's and calls the host. What
   * it prints begins with `planted`, its name, its user and its interfaces.
   */
  script: (name: string) => string;
  /** Nothing was left, and nobody called. */
  untouched: () => boolean;
}

/** Sets traps that only code outside of a container can spring. */
export async function setTraps(): Promise<Traps> {
  let calls = 0;
  const server = createServer((socket) => {
    calls += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo; // it listens on TCP
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-trap-"));
  const left = join(folder, "planted");
  return {
    script: (name) => `#!/bin/sh
touch ${left} 2>/dev/null
(exec 3<>/dev/tcp/127.0.0.1/${port}) 2>/dev/null
NODE_OPTIONS= node -e 'require("net").connect(${port}, "127.0.0.1").on("error", () => 0)' 2>/dev/null
interfaces=$(ls /sys/class/net | tr '\\n' ' ')
# In one piece: others may write at the same time.
printf 'planted %s %s %s\\n' ${name} "$(id -u)" "$interfaces" | tee -a /workspace/planted.log
`,
    untouched: () => calls === 0 && !existsSync(left),
  };
}

/** Names of planted code that ran, each inside the sandbox without a network, from the output. */
export function plantedIn({ log }: SandboxRun): string[] {
  const lines = [...log.tail.matchAll(/^planted (\S+) (\d+) (.*)$/gm)];
  for (const [line, , user, interfaces] of lines) {
    const known = new Set(["lo", "witness0", "tunl0", "ip6tnl0", "sit0", "gre0"]);
    const others = (interfaces ?? "").split(" ").filter((each) => each !== "" && !known.has(each));
    if (user !== "10001" || others.length > 0) throw new Error(`it ran elsewhere: ${line}`);
  }
  return [...new Set(lines.map(([, name]) => name ?? ""))].sort();
}
