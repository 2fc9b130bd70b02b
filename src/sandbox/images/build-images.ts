import { join } from "node:path";
import { Fault } from "../../model/fault.ts";
import { holdBuildLock } from "./build-lock.ts";
import { contentKey } from "./content-key.ts";
import { changedPackages } from "./image-age.ts";
import { type ImageEntry, readImageRecord, recordImage } from "./image-record.ts";
import { BASE_IMAGE, type ImageSettings, RECORDER_IMAGE, TRACER_IMAGE } from "./image-settings.ts";
import { readImagesLock, readRecipe, type Recipe } from "./recipe.ts";
import { assemble, bootstrap, hasDebian, type RootfsWorkshop } from "./rootfs.ts";
import { selfTest } from "./self-test.ts";

/** Changed packages that are named. */
const LISTED = 20;

/** How one image is. */
export interface ImageState {
  name: string;
  state: "ready" | "outdated" | "missing";
  /** Whether it is built without being named: a standard one, or one that was built before. */
  kept: boolean;
  entry: ImageEntry | null;
}

/** Which images are built. */
export interface BuildOptions {
  /** Builds anew from the newest packages what is there already. */
  fresh?: boolean;
  /** Names of images that are wanted besides those that are kept. */
  also?: readonly string[];
}

/**
 * Builds every wanted image that is missing or out of date, tests it in a sandbox and records
 * its id; does nothing when all are there. Needs root or sudo, because a root file system has
 * files of other owners.
 */
export async function buildImages(
  settings: ImageSettings,
  options: BuildOptions = {},
): Promise<ImageState[]> {
  if ((await wantedOf(settings, options)).length === 0) return listImages(settings);
  const workDir = join(settings.dataDir, "images");
  const release = await holdBuildLock(workDir, settings.say);
  try {
    await buildWanted(settings, workDir, options);
  } finally {
    await release();
  }
  return listImages(settings);
}

/** How each image is: ready, out of date, or not there. */
export async function listImages(settings: ImageSettings): Promise<ImageState[]> {
  const recorded = await readImageRecord(settings.dataDir);
  return Promise.all(
    imageNames(settings).map(async ({ name, standard }) => {
      const entry = recorded[name] ?? null;
      const kept = standard || entry !== null;
      if (entry === null || !(await settings.engine.hasImage(entry.id))) {
        return { name, kept, state: "missing" as const, entry };
      }
      const { architecture } = await settings.engine.describe();
      const key = await contentKey(settings, name, architecture);
      return { name, kept, state: entry.key === key ? "ready" : "outdated", entry };
    }),
  );
}

async function wantedOf(
  settings: ImageSettings,
  { fresh = false, also = [] }: BuildOptions,
): Promise<ImageState[]> {
  const states = await listImages(settings);
  return states
    .filter(({ name, kept }) => kept || also.includes(name))
    .filter(({ state }) => fresh || state !== "ready");
}

async function buildWanted(
  settings: ImageSettings,
  workDir: string,
  options: BuildOptions,
): Promise<void> {
  const wanted = await wantedOf(settings, options);
  if (wanted.length === 0) return;
  const lock = await readImagesLock(settings.imagesDir);
  const workshop = { ...settings, workDir, lock };
  if (options.fresh === true || !(await hasDebian(workshop))) {
    settings.say(`building Debian ${lock.debian.suite} with debootstrap`);
    await bootstrap(workshop);
  }
  // All are waited for: one that fails must not leave others at work without the lock.
  const ends = await Promise.allSettled(
    wanted.map(({ name }) => buildOne(settings, workshop, name)),
  );
  const built = ends.flatMap((end) => (end.status === "fulfilled" ? [end.value] : []));
  for (const { name, entry } of built) await recordImage(settings.dataDir, name, entry);
  const failed = ends.find((end) => end.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  for (const { entry } of wanted) {
    if (entry !== null && !built.some((image) => image.entry.id === entry.id)) {
      await removeOld(settings, entry);
    }
  }
}

async function buildOne(
  settings: ImageSettings,
  workshop: RootfsWorkshop,
  name: string,
): Promise<{ name: string; entry: ImageEntry }> {
  const { engine } = settings;
  const { architecture } = await engine.describe();
  const key = await contentKey(settings, name, architecture);
  settings.say(`building image ${name}`);
  const { id, packages } = await makeImage(settings, workshop, name, key);
  settings.say(`testing image ${name}`);
  const failure = await selfTest(settings, name, id);
  if (failure !== null) {
    await engine.removeImage(id);
    throw new Fault("internal", `image ${name} did not pass its self-test: ${failure}`);
  }
  settings.say(`image ${name} is ready: ${id}`);
  await sayChanges(settings, name, packages);
  const builtAt = new Date().toISOString();
  return { name, entry: { id, key, builtAt, packages } };
}

/** What became newer, so that an operator sees what an update was good for. */
async function sayChanges(
  { dataDir, say }: ImageSettings,
  name: string,
  packages: readonly string[],
): Promise<void> {
  const before = (await readImageRecord(dataDir))[name];
  if (before === undefined) return;
  const changes = changedPackages(before.packages, packages);
  if (changes.length === 0) return say(`image ${name} has the packages that it had`);
  const more = changes.length > LISTED ? ` and ${changes.length - LISTED} more` : "";
  say(`image ${name} changed: ${changes.slice(0, LISTED).join(", ")}${more}`);
}

async function makeImage(
  { engine, imagesDir }: ImageSettings,
  workshop: RootfsWorkshop,
  name: string,
  key: string,
): Promise<{ id: string; packages: string[] }> {
  const rootfs = await assemble(workshop, name, await recipesOf(imagesDir, name));
  try {
    const packed = rootfs.pack();
    const tag = `gatehouse/${name}:${key.slice(0, 12)}`;
    const [id] = await Promise.all([engine.importImage(packed.stream, tag), packed.done]);
    return { id, packages: rootfs.packages };
  } finally {
    await rootfs.discard();
  }
}

async function recipesOf(imagesDir: string, name: string): Promise<Recipe[]> {
  const recipe = await readRecipe(imagesDir, name);
  return recipe.from === "debian" ? [recipe] : [await readRecipe(imagesDir, recipe.from), recipe];
}

/** Best effort: an old image that a run still uses goes at a later build, or by hand. */
async function removeOld(settings: ImageSettings, entry: ImageEntry): Promise<void> {
  try {
    await settings.engine.removeImage(entry.id);
  } catch {
    settings.say(`an older image is still in use and stays: ${entry.id}`);
  }
}

function imageNames({ runners }: ImageSettings): { name: string; standard: boolean }[] {
  const ours = [BASE_IMAGE, RECORDER_IMAGE, TRACER_IMAGE].map((name) => ({ name, standard: true }));
  return [...ours, ...runners.map(({ name, standard = false }) => ({ name, standard }))];
}
