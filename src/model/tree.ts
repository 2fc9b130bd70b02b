/** What git says a tree entry is. */
export type EntryKind = "file" | "executable" | "symlink" | "submodule";

/**
 * One entry of a commit's tree. `path` is the repository path; bytes that are not UTF-8
 * stand in it as `\xHH`, so that every entry has a name that can be shown.
 */
export interface TreeEntry {
  path: string;
  kind: EntryKind;
  oid: string;
}

/** All entries of a commit by path. */
export type TreeListing = ReadonlyMap<string, TreeEntry>;

/** Why a blob could not be had. */
export type MissingBlob = { missing: "absent" | "too-large" };

/**
 * A lazy view of commits. `list` answers the raw output of `git ls-tree -r -z --full-tree`,
 * so that hostile names are taken apart where a crash does no harm; `read` answers one
 * blob for each object id, in order, and never more than `maxBytes` for one.
 */
export interface CommitReader {
  list(commit: string): Promise<Uint8Array>;
  read(oids: readonly string[], maxBytes: number): Promise<(Uint8Array | MissingBlob)[]>;
  /** Brings blobs near that will be read in several calls; a reader that is near has none. */
  prefetch?(oids: readonly string[]): Promise<void>;
}
