import type { Problem } from "../model/problem.ts";
import { foldedName, nameProblem } from "./archive-names.ts";
import type { ObjectReader } from "./object-reader.ts";
import { staysInside } from "./symlink-target.ts";
import type { TreeLine } from "./tree-lines.ts";

/** One member of the archive, in the order of the tree. */
export type ArchiveEntry =
  | { kind: "directory"; path: string }
  | { kind: "file"; path: string; oid: string; mode: number; bytes: number }
  | { kind: "symlink"; path: string; target: string };

/** What would be unpacked, and every reason not to. */
export interface ArchivePlan {
  entries: ArchiveEntry[];
  problems: Problem[];
}

const MAX_TARGET_BYTES = 4096;

/**
 * Decides what an archive of these entries holds. A submodule becomes an empty folder, as
 * in a clone that does not recurse.
 */
export async function archivePlan(
  objects: ObjectReader,
  lines: readonly TreeLine[],
  maxBytes: number,
): Promise<ArchivePlan> {
  const problems: Problem[] = [];
  const usable = namedLines(lines, problems);
  const symlinks = await symlinkTargets(objects, usable, problems);
  for (const [path, target] of symlinks) {
    if (!staysInside(path, target, symlinks)) {
      problems.push({
        where: JSON.stringify(path),
        message: "the symlink leaves the repository or has no decent target",
      });
    }
  }
  const sizes = await fileSizes(objects, usable);
  const entries = withFolders(usable, symlinks, sizes, problems);
  const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  if (bytes > maxBytes) {
    problems.push({ where: "the tree", message: `it holds more than ${maxBytes} bytes` });
  }
  return { entries, problems };
}

interface NamedLine extends TreeLine {
  path: string;
}

/** Keeps the entries with a decent name that no other entry collides with. */
function namedLines(lines: readonly TreeLine[], problems: Problem[]): NamedLine[] {
  const usable: NamedLine[] = [];
  const taken = new Map<string, string>();
  for (const line of lines) {
    const path = line.name.toString("utf8");
    const message = nameProblem(line.name) ?? collision(path, taken);
    if (message === null) usable.push({ ...line, path });
    else problems.push({ where: JSON.stringify(path), message });
  }
  const files = new Set(usable.map(({ path }) => path));
  for (const { path } of usable) {
    if (foldersOf(path).some((folder) => files.has(folder))) {
      problems.push({ where: JSON.stringify(path), message: "its folder is also a file" });
    }
  }
  return usable;
}

/** Every part of the path claims its folded name for one spelling. */
function collision(path: string, taken: Map<string, string>): string | null {
  for (const part of [...foldersOf(path), path]) {
    const folded = foldedName(part);
    const holder = taken.get(folded);
    if (holder !== undefined && (holder !== part || part === path)) {
      return `the name collides with ${JSON.stringify(holder)} where case does not count`;
    }
    taken.set(folded, part);
  }
  return null;
}

function foldersOf(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

async function symlinkTargets(
  objects: ObjectReader,
  lines: readonly NamedLine[],
  problems: Problem[],
): Promise<Map<string, string>> {
  const links = lines.filter(({ mode }) => mode === "120000");
  const oids = links.map(({ oid }) => oid);
  const blobs = await objects.blobs(oids, MAX_TARGET_BYTES);
  const targets = new Map<string, string>();
  for (const [index, { path }] of links.entries()) {
    const blob = blobs[index];
    if (blob instanceof Uint8Array) targets.set(path, Buffer.from(blob).toString("utf8"));
    else problems.push({ where: JSON.stringify(path), message: "the symlink cannot be read" });
  }
  return targets;
}

async function fileSizes(
  objects: ObjectReader,
  lines: readonly NamedLine[],
): Promise<Map<string, number>> {
  const files = lines.filter(({ mode }) => mode.startsWith("100"));
  const headers = await objects.headers(files.map(({ oid }) => oid));
  const sizes = new Map<string, number>();
  for (const [index, { path }] of files.entries()) {
    const header = headers[index];
    if (header?.type === "blob") sizes.set(path, header.bytes);
  }
  return sizes;
}

function withFolders(
  lines: readonly NamedLine[],
  symlinks: ReadonlyMap<string, string>,
  sizes: ReadonlyMap<string, number>,
  problems: Problem[],
): ArchiveEntry[] {
  const entries: ArchiveEntry[] = [];
  const made = new Set<string>();
  for (const { path, mode, oid } of lines) {
    for (const folder of foldersOf(path)) {
      if (!made.has(folder)) entries.push({ kind: "directory", path: folder });
      made.add(folder);
    }
    const target = symlinks.get(path);
    const bytes = sizes.get(path);
    if (mode === "160000") entries.push({ kind: "directory", path });
    else if (target !== undefined) entries.push({ kind: "symlink", path, target });
    else if (bytes !== undefined) {
      const permissions = mode === "100755" ? 0o755 : 0o644;
      entries.push({ kind: "file", path, oid, mode: permissions, bytes });
    } else if (mode !== "120000") {
      problems.push({ where: JSON.stringify(path), message: "its content is not in the store" });
    }
  }
  return entries;
}
