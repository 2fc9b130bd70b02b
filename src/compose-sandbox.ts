import type { PackageSource } from "./model/package-source.ts";
import { join } from "node:path";
import { homedir } from "node:os";
import { chooseFilesInChild } from "./isolate/index-reader.ts";
import { hashModuleInChild } from "./isolate/module-reader.ts";
import { readResultsInChild } from "./isolate/results-reader.ts";
import type { SandboxUse } from "./model/runtime.ts";
import type { Now } from "./ports.ts";
import { openPackageSource } from "./registry/package-source.ts";
import { createDockerEngine } from "./sandbox/docker.ts";
import { loadRunners } from "./sandbox/runners.ts";
import { createSandbox } from "./sandbox/sandbox.ts";
import type { SandboxHost } from "./sandbox/sandbox-host.ts";

/**
 * Composes the sandbox on the Docker Engine of `dockerHost`, or of the default socket.
 * Nothing is asked of the engine yet. Images belong to the machine, not to one App on it.
 */
export async function composeSandbox(
  options: SandboxUse & {
    root: string;
    dockerHost: string | undefined;
    /** Where ids of finished images are recorded; by default the project's folder `var`. */
    imageDir: string | null;
    now: Now;
    /** For the settings of this machine's own package clients. */
    env: Readonly<Record<string, string | undefined>>;
  },
): Promise<SandboxHost & { packages: PackageSource }> {
  const engine = createDockerEngine(options.dockerHost);
  const imagesDir = join(options.root, "images");
  const dataDir = options.imageDir ?? join(options.root, "var");
  const runners = await loadRunners(imagesDir);
  const packages = openPackageSource({
    ...{ env: options.env, home: homedir(), cacheDir: join(dataDir, "packages") },
    ...{ installersDir: join(options.root, "installers"), choose: chooseFilesInChild },
    hashModule: hashModuleInChild,
  });
  const nodeBinary = process.execPath;
  const { runtime, tracer, requirePatched } = options;
  return {
    sandbox: createSandbox({
      ...{ engine, runners, imagesDir, dataDir, runtime, tracer, requirePatched },
      now: options.now,
      readResults: readResultsInChild,
    }),
    runners,
    packages,
    images: {
      ...{ engine, imagesDir, dataDir, nodeBinary, runners, runtime, tracer, requirePatched },
      readResults: readResultsInChild,
    },
  };
}
