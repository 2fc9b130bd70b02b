import type { CommitSha } from "../model/repository.ts";
import { treeIdOf } from "./commits.ts";
import { fetchObjects, type FetchSource, PackTooLarge } from "./fetch-objects.ts";
import { provenMergeBases } from "./merge-bases.ts";
import type { ObjectReader } from "./object-reader.ts";
import { withStoreLock } from "./store-lock.ts";

/** A store that fetches what it lacks. Every fetch holds the store's lock. */
export interface RemoteStore {
  haveCommits(commits: readonly CommitSha[]): Promise<void>;
  haveTree(commit: CommitSha): Promise<void>;
  /** Answers the blobs that are too large to be fetched. */
  haveBlobs(oids: readonly string[]): Promise<ReadonlySet<string>>;
  mergeBases(a: CommitSha, b: CommitSha): Promise<CommitSha[]>;
}

const BLOBS_AT_ONCE = 1000;

/** Most pull requests are settled by the first; git's word for "everything" is the last. */
const DEPTHS = [64, 512, 4096, 2_147_483_647];

/** Fills the store at `source.gitDir`; `lockPath` is the file that keeps others out. */
export function remoteStore(
  source: FetchSource,
  objects: ObjectReader,
  lockPath: string,
): RemoteStore {
  const locked = <T>(work: () => Promise<T>): Promise<T> => withStoreLock(lockPath, work);

  async function missing(oids: readonly string[]): Promise<string[]> {
    const distinct = [...new Set(oids)];
    const headers = await objects.headers(distinct);
    return distinct.filter((_, index) => headers[index] === null);
  }

  /** A commit that is not there comes with its trees, in one round trip. */
  function haveCommits(commits: readonly CommitSha[]): Promise<void> {
    return locked(async () => {
      const oids = await missing(commits);
      if (oids.length > 0) await fetchObjects(source, { oids, filter: "blob:none", depth: 1 });
    });
  }

  /** A commit that came as history has no trees; they are asked for by the id of the root. */
  async function haveTree(commit: CommitSha): Promise<void> {
    const tree = await treeIdOf(objects, commit);
    if ((await missing([tree])).length === 0) return;
    await locked(() => fetchObjects(source, { oids: [tree], filter: "blob:none" }));
  }

  async function haveBlobs(oids: readonly string[]): Promise<ReadonlySet<string>> {
    const tooLarge = new Set<string>();
    const wanted = await missing(oids);
    for (let start = 0; start < wanted.length; start += BLOBS_AT_ONCE) {
      const some = wanted.slice(start, start + BLOBS_AT_ONCE);
      await locked(() => fetchBlobs(some, tooLarge));
    }
    return tooLarge;
  }

  /** Nothing tells a blob's size before it comes: a pack that is too large is asked for in halves. */
  async function fetchBlobs(oids: readonly string[], tooLarge: Set<string>): Promise<void> {
    const [first, ...others] = oids;
    if (first === undefined) return;
    try {
      await fetchObjects(source, { oids, filter: "blob:none" });
    } catch (error) {
      if (!(error instanceof PackTooLarge)) throw error;
      if (others.length === 0) tooLarge.add(first);
      const half = Math.ceil(oids.length / 2);
      if (others.length > 0) {
        await fetchBlobs(oids.slice(0, half), tooLarge);
        await fetchBlobs(oids.slice(half), tooLarge);
      }
    }
  }

  /** Fetches history, commits only, deeper and deeper until it proves the merge bases. */
  function mergeBases(a: CommitSha, b: CommitSha): Promise<CommitSha[]> {
    return locked(async () => {
      let bases = await provenMergeBases(source.gitDir, a, b);
      for (const depth of DEPTHS) {
        if (bases) return bases;
        await fetchObjects(source, { oids: [a, b], filter: "tree:0", depth });
        bases = await provenMergeBases(source.gitDir, a, b);
      }
      return bases ?? [];
    });
  }

  return { haveCommits, haveTree, haveBlobs, mergeBases };
}
