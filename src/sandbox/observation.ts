import { Fault } from "../model/fault.ts";
import type { Observed } from "./behaviours.ts";
import { makeDecoys } from "./decoys.ts";
import type { Attachment, ContainerEngine } from "./engine.ts";
import { createOutputSearch } from "./output-search.ts";
import { createRecorder } from "./recorder.ts";
import { recorderContainer } from "./recorder-container.ts";
import type { RunLabels } from "./specification.ts";

/** What watches one run: its recorder and its decoys. */
export interface Observation {
  /** Variables of the job that are decoys. */
  environment: Readonly<Record<string, string>>;
  /** Is told all output of the job. */
  hear(piece: Uint8Array): void;
  /**
   * Starts the recorder beside a started job that does nothing yet; `made` is told the container
   * before anything can go wrong with it. Throws when the recorder does not become ready.
   */
  begin(labels: RunLabels, jobId: string, made: (containerId: string) => void): Promise<void>;
  /** What was seen; null when it never began. */
  report(): Promise<Observed | null>;
  close(): void;
}

/** Makes the observation of one run, with decoys of its own. */
export function createObservation(engine: ContainerEngine, recorderImage: string): Observation {
  const decoys = makeDecoys();
  const printed = createOutputSearch(decoys.canaries);
  let attachment: Attachment | null = null;
  const recorder = createRecorder(() => attachment);
  return {
    environment: decoys.environment,
    hear: (piece) => printed.hear(piece),
    async begin(labels, jobId, made) {
      const id = await engine.create(recorderContainer({ ...labels, recorderImage }, jobId));
      made(id);
      attachment = await engine.attach(id, (piece) => recorder.hear(piece));
      await engine.start(id);
      if (!(await recorder.begin(decoys))) {
        throw new Fault("internal", "the recorder does not begin");
      }
    },
    async report() {
      if (attachment === null) return null;
      return { recording: await recorder.report(), printed: printed.found() };
    },
    close: () => attachment?.close(),
  };
}
