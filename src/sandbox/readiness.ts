import type { RunnerData } from "../model/runner.ts";
import type { ContainerEngine, EngineDescription } from "./engine.ts";
import { BASE_IMAGE } from "./images/build-images.ts";
import { type ImageEntry, readImageRecord } from "./images/image-record.ts";
import { proveWalls } from "./proof.ts";

/** Whether runs can be started, and with what. */
export interface Ready {
  /** Why not, with what to do about it; null when they can. */
  reason: string | null;
  /** Image ids by runner, of those that are ready. */
  images: Readonly<Record<string, string>>;
  versions: string;
  cpus: number;
}

/** Answers whether runs can be started; the walls are proved once for each engine and image. */
export interface Readiness {
  ask(): Promise<Ready>;
}

/** Makes the one who is asked before every run. */
export function createReadiness(settings: {
  engine: ContainerEngine;
  runners: readonly RunnerData[];
  imagesDir: string;
  dataDir: string;
}): Readiness {
  const { engine } = settings;
  // Of this engine and this base image only; a failed proof is not kept, so a mended engine
  // is noticed.
  let proved: { of: string; proof: Promise<string | null> } | null = null;

  async function prove(of: string, base: string): Promise<string | null> {
    if (proved?.of !== of) proved = { of, proof: firstGap(engine, base, settings.imagesDir) };
    const reason = await proved.proof;
    if (reason !== null) proved = null;
    return reason;
  }
  return {
    async ask() {
      const description = await describe(engine);
      if (typeof description === "string") return notReady(description);
      const recorded = await readImageRecord(settings.dataDir);
      const names = [BASE_IMAGE, ...settings.runners.map(({ name }) => name)];
      const missing = await missingImages(engine, recorded, names);
      if (missing.length > 0) {
        return notReady(
          `There is no tested image for ${missing.join(", ")}: run gatehouse images build.`,
        );
      }
      const base = recorded[BASE_IMAGE]?.id ?? "";
      const reason = await prove(`${description.id}/${base}`, base);
      if (reason !== null) return notReady(reason);
      return { reason, images: idsOf(recorded), ...description };
    },
  };
}

async function describe(engine: ContainerEngine): Promise<EngineDescription | string> {
  try {
    return await engine.describe();
  } catch (error) {
    const message = error instanceof Error ? error.message : "unknown failure";
    return `No Docker Engine answers (${message}): start it, or run script/docker.`;
  }
}

async function missingImages(
  engine: ContainerEngine,
  recorded: Readonly<Record<string, ImageEntry>>,
  names: readonly string[],
): Promise<string[]> {
  const there = await Promise.all(
    names.map(async (name) => {
      const id = recorded[name]?.id;
      return id !== undefined && (await engine.hasImage(id));
    }),
  );
  return names.filter((_, index) => there[index] !== true);
}

async function firstGap(
  engine: ContainerEngine,
  base: string,
  imagesDir: string,
): Promise<string | null> {
  const checks = await proveWalls(engine, base, imagesDir);
  const gap = checks.find(({ ok }) => !ok);
  return gap === undefined ? null : `${gap.why} [${gap.id}] ${gap.fix}`;
}

function idsOf(recorded: Readonly<Record<string, ImageEntry>>): Record<string, string> {
  return Object.fromEntries(Object.entries(recorded).map(([name, { id }]) => [name, id]));
}

function notReady(reason: string): Ready {
  return { reason, images: {}, versions: "", cpus: 0 };
}
