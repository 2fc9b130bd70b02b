/** Every path of a tree by the name that a careless file system gives it; folders end in `/`. */
export type NameIndex = ReadonlyMap<string, readonly string[]>;

/** Indexes the files of a tree and all their folders. Linear in the total length. */
export function indexNames(paths: Iterable<string>): NameIndex {
  const index = new Map<string, string[]>();
  const seen = new Set<string>();
  for (const path of paths) {
    for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1)) {
      const name = path.slice(0, end);
      if (seen.has(name)) break;
      seen.add(name);
      const key = folded(name);
      const same = index.get(key);
      const noted = end < path.length ? `${name}/` : name;
      if (same === undefined) index.set(key, [noted]);
      else same.push(noted);
    }
  }
  return index;
}

/**
 * Other paths that this one becomes one with, and files or links that a folder on its way
 * becomes one with. Two folders that only become one lose nothing.
 */
export function collisionsOf(path: string, index: NameIndex): string[] {
  const found: string[] = [];
  for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1)) {
    const name = path.slice(0, end);
    for (const other of index.get(folded(name)) ?? []) {
      const folders = end < path.length && other.endsWith("/");
      if (other !== name && !folders) found.push(other.replace(/\/$/, ""));
    }
  }
  return found;
}

/** Case and composition as HFS+, APFS and NTFS ignore them. */
function folded(name: string): string {
  return name.normalize("NFC").toLowerCase().normalize("NFC");
}
