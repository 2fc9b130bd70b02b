import { createHash } from "node:crypto";
import { deflateRawSync } from "node:zlib";

/** One file of an archive; `size` is what the archive says, where that is to be a lie. */
export interface ZipFile {
  name: string;
  content: Uint8Array | string;
  method?: 0 | 8 | 9;
  size?: number;
  flags?: number;
}

/** Makes an archive of files, as PKWARE's APPNOTE.TXT (4.3) has them. */
export function zipOf(files: readonly ZipFile[]): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const { name, content, method = 8, size, flags = 0 } of files) {
    const plain = Buffer.from(content);
    const packed = method === 8 ? deflateRawSync(plain) : plain;
    const path = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(method, 8);
    local.writeUInt16LE(path.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(size ?? plain.length, 24);
    entry.writeUInt16LE(path.length, 28);
    entry.writeUInt32LE(at, 42);
    locals.push(local, path, packed);
    entries.push(entry, path);
    at += 30 + path.length + packed.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** What `go.sum` says of files, by the words of `go doc dirhash.Hash1`. */
export function hash1(files: readonly { name: string; content: Uint8Array | string }[]): string {
  const lines = files
    .map(({ name, content }) => ({ name, hex: createHash("sha256").update(content).digest("hex") }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, hex }) => `${hex}  ${name}\n`);
  return `h1:${createHash("sha256").update(lines.join("")).digest("base64")}`;
}
