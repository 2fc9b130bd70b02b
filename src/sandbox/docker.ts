import type { Duplex, Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import Docker from "dockerode";
import { Fault } from "../model/fault.ts";
import type {
  Attachment,
  ContainerEngine,
  ContainerSpecification,
  EngineDescription,
  EngineSample,
  OutputEnd,
} from "./engine.ts";
import { describeEngine } from "./describe-engine.ts";
import { readEngineSample } from "./engine-sample.ts";
import { splitOutput } from "./split-output.ts";

// Long enough for an image import or a start on a busy machine, short enough to notice an
// engine that hangs.
const ANSWER_WITHIN_MS = 120_000;
const ASK_AGAIN_MS = 100;

/**
 * The container engine behind `DOCKER_HOST` or the default socket. Nothing is asked of it
 * before a method is called.
 */
export function createDockerEngine(host: string | undefined): ContainerEngine {
  let connected: Docker | null = null;
  const docker = () => (connected ??= connect(host));
  return {
    describe: () => asked("describe the engine", () => describe(docker())),
    hasImage: (imageId) =>
      asked("look up an image", () =>
        unlessMissing(false, async () => {
          await docker().getImage(imageId).inspect();
          return true;
        }),
      ),
    importImage: (rootfs, name) =>
      asked("import an image", () => importImage(docker(), rootfs, name)),
    removeImage: (name) =>
      asked("remove an image", () =>
        unlessMissing(undefined, () =>
          onceFree(() => docker().getImage(name).remove({ noprune: false })),
        ),
      ),
    create: (specification) => asked("create a container", () => create(docker(), specification)),
    attach: (id, hear) => asked("attach to a container", () => attach(docker(), id, hear)),
    start: (id) => asked("start a container", () => docker().getContainer(id).start()),
    // Only after the start: before it, the engine answers 0 at once.
    exit: (id) => unlimited("wait for a container", () => exitCode(docker(), id)),
    state: (id) => asked("inspect a container", () => state(docker(), id)),
    watch: (id, tell) => asked("watch a container", () => watch(docker(), id, tell)),
    kill: (id) =>
      asked("kill a container", () =>
        // 409: it is not running any more, which is what was wanted.
        unless([404, 409], undefined, () => docker().getContainer(id).kill({ signal: "SIGKILL" })),
      ),
    remove: (id) =>
      asked("remove a container", () =>
        unlessMissing(undefined, () =>
          onceFree(() => docker().getContainer(id).remove({ force: true, v: true })),
        ),
      ),
    labelled: (label) => asked("list containers", () => labelled(docker(), label)),
    pruneVolumes: (label) =>
      asked("remove volumes", async () => {
        await onceFree(() =>
          docker().pruneVolumes({ filters: JSON.stringify({ label: [label] }) }),
        );
      }),
  };
}

function connect(host: string | undefined): Docker {
  if (host === undefined || host === "") return new Docker({ socketPath: "/var/run/docker.sock" });
  if (host.startsWith("unix://")) return new Docker({ socketPath: host.slice("unix://".length) });
  if (!host.startsWith("tcp://")) {
    throw new Fault("refused", "DOCKER_HOST must begin with unix:// or tcp://");
  }
  const url = new URL(host.replace(/^tcp:/, "http:"));
  return new Docker({ protocol: "http", host: url.hostname, port: url.port || "2375" });
}

async function describe(docker: Docker): Promise<EngineDescription> {
  const answers: [unknown, unknown] = await Promise.all([docker.version(), docker.info()]);
  return describeEngine(...answers);
}

async function importImage(docker: Docker, rootfs: Readable, name: string): Promise<string> {
  const [repo, tag] = name.split(":");
  const progress = await docker.importImage(rootfs, { repo, tag });
  await new Promise<void>((resolve, reject) => {
    docker.modem.followProgress(progress, (error) => (error === null ? resolve() : reject(error)));
  });
  return (await docker.getImage(name).inspect()).Id;
}

async function create(docker: Docker, specification: ContainerSpecification): Promise<string> {
  // The specification has the API's own words, where dockerode's types leave some out.
  const options = specification as unknown as Docker.ContainerCreateOptions;
  return (await docker.createContainer(options)).id;
}

async function attach(
  docker: Docker,
  id: string,
  hear: (piece: Uint8Array) => void,
): Promise<Attachment> {
  const options = { stream: true, hijack: true, stdin: true, stdout: true, stderr: true };
  // With `hijack` this is the socket of the upgraded connection.
  const stream = (await docker.getContainer(id).attach(options)) as Duplex;
  const split = splitOutput(hear);
  stream.on("data", split.take);
  const ended = new Promise<OutputEnd>((resolve) => {
    stream.once("end", () => resolve(split.isBetweenFrames() ? "whole" : "lost"));
    // A program that closes its input early makes writing fail, which is no fault of the run; but
    // what was still to be read goes with it.
    stream.once("error", () => resolve("lost"));
    stream.once("close", () => resolve("lost"));
  });
  return { input: stream, ended, close: () => void stream.destroy() };
}

async function exitCode(docker: Docker, id: string): Promise<number> {
  const answer: unknown = await docker.getContainer(id).wait();
  const code = (answer as { StatusCode?: unknown }).StatusCode;
  if (typeof code !== "number") throw new Fault("internal", "the engine told no exit code");
  return code;
}

async function state(docker: Docker, id: string) {
  const { State } = await docker.getContainer(id).inspect();
  const { Running: running, ExitCode: exitCode, OOMKilled: oomKilled, Pid: pid } = State;
  return { running, exitCode, oomKilled, pid };
}

async function watch(docker: Docker, id: string, tell: (sample: EngineSample) => void) {
  const stream = (await docker.getContainer(id).stats({ stream: true })) as Readable;
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const sample = readEngineSample(line);
      if (sample !== null) tell(sample);
    }
  });
  // Resources are told as far as they are known; a broken stream ends the telling.
  stream.on("error", () => stream.destroy());
  return { stop: () => void stream.destroy() };
}

async function labelled(docker: Docker, label: string) {
  const found = await docker.listContainers({ all: true, filters: { label: [label] } });
  return found.map(({ Id, Labels }) => ({ id: Id, labels: Labels }));
}

async function unlessMissing<T>(instead: T, ask: () => Promise<T>): Promise<T> {
  return unless([404], instead, ask);
}

/**
 * Asks again while the engine says that somebody else is at it: the container or image is being
 * removed, or volumes are. It is over when that is, by theirs or by ours where theirs fails.
 */
async function onceFree<T>(ask: () => Promise<T>): Promise<T> {
  const until = performance.now() + ANSWER_WITHIN_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isAtIt(error) || performance.now() > until) throw error;
      await pause(ASK_AGAIN_MS);
    }
  }
}

// Moby's own words (daemon/delete.go, daemon/prune.go), with 409 for other refusals as well.
const AT_IT = /is already in progress|is already running|is being removed/;

function isAtIt(error: unknown): boolean {
  return statusOf(error) === 409 && AT_IT.test(String(error));
}

async function unless<T>(codes: readonly number[], instead: T, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const status = statusOf(error);
    if (status !== null && codes.includes(status)) return instead;
    throw error;
  }
}

async function asked<T>(what: string, ask: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Fault("unavailable", `the engine took too long to ${what}`)),
      ANSWER_WITHIN_MS,
    );
  });
  try {
    return await Promise.race([unlimited(what, ask), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function unlimited<T>(what: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Fault) throw error;
    const status = statusOf(error);
    const kind = status === null || status >= 500 ? "unavailable" : "refused";
    throw new Fault(kind, `failed to ${what}`, { cause: error });
  }
}

function statusOf(error: unknown): number | null {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === "number" ? status : null;
}
