import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { Fault } from "../../model/fault.ts";
import type { ImagesLock, Recipe } from "./recipe.ts";

/** Where root file systems are made, and from what. */
export interface RootfsWorkshop {
  imagesDir: string;
  /** Holds the systems between builds, so that Debian is fetched once. */
  workDir: string;
  nodeBinary: string;
  lock: ImagesLock;
}

/** A root file system that is ready to be packed. */
export interface Rootfs {
  packages: string[];
  pack(): { stream: Readable; done: Promise<void> };
  discard(): Promise<void>;
}

/** Builds Debian's smallest system; every image is a copy of it with more or less in it. */
export async function bootstrap(workshop: RootfsWorkshop): Promise<void> {
  const { suite, variant } = workshop.lock.debian;
  await mkdir(workshop.workDir, { recursive: true });
  await asRoot(workshop, ["bootstrap", suite, variant, debianFolder(workshop)]);
}

/** Whether Debian is there from an earlier build; a half-built one has another name. */
export async function hasDebian(workshop: RootfsWorkshop): Promise<boolean> {
  try {
    return (await stat(debianFolder(workshop))).isDirectory();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

/** Makes the root file system of one image by its recipe, the base's recipe coming first. */
export async function assemble(
  workshop: RootfsWorkshop,
  name: string,
  recipes: readonly Recipe[],
): Promise<Rootfs> {
  const folder = join(workshop.workDir, `${name}.rootfs`);
  const all = recipes.flatMap(({ packages }) => packages);
  await asRoot(workshop, ["derive", debianFolder(workshop), folder, ...all]);
  for (const recipe of recipes) await add(workshop, folder, recipe);
  const packages = await asRoot(workshop, ["packages", folder]);
  for (const pattern of recipes.flatMap(({ strip }) => strip)) {
    await asRoot(workshop, ["strip", folder, pattern]);
  }
  return {
    packages: packages.trim().split("\n"),
    pack: () => packed(workshop, folder),
    discard: async () => void (await asRoot(workshop, ["discard", folder])),
  };
}

async function add(workshop: RootfsWorkshop, folder: string, recipe: Recipe): Promise<void> {
  for (const [user, id] of Object.entries(recipe.users)) {
    await asRoot(workshop, ["user", folder, user, String(id)]);
  }
  for (const path of recipe.folders) await asRoot(workshop, ["folder", folder, path]);
  for (const file of recipe.files) {
    const source =
      file.source === "own" ? join(workshop.imagesDir, file.path) : workshop.nodeBinary;
    await asRoot(workshop, ["file", folder, source, file.to, file.mode]);
  }
  for (const { package: name, to } of recipe.npm) {
    const archive = await fetchNpmPackage(workshop, name);
    await asRoot(workshop, ["unpack", folder, archive, to]);
  }
  for (const [path, target] of Object.entries(recipe.links)) {
    await asRoot(workshop, ["link", folder, path, target]);
  }
}

/** Fetches a pinned package with the npm client, unless it is there, and checks its digest. */
async function fetchNpmPackage(workshop: RootfsWorkshop, name: string): Promise<string> {
  const pinned = workshop.lock.npm[name];
  if (pinned === undefined) throw new Fault("internal", `images.lock does not pin ${name}`);
  const folder = join(workshop.workDir, `${name}-${pinned.version}`);
  const archive = join(folder, `${name}-${pinned.version}.tgz`);
  if ((await integrityOf(archive)) === pinned.integrity) return archive;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const options = ["--ignore-scripts", "--loglevel=error", "--pack-destination", folder];
  await run("npm", ["pack", `${name}@${pinned.version}`, ...options], "fetch a package of npm");
  if ((await integrityOf(archive)) === pinned.integrity) return archive;
  const found = (await readdir(folder)).join(", ");
  throw new Fault("refused", `${name}@${pinned.version} is not what images.lock pins (${found})`);
}

async function integrityOf(path: string): Promise<string | null> {
  const hash = createHash("sha512");
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  return `sha512-${hash.digest("base64")}`;
}

function debianFolder(workshop: RootfsWorkshop): string {
  return join(workshop.workDir, `debian-${workshop.lock.debian.suite}`);
}

async function asRoot(workshop: RootfsWorkshop, words: readonly string[]): Promise<string> {
  const [program, ...prefix] = rootPrefix(workshop);
  return run(program, [...prefix, ...words], `${words[0] ?? "make"} a root file system`);
}

function packed(
  workshop: RootfsWorkshop,
  folder: string,
): { stream: Readable; done: Promise<void> } {
  const [program, ...prefix] = rootPrefix(workshop);
  const child = spawn(program, [...prefix, "pack", folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const done = new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) =>
      code === 0 ? resolve() : reject(new Fault("internal", `tar of ${folder} exited ${code}`)),
    );
  });
  return { stream: child.stdout, done };
}

function rootPrefix(workshop: RootfsWorkshop): [string, ...string[]] {
  const script = join(workshop.imagesDir, "rootfs");
  return process.getuid?.() === 0 ? [script] : ["sudo", "-n", script];
}

async function run(program: string, words: readonly string[], what: string): Promise<string> {
  const child = spawn(program, words, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let complaint = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint = (complaint + text).slice(-2000);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", (cause) =>
      reject(new Fault("unavailable", `failed to ${what}: ${program} does not start`, { cause })),
    );
    child.once("close", resolve);
  });
  if (code === 0) return output;
  const end = (complaint.trim() || output.trim()).split("\n").slice(-3).join(" / ");
  throw new Fault("unavailable", `failed to ${what}: ${end}`);
}
