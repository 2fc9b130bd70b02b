import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { readRecipe } from "./recipe.ts";

/**
 * Digest of everything that an image is made from: lock, recipes, self-test, the script that
 * makes root file systems, the architecture, and the Node binary where it is in the image.
 */
export async function contentKey(
  inputs: { imagesDir: string; nodeBinary: string },
  name: string,
  architecture: string,
): Promise<string> {
  const { imagesDir, nodeBinary } = inputs;
  const hash = createHash("sha256");
  const folders = name === "base" ? ["base"] : ["base", name];
  const found = await Promise.all(folders.map((folder) => filesBelow(join(imagesDir, folder))));
  const paths = [join(imagesDir, "images.lock"), join(imagesDir, "rootfs"), ...found.flat()];
  for (const path of paths) {
    hash.update(`${relative(imagesDir, path)}\0`).update(await readFile(path));
  }
  hash.update(`\0${architecture}`);
  const { files } = await readRecipe(imagesDir, name);
  if (files.some(({ source }) => source === "project-node")) {
    // The lockfile pins its content; hashing 150 MB each time would take longer than all else.
    hash.update(`\0${process.version}\0${(await stat(nodeBinary)).size}`);
  }
  return hash.digest("hex");
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
