import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { inflateRawSync } from "node:zlib";

// PKWARE's APPNOTE.TXT, 4.3: sizes of records without their names.
const END_BYTES = 22;
const END_MARK = 0x06054b50;
const ENTRY_BYTES = 46;
const ENTRY_MARK = 0x02014b50;
const LOCAL_BYTES = 30;
const LOCAL_MARK = 0x04034b50;
const COMMENT_MOST = 65_535;

const MOST_FILES = 100_000;
/** The most that a module may have unpacked, by Go's own rule (golang.org/x/mod/zip, MaxZipFile). */
const MOST_BYTES = 500 * 1024 * 1024;

/**
 * What a `go.sum` says of the archive of a module: `h1:` and a digest of the names and digests of
 * its files (golang.org/x/mod/sumdb/dirhash, Hash1). Null where it is no archive that is read
 * here: damaged, encrypted, compressed in another way, too large, or with a name twice.
 */
export function moduleZipHash(zip: Uint8Array): string | null {
  const archive = Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength);
  try {
    const files = filesIn(archive);
    return files === null ? null : hashOf(files);
  } catch (error) {
    // What points outside of the archive, or does not inflate to what it says.
    if (error instanceof RangeError || isOfZlib(error)) return null;
    throw error;
  }
}

function isOfZlib(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^(?:Z_|ERR_BUFFER|ERR_OUT_OF_RANGE)/.test(code);
}

function filesIn(archive: Buffer): [name: string, digest: string][] | null {
  const end = endOf(archive);
  if (end < 0) return null;
  const count = archive.readUInt16LE(end + 10);
  if (count > MOST_FILES) return null;
  const files = new Map<string, string>();
  let left = MOST_BYTES;
  let at = archive.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (archive.readUInt32LE(at) !== ENTRY_MARK) return null;
    const nameBytes = archive.readUInt16LE(at + 28);
    const name = archive.toString("utf8", at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes);
    const content = contentOf(archive, at, left);
    if (content === null || files.has(name) || name.includes("\n")) return null;
    left -= content.byteLength;
    files.set(name, sha256(content));
    at += ENTRY_BYTES + nameBytes + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return [...files];
}

/** Where the last record begins; it ends with a comment of which it knows the length. */
function endOf(archive: Buffer): number {
  const least = Math.max(0, archive.length - END_BYTES - COMMENT_MOST);
  for (let at = archive.length - END_BYTES; at >= least; at -= 1) {
    if (archive.readUInt32LE(at) !== END_MARK) continue;
    if (at + END_BYTES + archive.readUInt16LE(at + 20) === archive.length) return at;
  }
  return -1;
}

function contentOf(archive: Buffer, entry: number, most: number): Uint8Array | null {
  const isEncrypted = (archive.readUInt16LE(entry + 8) & 1) !== 0;
  const method = archive.readUInt16LE(entry + 10);
  const packed = archive.readUInt32LE(entry + 20);
  const size = archive.readUInt32LE(entry + 24);
  const local = archive.readUInt32LE(entry + 42);
  if (isEncrypted || size > most || archive.readUInt32LE(local) !== LOCAL_MARK) return null;
  const names = archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const start = local + LOCAL_BYTES + names;
  if (start + packed > archive.length) return null;
  const raw = archive.subarray(start, start + packed);
  if (method === 0) return raw.byteLength === size ? raw : null;
  if (method !== 8) return null;
  // At least one, which is the least that may be asked for.
  const content = inflateRawSync(raw, { maxOutputLength: Math.max(1, size) });
  return content.byteLength === size ? content : null;
}

function hashOf(files: readonly (readonly [name: string, digest: string])[]): string {
  const hash = createHash("sha256");
  const sorted = files.toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  for (const [name, digest] of sorted) hash.update(`${digest}  ${name}\n`);
  return `h1:${hash.digest("base64")}`;
}

function sha256(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
