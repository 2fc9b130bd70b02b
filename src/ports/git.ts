import type { Readable } from "node:stream";
import type { CommitSha, RepositoryRef } from "../model/repository.ts";
import type { CommitReader } from "../model/tree.ts";

/** Commits of one repository, fetched by SHA and read without a checkout. */
export interface Commits extends CommitReader {
  mergeBases(a: CommitSha, b: CommitSha): Promise<CommitSha[]>;
  /**
   * What merging `head` into `base` would give, as a commit that can be listed and read;
   * `conflict` when git cannot merge them, `unknown` when something for it could not be had.
   */
  mergeResult(
    base: CommitSha,
    head: CommitSha,
  ): Promise<{ commit: CommitSha } | "conflict" | "unknown">;
  /** The messages of the commits that `head` has and none of `bases`, newest first, at most 250. */
  commitMessages(bases: readonly CommitSha[], head: CommitSha): Promise<string[]>;
  treeId(commit: CommitSha): Promise<string>;
  /** The commit's tree as a tar stream that we write; refuses what must not be unpacked. */
  archive(commit: CommitSha): Promise<Readable>;
  /** Reads one file of a commit, or null when there is none; refuses symlinks. */
  file(commit: CommitSha, path: string, maxBytes: number): Promise<Uint8Array | null>;
}

/** A change that was merged: everything that `head` has and `base` had not. */
export interface MergedChange {
  base: CommitSha;
  head: CommitSha;
  /** The first line of the commit message, as untrusted as the rest. */
  subject: string;
}

/** A repository on this machine, read without obeying its configuration. */
export interface LocalRepository extends Commits {
  /** Resolves what git calls a revision (`HEAD~2`, `origin/main`) to a commit, or answers null. */
  resolve(revision: string): Promise<CommitSha | null>;
  /** The default branch as far as this clone knows it, upstream's first. */
  defaultBase(): Promise<{ name: string; commit: CommitSha } | null>;
  /** The changes last merged into HEAD, newest first. */
  recentMerges(count: number): Promise<MergedChange[]>;
  close(): Promise<void>;
}

/** Where the App's repositories are fetched from: git smart HTTP. */
export interface Git {
  /** Fetches the named commits and answers a reader of them; close it when done. */
  fetch(
    repository: RepositoryRef,
    token: string,
    commits: readonly CommitSha[],
  ): Promise<Commits & { close(): Promise<void> }>;
}
