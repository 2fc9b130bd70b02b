import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough, type Readable } from "node:stream";
import { pack } from "tar-stream";

/** Packs the files of one of our own folders, links left out, as a tar stream. */
export async function packFolder(folder: string): Promise<Readable> {
  const archive = pack();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((found) => found.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const mode = (await stat(path)).mode & 0o755;
    archive.entry({ name: path.slice(folder.length + 1), mode }, await readFile(path));
  }
  archive.finalize();
  return archive.pipe(new PassThrough());
}
