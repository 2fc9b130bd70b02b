import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative } from "node:path";

/**
 * Digest of everything that an image is made from: lock, recipes, self-test, the script that
 * makes root file systems, the Node binary and the architecture.
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
  // Hashing 150 MB takes longer than everything else; a new Node has another size or date.
  const { size, mtimeMs } = await stat(nodeBinary);
  hash.update(`\0${architecture}\0${process.version}\0${size}\0${Math.floor(mtimeMs)}`);
  return hash.digest("hex");
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
