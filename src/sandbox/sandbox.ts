import type { Readable } from "node:stream";
import type { Runtime, TracerUse } from "../model/runtime.ts";
import type { RunnerData } from "../model/runner.ts";
import type { RunResults } from "../model/reported-tests.ts";
import type { SandboxRequest } from "../model/sandbox-request.ts";
import type { SandboxRun } from "../model/sandbox-run.ts";
import type { Now, ReadResults, Sandbox, SandboxProgress } from "../ports.ts";
import type { ContainerEngine } from "./engine.ts";
import { behavioursOf, type Observed, watchersOf } from "./behaviours.ts";
import { type Ceilings, limitProblems } from "./limits.ts";
import { BASE_IMAGE, RECORDER_IMAGE } from "./images/image-settings.ts";
import { createReadiness, type Readiness, type Ready, RUNTIME } from "./readiness.ts";
import { classify, hasNoEnd } from "./outcome.ts";
import { notInstalled, packagesDisk } from "./packages.ts";
import { type SourcePaths, watchPaths, withKnownPaths } from "./source-paths.ts";
import { type Ended, supervise } from "./supervisor.ts";
import { sweepOrphans } from "./sweep.ts";
import { programsOf } from "./tracer/programs.ts";

/** What a sandbox is made of. */
export interface SandboxSettings {
  engine: ContainerEngine;
  runners: readonly RunnerData[];
  /** The folder `images/` of this project: the proof of the walls is in it. */
  imagesDir: string;
  /** Where the ids of finished images are recorded. */
  dataDir: string;
  now: Now;
  /** What starts the containers of runs. */
  runtime: Runtime;
  /** Reads what the program wrote, where hostile bytes do no harm. */
  readResults: ReadResults;
  /** The server's own ceilings, where they are lower than the table's. */
  ceilings?: Ceilings;
  /** When a tracer follows the processes of a run. */
  tracer?: TracerUse;
  /** Whether a runtime with a known way out is a reason not to run. */
  requirePatched?: boolean;
}

/** A sandbox on one container engine. It starts no image that did not pass its self-test. */
export function createSandbox(settings: SandboxSettings): Sandbox {
  const readiness = createReadiness(settings);
  return {
    run: (request, source, signal, progress) =>
      run(settings, readiness, { request, source, signal, progress }),
    unready: async () => (await readiness.ask()).reason,
    sweep: () => sweepOrphans(settings.engine, settings.now()),
  };
}

interface Asked {
  request: SandboxRequest;
  source: Readable;
  signal: AbortSignal;
  progress: SandboxProgress;
}

async function run(
  settings: SandboxSettings,
  readiness: Readiness,
  { request, source, signal, progress }: Asked,
): Promise<SandboxRun> {
  const problems = limitProblems(request.limits, settings.ceilings);
  if (problems.length > 0) {
    source.destroy();
    const sentences = problems.map(({ where, message }) => `${where} ${message}`).join("; ");
    return notRun(request, "refused", `The limits of the run do not fit: ${sentences}.`);
  }
  const packages = request.packages && packagesDisk(request.limits, request.packages);
  if (packages === null) {
    source.destroy();
    return notRun(request, "refused", "The limits of the run leave no memory for its packages.");
  }
  // Nobody else listens before the run does; a source that fails meanwhile ends it then.
  source.on("error", () => undefined);
  progress("checking the sandbox");
  const ready = await readiness.ask();
  const runner = settings.runners.find(({ name }) => name === request.runner);
  const image = ready.images[request.runner];
  if (ready.reason !== null || runner === undefined || image === undefined) {
    source.destroy();
    return notRun(
      request,
      "broken",
      ready.reason ??
        `There is no tested image for the runner ${request.runner}: run gatehouse images build ${request.runner}.`,
    );
  }
  const limits = { ...request.limits, cpus: Math.min(request.limits.cpus, ready.cpus) };
  const watched = watchPaths(source, packages?.mirrorBytes);
  const ended = await supervise(settings.engine, {
    ...{ runId: request.runId, image, command: request.command, limits, packages },
    ...{ report: request.report ?? null, place: ready.place },
    environment: runner.environment ?? {},
    recorderImage: "image" in ready.recorder ? ready.recorder.image : null,
    tracerImage: "image" in ready.tracer ? ready.tracer.image : null,
    ...{ source: watched.source, signal, progress },
  });
  const absent = (["recorder", "tracer"] as const).flatMap((name) => {
    const watcher = ready[name];
    return "absent" in watcher ? [`absent: the ${name} (${watcher.absent})`] : [];
  });
  const { output, whole, files } = ended.log;
  const trace = ended.observed?.trace ?? null;
  const format = ended.evidence.unpacked ? (request.report?.format ?? null) : null;
  const results = await settings.readResults({ format, output, whole, files, trace });
  return report({ request, image, ready, absent, results, known: watched.known }, ended);
}

function report(
  of: {
    request: SandboxRequest;
    image: string;
    ready: Ready;
    absent: string[];
    results: RunResults;
    known: SourcePaths;
  },
  { evidence, resources, log, witnesses, observed }: Ended,
): SandboxRun {
  const { request, image, results } = of;
  const classified = classify(evidence, request.limits);
  const { outcome } = classified;
  const failed = outcome === "failed" && request.packages !== undefined;
  const reason = (failed ? notInstalled(evidence.exitCode) : null) ?? classified.reason;
  const tracedRun = ({ trace = null }: Observed) =>
    trace === null ? null : { trace: results.trace, stopped: hasNoEnd(evidence) };
  return {
    schema: "gatehouse.sandbox/1",
    headSha: request.headSha,
    profile: request.profile,
    image,
    runtime: of.ready.versions,
    outcome,
    reason,
    tests: withKnownPaths(results.tests, of.known),
    behaviours: observed === null ? [] : behavioursOf(observed, tracedRun(observed)),
    processes: programsOf(results.trace),
    witnesses: [...witnesses, ...watchersOf(observed), ...of.absent],
    warnings: warningsOf(of.ready, request.runner),
    resources,
    log: { bytes: log.bytes, truncated: log.truncated, tail: results.tail },
  };
}

/** What is old of all that a run was made of. */
function warningsOf({ warnings }: Ready, runner: string): string[] {
  return [RUNTIME, runner, BASE_IMAGE, RECORDER_IMAGE].flatMap((name) => warnings[name] ?? []);
}

/** A run that never began. */
function notRun(
  request: SandboxRequest,
  outcome: "refused" | "broken",
  reason: string,
): SandboxRun {
  return {
    schema: "gatehouse.sandbox/1",
    headSha: request.headSha,
    profile: request.profile,
    image: "",
    runtime: "",
    outcome,
    reason,
    tests: null,
    behaviours: [],
    processes: null,
    witnesses: [],
    warnings: [],
    resources: {
      ...{ wallMs: 0, cpuMs: 0, peakBytes: 0, readBytes: 0, writtenBytes: 0, peakPids: 0 },
      series: [],
    },
    log: { bytes: 0, truncated: false, tail: "" },
  };
}
