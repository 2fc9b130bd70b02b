import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { classify } from "../outcome.ts";
import { proveWalls, proveWitnesses, type WallCheck } from "../proof.ts";
import { readReportedTests } from "../reports.ts";
import { standardLimits } from "../limits.ts";
import { supervise } from "../supervisor.ts";
import { type ImageSettings, RECORDER_IMAGE } from "./image-settings.ts";
import { packFolder } from "./pack-folder.ts";

/**
 * Tests an image in the container that a run would get: the base by every limit and wall, a
 * runner by its own test command on `images/<name>/self-test/`. Answers what failed, or null.
 */
export async function selfTest(
  settings: ImageSettings,
  name: string,
  imageId: string,
): Promise<string | null> {
  const { engine, imagesDir } = settings;
  if (name === RECORDER_IMAGE)
    return gapsOf(await proveWitnesses(engine, imageId, imageId, imagesDir));
  const runner = settings.runners.find((known) => known.name === name);
  if (runner === undefined) {
    return gapsOf(await proveWalls(engine, imageId, imagesDir));
  }
  const limits = standardLimits();
  const run = await supervise(settings.engine, {
    recorderImage: null,
    runId: `self-test-${name}-${randomUUID().slice(0, 8)}`,
    image: imageId,
    command: runner.command,
    environment: runner.environment ?? {},
    limits: { ...limits, cpus: Math.min(limits.cpus, (await settings.engine.describe()).cpus) },
    source: await packFolder(join(settings.imagesDir, name, "self-test")),
    signal: new AbortController().signal,
    progress: () => undefined,
  });
  const { outcome, reason } = classify(run.evidence, limits);
  if (outcome !== "passed") return `${reason} ${run.log.tail.slice(-2000)}`;
  if (runner.report === undefined) return null;
  const tests = readReportedTests(runner.report, run.log.tail);
  return tests !== null && tests.passed > 0 ? null : "its summary of tests could not be read";
}

function gapsOf(checks: readonly WallCheck[]): string | null {
  const gaps = checks.filter(({ ok }) => !ok).map(({ id, why }) => `${id}: ${why}`);
  return gaps.length === 0 ? null : gaps.join("; ");
}
