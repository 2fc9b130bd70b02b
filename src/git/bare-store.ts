import { mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gitConfiguration } from "./git-environment.ts";

/** How large one repository's store may grow before it is started afresh. */
export interface StoreLimits {
  bytes: number;
  packs: number;
}

/** Makes an empty bare repository with our configuration, or leaves the one that is there. */
export async function makeBareStore(gitDir: string): Promise<void> {
  await mkdir(join(gitDir, "objects", "info"), { recursive: true });
  await mkdir(join(gitDir, "objects", "pack"), { recursive: true });
  await mkdir(join(gitDir, "refs"), { recursive: true });
  await writeFile(join(gitDir, "config"), gitConfiguration("sha1"));
  await writeFile(join(gitDir, "HEAD"), "ref: refs/heads/none\n");
}

/**
 * Removes a store that has outgrown its limits, and what an interrupted fetch left in it.
 * Call it under the store's lock and while nobody reads.
 */
export async function trimBareStore(gitDir: string, limits: StoreLimits): Promise<void> {
  const folder = join(gitDir, "objects", "pack");
  const names = await readdir(folder).catch(() => []);
  let bytes = 0;
  for (const name of names) bytes += (await stat(join(folder, name))).size;
  const packs = names.filter((name) => name.endsWith(".pack")).length;
  if (bytes > limits.bytes || packs > limits.packs) {
    await rm(gitDir, { recursive: true, force: true });
    return;
  }
  for (const name of names) {
    if (name.startsWith("tmp_")) await rm(join(folder, name), { force: true });
  }
  await rm(join(gitDir, "shallow.lock"), { force: true });
}
