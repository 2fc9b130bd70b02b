import type { Readable } from "node:stream";
import { Fault } from "../model/fault.ts";
import type { CommitSha } from "../model/repository.ts";
import type { MissingBlob } from "../model/tree.ts";
import { archiveStream } from "./archive-stream.ts";
import { archivePlan } from "./archive-plan.ts";
import { isObjectId, type ObjectReader } from "./object-reader.ts";
import { gitOutput, runGit } from "./run-git.ts";
import { treeLines } from "./tree-lines.ts";

/** What commits are read from. A remote store fetches in `haveTree` and `haveBlobs`. */
export interface CommitStore {
  gitDir: string;
  objects: ObjectReader;
  /** Makes sure that the commit's trees are there, as far as they can be had. */
  haveTree(commit: CommitSha): Promise<void>;
  /** The same for blobs. The ids come from trees that were listed before. */
  haveBlobs(oids: readonly string[]): Promise<void>;
}

/** How much of one commit is read; more is a `refused` fault. Bytes. */
export interface CommitLimits {
  listingBytes: number;
  archiveBytes: number;
}

/** The limits that fit a machine with 4 GB of memory and GitHub's own ceilings. */
export const COMMIT_LIMITS: CommitLimits = {
  listingBytes: 128 * 1024 * 1024,
  archiveBytes: 2 * 1024 * 1024 * 1024,
};

/** Answers the tree id of a commit that is in the store; a `gone` fault when it is not. */
export async function treeIdOf(objects: ObjectReader, commit: CommitSha): Promise<string> {
  const content = await objects.commit(commit);
  const tree = /^tree ([0-9a-f]{40,64})\n/.exec(Buffer.from(content ?? []).toString("latin1"));
  if (!tree?.[1]) throw new Fault("gone", `there is no commit ${commit}`);
  return tree[1];
}

/** Lists a commit as raw `ls-tree` output; `refused` when the tree is larger than the limit. */
export async function listCommit(
  store: CommitStore,
  commit: CommitSha,
  limits: CommitLimits = COMMIT_LIMITS,
): Promise<Uint8Array> {
  await treeIdOf(store.objects, commit);
  await store.haveTree(commit);
  const args = ["ls-tree", "-r", "-z", "--full-tree", commit];
  const answer = await runGit({ gitDir: store.gitDir, args, maxBytes: limits.listingBytes });
  if (answer.code === 0) return answer.stdout;
  throw new Fault("gone", `the trees of commit ${commit} are not all in this clone`);
}

/** Reads blobs, each at most `maxBytes` long, fetching what can be fetched. */
export async function readBlobs(
  store: CommitStore,
  oids: readonly string[],
  maxBytes: number,
): Promise<(Uint8Array | MissingBlob)[]> {
  await store.haveBlobs(oids);
  return store.objects.blobs(oids, maxBytes);
}

/**
 * Reads one regular file of a commit, or answers null when the path names none. A symlink
 * or submodule is `refused`, and so is a file of more than `maxBytes`: whoever asks for a
 * policy must not take either for a missing one.
 */
export async function readFileOf(
  store: CommitStore,
  commit: CommitSha,
  path: string,
  maxBytes: number,
): Promise<Uint8Array | null> {
  await treeIdOf(store.objects, commit);
  await store.haveTree(commit);
  const args = ["ls-tree", "-z", "--full-tree", commit, "--", path];
  const listing = await gitOutput({ gitDir: store.gitDir, args });
  const name = Buffer.from(path, "utf8");
  const entry = [...treeLines(listing)].find((line) => line.name.equals(name));
  if (!entry || entry.type === "tree") return null;
  const where = `${JSON.stringify(path)} of commit ${commit}`;
  if (!entry.mode.startsWith("100")) throw new Fault("refused", `${where} is not a regular file`);
  const [blob] = await readBlobs(store, [entry.oid], maxBytes);
  if (blob instanceof Uint8Array) return blob;
  if (blob?.missing === "too-large") {
    throw new Fault("refused", `${where} is larger than ${maxBytes} bytes`);
  }
  throw new Fault("gone", `${where} is not in this clone`);
}

/**
 * Answers a commit as a tar stream, or throws a `refused` fault that lists what must not be
 * unpacked. Git's own archiver is not used: it obeys the attributes in the commit.
 */
export async function archiveOf(
  store: CommitStore,
  commit: CommitSha,
  limits: CommitLimits = COMMIT_LIMITS,
): Promise<Readable> {
  const listing = await listCommit(store, commit, limits);
  const lines = [...treeLines(listing)];
  await store.haveBlobs(lines.filter((line) => line.type === "blob").map((line) => line.oid));
  const plan = await archivePlan(store.objects, lines, limits.archiveBytes);
  if (plan.problems.length > 0) {
    const shown = plan.problems.slice(0, 20).map(({ where, message }) => `${where}: ${message}`);
    const more = plan.problems.length > 20 ? `; and ${plan.problems.length - 20} more` : "";
    throw new Fault("refused", `commit ${commit} must not be unpacked: ${shown.join("; ")}${more}`);
  }
  return archiveStream(store.objects, plan.entries);
}

/** Throws unless the text is a full object id, so that no option or revision slips in. */
export function assertObjectId(text: string): void {
  if (!isObjectId(text)) throw new Fault("refused", `${JSON.stringify(text)} is no full commit id`);
}
