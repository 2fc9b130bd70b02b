import type { SandboxUse } from "../../model/runtime.ts";
import type { RunnerData } from "../../model/runner.ts";
import type { ReadResults } from "../../ports.ts";
import type { ContainerEngine } from "../engine.ts";

/** The image that all others are made from; it also proves limits and walls. */
export const BASE_IMAGE = "base";

/** The image of the process in which all that a run sends ends. */
export const RECORDER_IMAGE = "recorder";

/** The image of the process that watches every process of a run. */
export const TRACER_IMAGE = "tracer";

/** What building images needs. */
export interface ImageSettings extends Partial<SandboxUse> {
  engine: ContainerEngine;
  /** The folder `images/` of this project. */
  imagesDir: string;
  /** Where ids of finished images are recorded and half-finished ones are kept. */
  dataDir: string;
  /** The Node binary that goes into the Node image. */
  nodeBinary: string;
  runners: readonly RunnerData[];
  /** What starts the containers of self-tests. */
  runtime: SandboxUse["runtime"];
  /** Reads what a self-test wrote. */
  readResults: ReadResults;
  /** Told each step, in one plain line. */
  say: (line: string) => void;
}
