import type { PackageMirror } from "../model/package-source.ts";
import { Readable } from "node:stream";
import { pack, type Pack } from "tar-stream";
import { Fault } from "../model/fault.ts";
import type { FetchedFile } from "./fetch-packages.ts";
import type { PackageCache } from "./package-cache.ts";

/** A file of ours that goes along: a program that installs, or what it is told. */
export interface MirrorText {
  name: string;
  text: string;
}

const BLOCK = 512;
const WRITTEN_AT = new Date("2000-01-01T00:00:00Z");

/** What one file of the mirror is, as its installer reads it from `index.json`. */
interface IndexEntry {
  registry: string;
  name: string;
  version: string;
  /** Its path in the registry. */
  path: string;
  digests: string[];
  /** Its path in the mirror. */
  file: string;
  note: string | null;
}

/** Makes the mirror; files are read, and checked again, while it is written. */
export function makeMirror(
  cache: PackageCache,
  fetched: readonly FetchedFile[],
  texts: readonly MirrorText[],
): PackageMirror {
  const index = fetched.map(({ file }, at): IndexEntry => {
    const { registry, name, version, path, digests, note = null } = file;
    const said = digests.map(({ kind, value }) => `${kind}:${value}`);
    return { registry, name, version, path, digests: said, file: `packages/${at}`, note };
  });
  const lines = index.map(({ file, name, version, digests, path }) =>
    [file, name, version, digests[0] ?? "", path].join("\t"),
  );
  const written = [
    { name: "index.json", text: JSON.stringify(index) },
    // For installers without a reader of JSON: names and versions have neither tabs nor line ends.
    { name: "index.tsv", text: lines.map((line) => `${line}\n`).join("") },
  ];
  const own = [...texts, ...written].map((each) => ({
    name: each.name,
    content: Buffer.from(each.text),
  }));
  const sizes = [
    ...own.map(({ content }) => content.byteLength),
    ...fetched.map(({ bytes }) => bytes),
  ];
  return {
    bytes: sizes.reduce((sum, size) => sum + BLOCK + padded(size), 2 * BLOCK),
    unpackedBytes: sizes.reduce((sum, size) => sum + size + 4096, 0),
    open() {
      const tar = pack();
      const write = async () => {
        for (const { name, content } of own) await put(tar, name, content);
        for (const [at, { file, bytes }] of fetched.entries()) {
          const content = await cache.read(file);
          if (content.byteLength !== bytes) throw new Fault("internal", "a package has changed");
          await put(tar, `packages/${at}`, content);
        }
        tar.finalize();
      };
      write().catch((error: Error) => tar.destroy(error));
      return Readable.from(tar, { objectMode: false });
    },
  };
}

function padded(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}

function put(tar: Pack, name: string, content: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    if (tar.destroyed) return reject(new Error("the reader is gone"));
    const gone = () => reject(new Error("the reader is gone"));
    tar.once("close", gone);
    const header = { name, mtime: WRITTEN_AT, mode: 0o644, size: content.byteLength };
    tar.entry(
      header,
      Buffer.from(content.buffer, content.byteOffset, content.byteLength),
      (error) => {
        tar.off("close", gone);
        if (error) reject(error);
        else resolve();
      },
    );
  });
}
