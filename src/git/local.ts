import { Fault } from "../model/fault.ts";
import type { LocalRepository } from "../ports/git.ts";
import {
  archiveOf,
  assertObjectId,
  type CommitStore,
  listCommit,
  readBlobs,
  readFileOf,
  treeIdOf,
} from "./commits.ts";
import { findRepository } from "./find-repository.ts";
import { provenMergeBases } from "./merge-bases.ts";
import { mergeResult } from "./merge-result.ts";
import { openObjects } from "./object-reader.ts";
import {
  findDefaultBranch,
  findRecentMerges,
  messagesBetween,
  resolveRevision,
} from "./revisions.ts";
import { shadowRepository } from "./shadow-repository.ts";

/**
 * Opens the repository that a folder belongs to, for reading only. Nothing in it is obeyed
 * or changed, and nothing is fetched: what a partial or shallow clone lacks is `absent`, or a
 * `gone` fault where a whole tree or history is missing.
 */
export async function openLocal(folder: string): Promise<LocalRepository> {
  const place = await findRepository(folder);
  if (!place) throw new Fault("gone", `${JSON.stringify(folder)} is not in a git repository`);
  const shadow = await shadowRepository(place);
  const { gitDir } = shadow;
  const objects = openObjects(gitDir);
  const store: CommitStore = {
    gitDir,
    objects,
    haveTree: () => Promise.resolve(),
    haveBlobs: () => Promise.resolve(),
  };
  return {
    list: (commit) => listCommit(store, commit),
    read: (oids, maxBytes) => readBlobs(store, oids, maxBytes),
    treeId: (commit) => treeIdOf(objects, commit),
    file: (commit, path, maxBytes) => readFileOf(store, commit, path, maxBytes),
    archive: (commit) => archiveOf(store, commit),
    resolve: (revision) => resolveRevision(gitDir, revision),
    defaultBase: () => findDefaultBranch(gitDir),
    recentMerges: (count) => findRecentMerges(gitDir, count),
    async commitMessages(bases, head) {
      for (const commit of [...bases, head]) assertObjectId(commit);
      return messagesBetween(gitDir, bases, head);
    },
    async mergeBases(a, b) {
      assertObjectId(a);
      assertObjectId(b);
      const bases = await provenMergeBases(gitDir, a, b);
      if (bases) return bases;
      throw new Fault("gone", "this clone is too shallow: run git fetch --unshallow, then again");
    },
    async mergeResult(base, head) {
      assertObjectId(base);
      assertObjectId(head);
      return mergeResult(gitDir, [base, head], () => Promise.resolve(false));
    },
    async close() {
      await objects.close();
      await shadow.remove();
    },
  };
}
