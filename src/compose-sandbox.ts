import { join } from "node:path";
import type { RunnerData } from "./model/runner.ts";
import type { Now, Sandbox } from "./ports.ts";
import { createDockerEngine } from "./sandbox/docker.ts";
import type { ImageSettings } from "./sandbox/images/build-images.ts";
import { loadRunners } from "./sandbox/runners.ts";
import { createSandbox } from "./sandbox/sandbox.ts";

/** The sandbox of this machine, and what its images are built from. */
export interface SandboxHost {
  sandbox: Sandbox;
  runners: readonly RunnerData[];
  images: Omit<ImageSettings, "say">;
}

/**
 * Composes the sandbox on the Docker Engine of `dockerHost`, or of the default socket.
 * Nothing is asked of the engine yet. Images belong to the machine, not to one App on it, so
 * their record is in this project's own folder `var`.
 */
export async function composeSandbox(options: {
  root: string;
  dockerHost: string | undefined;
  now: Now;
}): Promise<SandboxHost> {
  const engine = createDockerEngine(options.dockerHost);
  const imagesDir = join(options.root, "images");
  const dataDir = join(options.root, "var");
  const runners = await loadRunners(imagesDir);
  const nodeBinary = process.execPath;
  return {
    sandbox: createSandbox({ engine, runners, imagesDir, dataDir, now: options.now }),
    runners,
    images: { engine, imagesDir, dataDir, nodeBinary, runners },
  };
}
