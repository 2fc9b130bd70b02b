import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PackageFile } from "../model/dependency.ts";
import { Fault } from "../model/fault.ts";

/** Fetched files by what was pinned of them, outside of every container. */
export interface PackageCache {
  /** Its size, when it is there and is still what was pinned. */
  verified(file: PackageFile): Promise<number | null>;
  /** Its content, checked again. Throws a `Fault` when it is gone or is something else by now. */
  read(file: PackageFile): Promise<Uint8Array>;
  /** A place to write to that no reader sees. */
  reserve(): Promise<string>;
  /** Takes what was written in and answers its size; null, and it is gone, when it is not that. */
  take(file: PackageFile, written: string, signal: AbortSignal): Promise<number | null>;
  /** Removes what was not used for longest, until no more than this many bytes are left. */
  prune(mostBytes: number): Promise<void>;
}

/** Says what the archive of a module adds up to, where hostile bytes do no harm. */
export type HashModule = (zip: Uint8Array, signal: AbortSignal) => Promise<string | null>;

/**
 * Opens the cache in a folder, which is made when it is not there. An archive of a module is
 * taken apart once, when it comes; from then on the digest of its own bytes stands for it.
 */
export function openPackageCache(folder: string, hashModule: HashModule): PackageCache {
  const place = (file: PackageFile) => join(folder, keyOf(file));
  async function isPinned(file: PackageFile, content: Uint8Array): Promise<boolean> {
    if (adds(file, content)) return true;
    if (!isArchive(file)) return false;
    return (await readOrNull(`${place(file)}.sha256`))?.toString() === sha256(content);
  }
  return {
    async verified(file) {
      const content = await readOrNull(place(file));
      if (content === null) return null;
      if (!(await isPinned(file, content))) {
        await rm(place(file), { force: true });
        return null;
      }
      const now = new Date();
      await utimes(place(file), now, now);
      return content.byteLength;
    },
    async read(file) {
      const content = await readOrNull(place(file));
      if (content !== null && (await isPinned(file, content))) return content;
      throw new Fault("unavailable", `${file.label}: it vanished from the cache of packages`);
    },
    async reserve() {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return join(folder, `new-${randomUUID()}`);
    },
    async take(file, written, signal) {
      const content = await readFile(written);
      const found = isArchive(file) ? await hashModule(content, signal) : null;
      if (
        adds(file, content) ||
        (found !== null && file.digests.some(({ value }) => value === found))
      ) {
        if (found !== null) await writeFile(`${place(file)}.sha256`, sha256(content));
        await rename(written, place(file));
        return content.byteLength;
      }
      await rm(written, { force: true });
      return null;
    },
    prune: (mostBytes) => prune(folder, mostBytes),
  };
}

/** Of its place and its digests, so that one package never stands for another. */
function keyOf({ registry, path, digests }: PackageFile): string {
  const values = digests.map(({ kind, value }) => `${kind}:${value}`).sort();
  return createHash("sha256")
    .update(JSON.stringify([registry, path, values]))
    .digest("hex");
}

/** Whether the content, as it is, adds up to one of the pinned digests. */
function adds({ digests }: PackageFile, content: Uint8Array): boolean {
  return digests.some(({ kind, value }) => {
    if (kind === "h1-zip") return false;
    if (kind === "h1-mod") return value === moduleFileHash(content);
    return createHash(kind).update(content).digest("hex") === value;
  });
}

function isArchive({ digests }: PackageFile): boolean {
  return digests.some(({ kind }) => kind === "h1-zip");
}

function sha256(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** What `go.sum` says of a `go.mod` (golang.org/x/mod/sumdb/dirhash, Hash1 of one file). */
function moduleFileHash(content: Uint8Array): string {
  const line = `${sha256(content)}  go.mod\n`;
  return `h1:${createHash("sha256").update(line).digest("base64")}`;
}

async function readOrNull(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

const ABANDONED_MS = 60 * 60 * 1000;

async function prune(folder: string, mostBytes: number): Promise<void> {
  const names = await readdir(folder);
  const kept = await Promise.all(
    names.map(async (name) => ({ name, ...(await sizeAndTime(join(folder, name))) })),
  );
  let total = 0;
  for (const { name, size, time } of kept.sort((a, b) => b.time - a.time)) {
    total += size;
    const abandoned = name.startsWith("new-") && time < Date.now() - ABANDONED_MS;
    if (total > mostBytes || abandoned) await rm(join(folder, name), { force: true });
  }
}

/** What another process removed meanwhile counts nothing. */
async function sizeAndTime(path: string): Promise<{ size: number; time: number }> {
  try {
    const { size, mtimeMs } = await stat(path);
    return { size, time: mtimeMs };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return { size: 0, time: 0 };
    }
    throw error;
  }
}
