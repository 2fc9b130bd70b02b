import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Fault } from "../model/fault.ts";
import type { Blobs } from "../ports.ts";

const ID = /^[0-9a-f]{64}$/;
/** A temporary file this old belongs to no living write. In milliseconds. */
const ABANDONED = 24 * 60 * 60 * 1000;
const DEFAULT_MAX_BYTES = 4 * 1024 ** 3;

/**
 * Keeps blobs as files named by the SHA-256 of their content. A blob is complete and synced
 * before it has its name. `put` refuses more than `maxBytes` (4 GiB); `open` throws a `Fault`
 * for an unknown id, and for content that is no longer what its id says.
 */
export async function openBlobFiles(options: { dir: string; maxBytes?: number }): Promise<Blobs> {
  const { dir, maxBytes = DEFAULT_MAX_BYTES } = options;
  const incoming = join(dir, "incoming");
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  await removeAbandoned(incoming);
  return {
    put: (content) => put(dir, incoming, content, maxBytes),
    open: (id) => openBlob(pathOf(dir, id), id),
    remove: (id) => rm(pathOf(dir, id), { force: true }),
  };
}

async function put(
  dir: string,
  incoming: string,
  content: Readable,
  maxBytes: number,
): Promise<{ id: string; bytes: number }> {
  const temporary = join(incoming, randomUUID());
  const hash = createHash("sha256");
  let bytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      hash.update(chunk);
      done(
        bytes > maxBytes ? new Fault("refused", `a blob exceeds ${maxBytes} bytes`) : null,
        chunk,
      );
    },
  });
  try {
    await pipeline(
      content,
      measure,
      createWriteStream(temporary, { flags: "wx", mode: 0o600, flush: true }),
    );
    const id = hash.digest("hex");
    await mkdir(dirname(pathOf(dir, id)), { recursive: true, mode: 0o700 });
    await rename(temporary, pathOf(dir, id));
    await syncFolder(dirname(pathOf(dir, id)));
    return { id, bytes };
  } catch (error) {
    await rm(temporary, { force: true });
    throw error instanceof Fault
      ? error
      : new Fault("internal", "failed to store a blob", { cause: error });
  }
}

/** Reads the file twice: nobody gets a first byte of content that turns out to be wrong. */
async function openBlob(path: string, id: string): Promise<Readable> {
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(path), hash);
  } catch (cause) {
    const gone = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    throw new Fault(gone ? "gone" : "internal", `failed to read blob ${id}`, { cause });
  }
  if (hash.digest("hex") !== id) {
    throw new Fault("internal", `the content of blob ${id} has changed`);
  }
  return createReadStream(path);
}

function pathOf(dir: string, id: string): string {
  if (!ID.test(id)) {
    throw new Fault("internal", "not the id of a blob");
  }
  return join(dir, id.slice(0, 2), id);
}

async function removeAbandoned(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > ABANDONED) {
      await rm(path, { force: true });
    }
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  await folder.sync();
  await folder.close();
}
