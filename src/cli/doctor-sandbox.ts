import { checked, type DoctorCheck } from "../model/doctor-check.ts";
import { listImages } from "../sandbox/images/build-images.ts";
import type { ImageState } from "../sandbox/images/build-images.ts";
import { oldImageWarning } from "../sandbox/images/image-age.ts";
import { BASE_IMAGE, RECORDER_IMAGE, TRACER_IMAGE } from "../sandbox/images/image-settings.ts";
import { noteOf } from "../sandbox/engine-kinds.ts";
import { runcWarning } from "../sandbox/known-flaws.ts";
import { proveTracer, proveWalls, proveWitnesses, type WallCheck } from "../sandbox/proof.ts";
import type { SandboxHost } from "../sandbox/sandbox-host.ts";
import { whyNoTracer } from "../sandbox/watcher-readiness.ts";
import { type CommandContext } from "./command.ts";
import { showProgress } from "./progress.ts";

const BUILD = "Run gatehouse images build.";
const UPDATE = "Run gatehouse images update.";

/** Whether an engine answers, the images are there, and every limit and wall holds on it. */
export async function checkSandbox(context: CommandContext): Promise<DoctorCheck[]> {
  const host = await context.openSandbox();
  const engine = await checkEngine(host);
  if (engine.status !== "ok") return [engine];
  const states = await listImages({ ...host.images, say: () => undefined });
  const walls = await checkWalls(context, host, states);
  return [
    engine,
    await checkKind(host),
    await checkRuntime(host),
    ...states.map(checkImage),
    ...walls,
  ];
}

async function checkEngine({ images: { engine } }: SandboxHost): Promise<DoctorCheck> {
  try {
    const { versions } = await engine.describe();
    return checked("sandbox/engine", "ok", versions);
  } catch (error) {
    const why = error instanceof Error ? error.message : "unknown failure";
    // Reviews need no engine, so a machine without one is whole.
    return checked("sandbox/engine", "absent", why, "Start Docker, or run script/docker.");
  }
}

/** Whether runs are possible on this kind of engine. */
async function checkKind({ images }: SandboxHost): Promise<DoctorCheck> {
  const { possible, why, fix } = noteOf(await images.engine.describe());
  return checked("sandbox/engine-kind", possible ? "ok" : "fail", why, fix);
}

/** Whether what starts containers has known ways out of them. */
async function checkRuntime({ images }: SandboxHost): Promise<DoctorCheck> {
  const id = "sandbox/runtime-version";
  const { runc } = await images.engine.describe();
  const flaw = runcWarning(runc, images.runtime);
  if (flaw === null) return checked(id, "ok", "No way out of it is known to this version.");
  const fix = "Update runc; GATEHOUSE_REQUIRE_PATCHED_RUNTIME=true forbids runs until then.";
  return checked(id, images.requirePatched === true ? "fail" : "warn", flaw, fix);
}

function checkImage({ name, state, kept, entry }: ImageState): DoctorCheck {
  const id = `sandbox/image-${name}`;
  if (state === "missing" && !kept) {
    return checked(id, "absent", "It was never asked for.", `Run gatehouse images build ${name}.`);
  }
  const old = entry === null ? null : oldImageWarning(name, entry, new Date());
  if (state === "ready" && old !== null) return checked(id, "warn", old, UPDATE);
  if (state === "ready") return checked(id, "ok", "It is built and passed its self-test.");
  if (state === "outdated") return checked(id, "warn", "Its recipe changed since.", BUILD);
  return checked(id, "fail", "There is no such image.", BUILD);
}

function statusOf({ ok, absent }: WallCheck): DoctorCheck["status"] {
  if (!ok) return "fail";
  return absent === true ? "absent" : "ok";
}

/** The kind of the engine is told already. */
function isNews({ id }: WallCheck): boolean {
  return id !== "sandbox/engine-kind";
}

async function checkWalls(
  { terminal }: CommandContext,
  { images }: SandboxHost,
  states: readonly ImageState[],
): Promise<DoctorCheck[]> {
  const { engine, imagesDir, runtime } = images;
  const idOf = (wanted: string) =>
    states.find(({ name, state }) => name === wanted && state !== "missing")?.entry?.id;
  const id = idOf(BASE_IMAGE);
  const recorderId = idOf(RECORDER_IMAGE);
  if (id === undefined) return [];
  const progress = showProgress(terminal);
  progress.say("Trying every limit and wall");
  try {
    const walls = (await proveWalls(engine, id, imagesDir, runtime)).filter(isNews);
    const held = walls.map((wall) => checked(wall.id, statusOf(wall), wall.why, wall.fix));
    if (recorderId === undefined || runtime !== "runc") return held;
    progress.say("Trying the witnesses");
    const witnesses = await proveWitnesses(engine, id, recorderId, imagesDir);
    // A run is possible without them, and says so.
    const seen = witnesses.map((one) =>
      checked(one.id, one.ok ? "ok" : "absent", one.why, one.fix),
    );
    progress.say("Trying the tracer");
    // As for a run: where the recorder does not hold, there is none.
    const recorder = witnesses.every(({ ok }) => ok) ? recorderId : null;
    return [...held, ...seen, await checkTracer(images, id, recorder, idOf(TRACER_IMAGE))];
  } finally {
    progress.end();
  }
}

async function checkTracer(
  { engine, imagesDir, readResults, tracer = "remapped" }: SandboxHost["images"],
  image: string,
  recorderImage: string | null,
  tracerImage: string | undefined,
): Promise<DoctorCheck> {
  const id = "sandbox/witness-tracer";
  const why = whyNoTracer(tracer, (await engine.describe()).idOffset);
  if (why !== null) {
    const fix = "Set GATEHOUSE_SANDBOX_TRACER=always to have it here, too; see docs/sandbox.md.";
    return checked(id, "absent", `There is no tracer: ${why}.`, fix);
  }
  if (tracerImage === undefined) return checked(id, "absent", "There is no image of it.", BUILD);
  const images = { image, recorderImage, tracerImage };
  const [proof] = await proveTracer(engine, images, imagesDir, readResults);
  if (proof === undefined) return checked(id, "absent", "It could not be tried.", BUILD);
  return checked(id, proof.ok ? "ok" : "absent", proof.why, proof.fix);
}
