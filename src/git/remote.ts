import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "../model/fault.ts";
import type { CommitSha, RepositoryRef } from "../model/repository.ts";
import type { MissingBlob } from "../model/tree.ts";
import type { Commits, Git } from "../ports/git.ts";
import { makeBareStore, type StoreLimits, trimBareStore } from "./bare-store.ts";
import {
  archiveOf,
  assertObjectId,
  COMMIT_LIMITS,
  type CommitStore,
  listCommit,
  readBlobs,
  readFileOf,
  treeIdOf,
} from "./commits.ts";
import { PackTooLarge } from "./fetch-objects.ts";
import { mergeResult } from "./merge-result.ts";
import { openObjects } from "./object-reader.ts";
import { type RemoteStore, remoteStore } from "./remote-store.ts";
import { messagesBetween } from "./revisions.ts";
import { withStoreLock } from "./store-lock.ts";
import { treeLines } from "./tree-lines.ts";

/** What a source of remote repositories needs. Bytes and milliseconds. */
export interface RemoteOptions {
  /** The address of a repository for git: `https://github.com/owner/name.git`. */
  gitUrl: (repository: RepositoryRef) => string;
  /** A folder of ours; one bare object store per repository grows in it. */
  dataDir: string;
  caFile?: string;
  proxy?: string;
  limits?: Partial<StoreLimits & { packBytes: number; milliseconds: number }>;
}

/** A pack is at most a large repository's trees; a store is a cache and may be thrown away. */
const DEFAULT_LIMITS = {
  packBytes: 512 * 1024 * 1024,
  milliseconds: 5 * 60_000,
  bytes: 4 * 1024 * 1024 * 1024,
  packs: 400,
};

/**
 * Reads repositories over git smart HTTP, by full SHA. Stores are kept apart by installation
 * and repository, and outlive the readers, so that the next pull request costs little.
 */
export function openRemote(options: RemoteOptions): Git {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const readers = new Map<string, number>();

  async function prepare(gitDir: string, lockPath: string): Promise<void> {
    await mkdir(join(options.dataDir, "git"), { recursive: true });
    await withStoreLock(lockPath, async () => {
      if (!readers.get(gitDir)) await trimBareStore(gitDir, limits);
      await makeBareStore(gitDir);
      readers.set(gitDir, (readers.get(gitDir) ?? 0) + 1);
    });
  }

  function leave(gitDir: string): void {
    readers.set(gitDir, (readers.get(gitDir) ?? 1) - 1);
  }

  return {
    async fetch(repository, token, commits) {
      for (const commit of commits) assertObjectId(commit);
      const name = `${repository.installationId}-${repository.id}`;
      const gitDir = join(options.dataDir, "git", name);
      const lockPath = `${gitDir}.lock`;
      await prepare(gitDir, lockPath);
      const { packBytes, milliseconds } = limits;
      const { caFile, proxy } = options;
      const objects = openObjects(gitDir);
      const source = {
        ...{ gitDir, token, packBytes, milliseconds, url: options.gitUrl(repository) },
        ...(caFile === undefined ? {} : { caFile }),
        ...(proxy === undefined ? {} : { proxy }),
      };
      const remote = remoteStore(source, objects, lockPath);
      const close = async () => {
        await objects.close();
        leave(gitDir);
      };
      try {
        await sized(remote.haveCommits(commits));
      } catch (error) {
        await close();
        throw error;
      }
      return { ...remoteCommits(gitDir, objects, remote), close };
    },
  };
}

/** The reader of one fetch. Only blobs of trees that it has listed are read or fetched. */
function remoteCommits(
  gitDir: string,
  objects: ReturnType<typeof openObjects>,
  remote: RemoteStore,
): Commits {
  const listed = new Set<string>();
  const tooLarge = new Set<string>();
  const store: CommitStore = {
    gitDir,
    objects,
    haveTree: (commit) => sized(remote.haveTree(commit)),
    async haveBlobs(oids) {
      for (const oid of await remote.haveBlobs(oids)) tooLarge.add(oid);
    },
  };

  async function list(commit: CommitSha): Promise<Uint8Array> {
    const listing = await listCommit(store, commit, COMMIT_LIMITS);
    for (const { type, oid } of treeLines(listing)) if (type === "blob") listed.add(oid);
    return listing;
  }

  async function prefetch(oids: readonly string[]): Promise<void> {
    await store.haveBlobs(oids.filter((oid) => listed.has(oid)));
  }

  async function read(
    oids: readonly string[],
    maxBytes: number,
  ): Promise<(Uint8Array | MissingBlob)[]> {
    const known = oids.filter((oid) => listed.has(oid) && !tooLarge.has(oid));
    const blobs = await readBlobs(store, known, maxBytes);
    const byOid = new Map(known.map((oid, index) => [oid, blobs[index]]));
    return oids.map((oid) =>
      tooLarge.has(oid) ? { missing: "too-large" } : (byOid.get(oid) ?? { missing: "absent" }),
    );
  }

  return {
    list,
    read,
    prefetch,
    treeId: (commit) => treeIdOf(objects, commit),
    file: (commit, path, maxBytes) => readFileOf(store, commit, path, maxBytes),
    archive: (commit) => archiveOf(store, commit),
    ...historyOf(store, remote),
  };
}

/** What is asked about several commits together. */
function historyOf(
  store: CommitStore,
  remote: RemoteStore,
): Pick<Commits, "mergeBases" | "commitMessages" | "mergeResult"> {
  return {
    async mergeBases(a, b) {
      assertObjectId(a);
      assertObjectId(b);
      return sized(remote.mergeBases(a, b));
    },
    async commitMessages(bases, head) {
      for (const commit of [...bases, head]) assertObjectId(commit);
      return messagesBetween(store.gitDir, bases, head);
    },
    async mergeResult(base, head) {
      assertObjectId(base);
      assertObjectId(head);
      for (const commit of [base, head]) await store.haveTree(commit);
      const have = async (oid: string) => {
        const tooLarge = await remote.haveBlobs([oid]);
        return !tooLarge.has(oid) && (await store.objects.headers([oid]))[0] !== null;
      };
      return mergeResult(store.gitDir, [base, head], have);
    },
  };
}

/** Trees or history beyond the limit are the content's doing, not the server's. */
async function sized<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (!(cause instanceof PackTooLarge)) throw cause;
    throw new Fault("refused", "the repository is larger than the limit", { cause });
  }
}
