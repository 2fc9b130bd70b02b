import type { RunnerData } from "../model/runner.ts";
import type { Sandbox } from "../ports.ts";
import type { ImageSettings } from "./images/image-settings.ts";

/** The sandbox of this machine, what it can run, and what its images are built from. */
export interface SandboxHost {
  sandbox: Sandbox;
  runners: readonly RunnerData[];
  images: Omit<ImageSettings, "say">;
}
