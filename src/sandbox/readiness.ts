import type { Place, Runtime, TracerUse } from "../model/runtime.ts";
import type { RunnerData } from "../model/runner.ts";
import type { Now, ReadResults } from "../ports.ts";
import type { ContainerEngine, EngineDescription } from "./engine.ts";
import { runcWarning } from "./known-flaws.ts";
import { BASE_IMAGE } from "./images/image-settings.ts";
import { type ImageEntry, readImageRecord } from "./images/image-record.ts";
import { oldImageWarning } from "./images/image-age.ts";
import { firstGapOf, proveWalls } from "./proof.ts";
import { createWatcherReadiness, type Watcher } from "./watcher-readiness.ts";

/** The name under which a warning about what starts containers stands; no image has it. */
export const RUNTIME = "runtime:";

/** Whether runs can be started, and with what. */
export interface Ready {
  /** Why not, with what to do about it; null when they can. */
  reason: string | null;
  /** Image ids by runner, of those that are ready. */
  images: Readonly<Record<string, string>>;
  /** What is old among them, by name, and what is known of the runtime. */
  warnings: Readonly<Record<string, string>>;
  /** What watches a run besides its limits, or why it cannot. */
  recorder: Watcher;
  /** What follows its processes, or why nothing does. */
  tracer: Watcher;
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
  readResults: ReadResults;
  tracer?: TracerUse;
  requirePatched?: boolean;
}): Readiness {
  const { engine, runtime } = settings;
  const askWatchers = createWatcherReadiness(settings);
  // Of this engine and this base image only; a failed proof is not kept, so a mended engine
  // is noticed.
  let proved: { of: string; proof: Promise<string | null> } | null = null;

  async function prove(of: string, base: string): Promise<string | null> {
    if (proved?.of !== of)
      proved = { of, proof: firstGapOf(proveWalls(engine, base, settings.imagesDir, runtime)) };
    const reason = await proved.proof;
    if (reason !== null) proved = null;
    return reason;
  }
  return {
    async ask() {
      const description = await describe(engine);
      if (typeof description === "string") return notReady(description);
      const flaw = runcWarning(description.runc, runtime);
      if (flaw !== null && settings.requirePatched === true) {
        return notReady(`${flaw} GATEHOUSE_REQUIRE_PATCHED_RUNTIME forbids runs until then.`);
      }
      const recorded = await readImageRecord(settings.dataDir);
      const there = await imagesThere(engine, recorded);
      if (there[BASE_IMAGE] === undefined || !settings.runners.some(({ name }) => there[name])) {
        return notReady("There are no tested images: run gatehouse images build.");
      }
      const base = recorded[BASE_IMAGE]?.id ?? "";
      const reason = await prove(`${description.id}/${base}`, base);
      if (reason !== null) return notReady(reason);
      const watchers = await askWatchers(description, base, recorded);
      const warnings = {
        ...warningsOf(recorded, settings.now()),
        ...(flaw !== null && { [RUNTIME]: flaw }),
      };
      const { versions, cpus, idOffset } = description;
      return {
        ...{ reason, images: there, warnings, ...watchers, cpus, place: { runtime, idOffset } },
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

function notReady(reason: string): Ready {
  const place = { runtime: "runc" as const, idOffset: 0 };
  return {
    ...{ reason, images: {}, warnings: {}, recorder: { absent: reason } },
    ...{ tracer: { absent: reason }, versions: "", cpus: 0, place },
  };
}
