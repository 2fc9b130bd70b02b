import { BASE_IMAGE, listImages } from "../sandbox/images/build-images.ts";
import type { ImageState } from "../sandbox/images/build-images.ts";
import { proveWalls } from "../sandbox/proof.ts";
import type { SandboxHost } from "../sandbox/sandbox-host.ts";
import { type CommandContext } from "./command.ts";
import { checked } from "./doctor-checks.ts";
import type { DoctorCheck } from "./doctor-checks.ts";
import { showProgress } from "./progress.ts";

const BUILD = "Run gatehouse images build.";

/** Whether an engine answers, the images are there, and every limit and wall holds on it. */
export async function checkSandbox(context: CommandContext): Promise<DoctorCheck[]> {
  const host = await context.openSandbox();
  const engine = await checkEngine(host);
  if (engine.status !== "ok") return [engine];
  const states = await listImages({ ...host.images, say: () => undefined });
  const base = states.find(({ name }) => name === BASE_IMAGE);
  const walls = base?.state === "missing" ? [] : await checkWalls(context, host, base);
  return [engine, ...states.map(checkImage), ...walls];
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

function checkImage({ name, state }: ImageState): DoctorCheck {
  const id = `sandbox/image-${name}`;
  if (state === "ready") return checked(id, "ok", "It is built and passed its self-test.");
  if (state === "outdated") return checked(id, "warn", "Its recipe changed since.", BUILD);
  return checked(id, "fail", "There is no such image.", BUILD);
}

async function checkWalls(
  { terminal }: CommandContext,
  { images: { engine, imagesDir } }: SandboxHost,
  base: ImageState | undefined,
): Promise<DoctorCheck[]> {
  const id = base?.entry?.id;
  if (id === undefined) return [];
  const progress = showProgress(terminal);
  progress.say("Trying every limit and wall");
  try {
    const walls = await proveWalls(engine, id, imagesDir);
    return walls.map((wall) => checked(wall.id, wall.ok ? "ok" : "fail", wall.why, wall.fix));
  } finally {
    progress.end();
  }
}
