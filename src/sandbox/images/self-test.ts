import { randomUUID } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import type { RunnerData } from "../../model/runner.ts";
import { testCommand } from "../../model/test-command.ts";
import { classify } from "../outcome.ts";
import { placeOn, proveTracer, proveWalls, proveWitnesses, type WallCheck } from "../proof.ts";
import { standardLimits } from "../limits.ts";
import { supervise } from "../supervisor.ts";
import { type ImageSettings, RECORDER_IMAGE, TRACER_IMAGE } from "./image-settings.ts";
import { packFolder } from "./pack-folder.ts";

/**
 * Tests an image in the container that a run would get: the base by every limit and wall, a
 * runner by its own test commands on what is in `images/<name>/self-test/`. Answers what
 * failed, or null.
 */
export async function selfTest(
  settings: ImageSettings,
  name: string,
  imageId: string,
): Promise<string | null> {
  const { engine, imagesDir } = settings;
  if (name === RECORDER_IMAGE)
    return gapsOf(await proveWitnesses(engine, imageId, imageId, imagesDir));
  if (name === TRACER_IMAGE) {
    const images = { image: imageId, recorderImage: null, tracerImage: imageId };
    return gapsOf(await proveTracer(engine, images, imagesDir, settings.readResults));
  }
  const runner = settings.runners.find((known) => known.name === name);
  if (runner === undefined) {
    return gapsOf(await proveWalls(engine, imageId, imagesDir, settings.runtime));
  }
  for (const folder of await projectsOf(join(imagesDir, name, "self-test"))) {
    const failure = await testProject(settings, runner, imageId, folder);
    if (failure !== null) return `${relative(imagesDir, folder)}: ${failure}`;
  }
  return null;
}

/** A folder of folders has a project in each: one for each command of a runner. */
async function projectsOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  if (entries.some((entry) => !entry.isDirectory())) return [folder];
  return entries.map(({ name }) => join(folder, name)).sort();
}

async function testProject(
  settings: ImageSettings,
  runner: RunnerData,
  imageId: string,
  folder: string,
): Promise<string | null> {
  const { engine } = settings;
  const paths = (await readdir(folder, { recursive: true })).filter(
    (path) => path.split("/").length < 3,
  );
  const { command, report } = testCommand(runner, paths);
  const { cpus } = await engine.describe();
  const place = await placeOn(engine, settings.runtime);
  if (place === null) return `the engine has no runtime of the name ${settings.runtime}`;
  const limits = standardLimits();
  const run = await supervise(engine, {
    ...{ recorderImage: null, tracerImage: null },
    runId: `self-test-${runner.name}-${randomUUID().slice(0, 8)}`,
    image: imageId,
    ...{ command, place, report: report ?? null },
    environment: runner.environment ?? {},
    limits: { ...limits, cpus: Math.min(limits.cpus, cpus) },
    source: await packFolder(folder),
    signal: new AbortController().signal,
    progress: () => undefined,
  });
  const { outcome, reason } = classify(run.evidence, limits);
  const { tests, tail } = await settings.readResults({
    ...run.log,
    format: report?.format ?? null,
  });
  if (outcome !== "passed") return `${reason} ${tail.slice(-2000)}`;
  if (report === undefined || (tests !== null && tests.passed > 0)) return null;
  return `its report of tests could not be read: ${tail.slice(-2000)}`;
}

function gapsOf(checks: readonly WallCheck[]): string | null {
  const gaps = checks.filter(({ ok }) => !ok).map(({ id, why }) => `${id}: ${why}`);
  return gaps.length === 0 ? null : gaps.join("; ");
}
