import type { Place, Runtime } from "../model/runtime.ts";
import type { RunnerData } from "../model/runner.ts";
import type { Now } from "../ports.ts";
import type { ContainerEngine, EngineDescription } from "./engine.ts";
import { BASE_IMAGE, RECORDER_IMAGE } from "./images/image-settings.ts";
import { type ImageEntry, readImageRecord } from "./images/image-record.ts";
import { oldImageWarning } from "./images/image-age.ts";
import { proveWalls, proveWitnesses, type WallCheck } from "./proof.ts";

/** Whether runs can be started, and with what. */
export interface Ready {
  /** Why not, with what to do about it; null when they can. */
  reason: string | null;
  /** Image ids by runner, of those that are ready. */
  images: Readonly<Record<string, string>>;
  /** What is old among them, by name. */
  warnings: Readonly<Record<string, string>>;
  /** What watches a run besides its limits, or why it cannot. */
  recorder: { image: string } | { absent: string };
  versions: string;
  cpus: number;
  place: Place;
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
  now: Now;
  runtime: Runtime;
}): Readiness {
  const { engine, runtime } = settings;
  // Of this engine and this base image only; a failed proof is not kept, so a mended engine
  // is noticed.
  let proved: { of: string; proof: Promise<string | null> } | null = null;

  let watched: { of: string; proof: Promise<string | null> } | null = null;

  async function prove(of: string, base: string): Promise<string | null> {
    if (proved?.of !== of)
      proved = { of, proof: firstGapOf(proveWalls(engine, base, settings.imagesDir, runtime)) };
    const reason = await proved.proof;
    if (reason !== null) proved = null;
    return reason;
  }
  async function recorderFor(of: string, base: string, entry: ImageEntry | undefined) {
    if (runtime !== "runc") return { absent: `it cannot share the network of a run in ${runtime}` };
    if (entry === undefined || !(await engine.hasImage(entry.id))) {
      return { absent: "there is no tested image for it: run gatehouse images build" };
    }
    const key = `${of}/${entry.id}`;
    if (watched?.of !== key) {
      const gap = firstGapOf(proveWitnesses(engine, base, entry.id, settings.imagesDir));
      watched = { of: key, proof: gap };
    }
    const reason = await watched.proof;
    if (reason === null) return { image: entry.id };
    watched = null;
    return { absent: reason };
  }
  return {
    async ask() {
      const description = await describe(engine);
      if (typeof description === "string") return notReady(description);
      const recorded = await readImageRecord(settings.dataDir);
      const there = await imagesThere(engine, recorded);
      if (there[BASE_IMAGE] === undefined || !settings.runners.some(({ name }) => there[name])) {
        return notReady("There are no tested images: run gatehouse images build.");
      }
      const base = recorded[BASE_IMAGE]?.id ?? "";
      const reason = await prove(`${description.id}/${base}`, base);
      if (reason !== null) return notReady(reason);
      const recorder = await recorderFor(
        `${description.id}/${base}`,
        base,
        recorded[RECORDER_IMAGE],
      );
      const warnings = warningsOf(recorded, settings.now());
      const { versions, cpus, idOffset } = description;
      return {
        ...{ reason, images: there, warnings, recorder, cpus, place: { runtime, idOffset } },
        versions: runtime === "runc" ? versions : `${versions}, gVisor`,
      };
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

/** Ids of the recorded images that the engine still has, by name. */
async function imagesThere(
  engine: ContainerEngine,
  recorded: Readonly<Record<string, ImageEntry>>,
): Promise<Record<string, string>> {
  const there: Record<string, string> = {};
  for (const [name, { id }] of Object.entries(recorded)) {
    if (await engine.hasImage(id)) there[name] = id;
  }
  return there;
}

function warningsOf(
  recorded: Readonly<Record<string, ImageEntry>>,
  now: Date,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(recorded).flatMap(([name, entry]) => {
      const warning = oldImageWarning(name, entry, now);
      return warning === null ? [] : [[name, warning]];
    }),
  );
}

async function firstGapOf(proof: Promise<readonly WallCheck[]>): Promise<string | null> {
  const gap = (await proof).find(({ ok }) => !ok);
  return gap === undefined ? null : `${gap.why} [${gap.id}] ${gap.fix}`;
}

function notReady(reason: string): Ready {
  const place = { runtime: "runc" as const, idOffset: 0 };
  return {
    ...{ reason, images: {}, warnings: {}, recorder: { absent: reason } },
    ...{ versions: "", cpus: 0, place },
  };
}
