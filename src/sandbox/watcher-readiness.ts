import type { Runtime, TracerUse } from "../model/runtime.ts";
import type { ReadResults } from "../ports.ts";
import type { ContainerEngine, EngineDescription } from "./engine.ts";
import type { ImageEntry } from "./images/image-record.ts";
import { RECORDER_IMAGE, TRACER_IMAGE } from "./images/image-settings.ts";
import { firstGapOf, proveTracer, proveWitnesses } from "./proof.ts";

/** The tested image of what watches a run, or why it cannot. */
export type Watcher = { image: string } | { absent: string };

/** What watches a run besides its limits. */
export interface Watchers {
  recorder: Watcher;
  /** What follows the processes of a run. */
  tracer: Watcher;
}

/** What decides who watches. */
export interface WatcherSettings {
  engine: ContainerEngine;
  imagesDir: string;
  runtime: Runtime;
  readResults: ReadResults;
  /** By default only on engines that remap the ids of users. */
  tracer?: TracerUse;
}

type Recorded = Readonly<Record<string, ImageEntry>>;

/** Why there is no tracer, though nothing is wrong; null where there is to be one. */
export function whyNoTracer(use: TracerUse, idOffset: number): string | null {
  if (use === "never") return "it is turned off by GATEHOUSE_SANDBOX_TRACER";
  if (use === "always" || idOffset > 0) return null;
  return "the engine does not remap the ids of users, and GATEHOUSE_SANDBOX_TRACER does not ask for it";
}

/** Makes what answers who watches; each is proved once for each engine and images. */
export function createWatcherReadiness(
  settings: WatcherSettings,
): (engine: EngineDescription, base: string, recorded: Recorded) => Promise<Watchers> {
  const { engine, runtime, imagesDir } = settings;
  // A failed proof is not kept, so a mended engine is noticed.
  const proofs = new Map<string, Promise<string | null>>();

  async function watcher(
    entry: ImageEntry | undefined,
    of: string,
    prove: (image: string) => Promise<string | null>,
  ): Promise<Watcher> {
    if (entry === undefined || !(await engine.hasImage(entry.id))) {
      return { absent: "there is no tested image for it: run gatehouse images build" };
    }
    const key = `${of}/${entry.id}`;
    const proof = proofs.get(key) ?? prove(entry.id);
    proofs.set(key, proof);
    const reason = await proof;
    if (reason === null) return { image: entry.id };
    proofs.delete(key);
    return { absent: reason };
  }
  return async ({ id, idOffset }, base, recorded) => {
    if (runtime !== "runc") {
      return {
        recorder: { absent: `it cannot share the network of a run in ${runtime}` },
        tracer: { absent: `it cannot follow the processes of a run in ${runtime}` },
      };
    }
    const of = `${id}/${base}`;
    const recorder = await watcher(recorded[RECORDER_IMAGE], of, (image) =>
      firstGapOf(proveWitnesses(engine, base, image, imagesDir)),
    );
    const why = whyNoTracer(settings.tracer ?? "remapped", idOffset);
    if (why !== null) return { recorder, tracer: { absent: why } };
    const recorderImage = "image" in recorder ? recorder.image : null;
    const tracer = await watcher(recorded[TRACER_IMAGE], `${of}/${recorderImage}`, (image) => {
      const images = { image: base, recorderImage, tracerImage: image };
      return firstGapOf(proveTracer(engine, images, imagesDir, settings.readResults));
    });
    return { recorder, tracer };
  };
}
