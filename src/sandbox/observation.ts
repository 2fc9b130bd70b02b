import { Fault } from "../model/fault.ts";
import type { Observed } from "./behaviours.ts";
import { type Decoys, makeDecoys } from "./decoys.ts";
import type { Attachment, ContainerEngine, ContainerSpecification } from "./engine.ts";
import { createOutputSearch } from "./output-search.ts";
import { createRecorder } from "./recorder.ts";
import { recorderContainer } from "./recorder-container.ts";
import type { RunLabels } from "./specification.ts";
import { createTracer } from "./tracer/tracer.ts";
import { tracerContainer } from "./tracer/tracer-container.ts";

/** The images of what watches a run; null for what does not. */
export interface WatcherImages {
  recorderImage: string | null;
  tracerImage: string | null;
}

/** What watches one run: its recorder, its decoys and its tracer. */
export interface Observation {
  /** Whether HOME and its decoys are made by a recorder. */
  recorded: boolean;
  traced: boolean;
  /** Variables of the job that are decoys. */
  environment: Readonly<Record<string, string>>;
  /** Is told all output of the job. */
  hear(piece: Uint8Array): void;
  /**
   * Starts what watches beside a started job that does nothing yet; `made` is told each
   * container before anything can go wrong with it. Throws when one does not become ready.
   */
  begin(labels: RunLabels, jobId: string, made: (containerId: string) => void): Promise<void>;
  /** What was seen; null when it never began. */
  report(): Promise<Observed | null>;
  close(): void;
}

type Made = (containerId: string) => void;

async function startOne(
  engine: ContainerEngine,
  specification: ContainerSpecification,
  made: Made,
  hear: (piece: Uint8Array) => void,
): Promise<Attachment> {
  const id = await engine.create(specification);
  made(id);
  const attachment = await engine.attach(id, hear);
  await engine.start(id);
  return attachment;
}

/** Makes the observation of one run, with decoys of its own; null where nothing watches. */
export function createObservation(
  engine: ContainerEngine,
  { recorderImage, tracerImage }: WatcherImages,
): Observation | null {
  if (recorderImage === null && tracerImage === null) return null;
  const decoys: Decoys =
    recorderImage === null ? { canaries: [], files: [], environment: {} } : makeDecoys();
  const printed = createOutputSearch(decoys.canaries);
  let recorderAt: Attachment | null = null;
  let tracerAt: Attachment | null = null;
  const recorder = createRecorder(() => recorderAt);
  const tracer = createTracer(() => tracerAt);
  let begun = false;
  async function beginRecorder(labels: RunLabels, jobId: string, made: Made) {
    if (recorderImage === null) return {};
    const container = recorderContainer({ ...labels, recorderImage }, jobId);
    recorderAt = await startOne(engine, container, made, (piece) => recorder.hear(piece));
    const inodes = await recorder.begin(decoys);
    if (inodes === null) throw new Fault("internal", "the recorder does not begin");
    return Object.fromEntries(inodes.map((at, index) => [at, `~/${decoys.files[index]?.path}`]));
  }
  return {
    recorded: recorderImage !== null,
    traced: tracerImage !== null,
    environment: decoys.environment,
    hear: (piece) => printed.hear(piece),
    async begin(labels, jobId, made) {
      const inodes = await beginRecorder(labels, jobId, made);
      if (tracerImage !== null) {
        const container = tracerContainer({ ...labels, tracerImage }, jobId);
        tracerAt = await startOne(engine, container, made, (piece) => tracer.hear(piece));
        if (!(await tracer.begin(inodes))) {
          throw new Fault("internal", "the tracer does not begin");
        }
      }
      begun = true;
    },
    async report() {
      if (!begun) return null;
      return {
        recording: recorderImage === null ? undefined : await recorder.report(),
        printed: printed.found(),
        trace: tracerImage === null ? null : await tracer.trace(),
        traceEnded: tracerImage === null ? null : tracer.toldEnd(),
      };
    },
    close() {
      recorderAt?.close();
      tracerAt?.close();
    },
  };
}
