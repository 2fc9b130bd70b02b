import { join } from "node:path";
import { Fault } from "../model/fault.ts";
import { RunnerData } from "../model/runner.ts";
import { readOwn } from "./images/recipe.ts";

/** Every runner there is, by the name of its folder under `images/`. */
export const RUNNERS: readonly string[] = [
  "node",
  "python",
  "go",
  "ruby",
  "php",
  "c",
  "shell",
  "rust",
  "java",
  "generic",
];

/** Reads what is known of every runner: `images/<name>/runner.yml`. */
export async function loadRunners(imagesDir: string): Promise<RunnerData[]> {
  return Promise.all(RUNNERS.map((name) => loadRunner(imagesDir, name)));
}

async function loadRunner(imagesDir: string, name: string): Promise<RunnerData> {
  const runner = await readOwn(join(imagesDir, name, "runner.yml"), RunnerData);
  if (runner.name === name) return runner;
  throw new Fault("internal", `images/${name}/runner.yml is named ${runner.name}`);
}
