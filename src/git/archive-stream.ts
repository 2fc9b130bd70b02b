import { Readable } from "node:stream";
import { pack, type Pack } from "tar-stream";
import { Fault } from "../model/fault.ts";
import type { ArchiveEntry } from "./archive-plan.ts";
import type { ObjectReader } from "./object-reader.ts";

/** The same commit always makes the same bytes; tools that dislike 1970 are spared. */
const WRITTEN_AT = new Date("2000-01-01T00:00:00Z");

/**
 * Writes the entries as a tar stream, one blob in memory at a time. A blob that vanished
 * between plan and stream breaks the stream, and with it the reader.
 */
export function archiveStream(objects: ObjectReader, entries: readonly ArchiveEntry[]): Readable {
  return Readable.from(archiveBytes(objects, entries), { objectMode: false });
}

async function* archiveBytes(
  objects: ObjectReader,
  entries: readonly ArchiveEntry[],
): AsyncGenerator<Uint8Array> {
  const tar = pack();
  let failure: unknown = null;
  const written = writeAll(tar, objects, entries).catch((error: unknown) => {
    failure = error;
    tar.destroy();
  });
  try {
    for await (const chunk of tar) yield chunk as Uint8Array; // a byte stream without encoding
  } finally {
    tar.destroy();
    await written;
  }
  if (failure !== null)
    throw new Fault("internal", "failed to write the archive", { cause: failure });
}

async function writeAll(
  tar: Pack,
  objects: ObjectReader,
  entries: readonly ArchiveEntry[],
): Promise<void> {
  for (const entry of entries) {
    if (tar.destroyed) return;
    await write(tar, objects, entry);
  }
  tar.finalize();
}

async function write(tar: Pack, objects: ObjectReader, entry: ArchiveEntry): Promise<void> {
  const shared = { name: entry.path, mtime: WRITTEN_AT, uid: 0, gid: 0 };
  if (entry.kind === "directory") return put(tar, { ...shared, type: "directory", mode: 0o755 });
  if (entry.kind === "symlink") {
    return put(tar, { ...shared, type: "symlink", linkname: entry.target, mode: 0o777 });
  }
  const [blob] = await objects.blobs([entry.oid], entry.bytes);
  if (!(blob instanceof Uint8Array)) {
    throw new Fault("internal", `failed to write the archive: ${entry.oid} is gone`);
  }
  return put(tar, { ...shared, type: "file", mode: entry.mode, size: entry.bytes }, blob);
}

/** Waits until the reader has taken the entry, so that a slow one holds the writer back. */
function put(tar: Pack, header: Parameters<Pack["entry"]>[0], content?: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error?: Error | null) => (error ? reject(error) : resolve());
    tar.once("close", done);
    const settle = (error?: Error | null) => {
      tar.off("close", done);
      done(error);
    };
    tar.entry(header, Buffer.from(content ?? []), settle);
  });
}
