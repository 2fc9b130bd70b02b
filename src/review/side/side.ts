import type { FileFact } from "../../model/fact.ts";
import type { ReviewLimits } from "../../model/review-request.ts";
import type { CommitReader, MissingBlob, TreeEntry, TreeListing } from "../../model/tree.ts";
import type { CodeContext } from "../code/run.ts";
import type { ReadFile } from "../executions/unit.ts";
import { fileUnit } from "../executions/unit.ts";
import { isLockfile } from "../documents/locks/lockfiles.ts";
import { DOCUMENTS } from "../documents/table.ts";
import { attributesOf, type AttributeOf } from "../documents/git-attributes.ts";
import { classifyFile } from "../files/classify.ts";
import { readFile } from "../files/read-file.ts";
import { mayBeSkimmed, skimFile } from "../files/skim-file.ts";
import { languageOf } from "../languages/table.ts";
import { entryFacts } from "../files/entries.ts";
import { collisionsOf, indexNames, type NameIndex } from "../files/name-index.ts";
import { parseListing } from "../tree/listing.ts";

/** What the whole review has left to read; shared by both sides. */
export interface ReadBudget {
  bytes: number;
  files: number;
  deadline: number;
}

/** One commit as the review sees it: its tree, and its files as they are read. */
export interface Side {
  commit: string;
  tree: TreeListing;
  truncated: boolean;
  names: NameIndex;
  attributes: AttributeOf;
  commits: CommitReader;
  limits: ReviewLimits;
  code: CodeContext;
  budget: ReadBudget;
  /** Files that are the same on both sides are read once. */
  cache: Map<string, ReadFile>;
  /** Changed files that are no code: what names one of them may take its data. */
  mentioned: string[];
}

/** Opens a commit: lists its tree, reads nothing yet. */
export async function openSide(
  commit: string,
  shared: Pick<Side, "commits" | "limits" | "code" | "budget" | "cache" | "mentioned">,
): Promise<Side> {
  const { entries, truncated } = parseListing(
    await shared.commits.list(commit),
    shared.limits.treeEntries,
  );
  const names = indexNames(entries.keys());
  const paths = [...entries.values()].filter(
    (entry) => /(?:^|\/)\.gitattributes$/.test(entry.path) && entry.kind === "file",
  );
  const attributes = await readAttributes(paths.slice(0, ATTRIBUTE_FILES), shared);
  const cut = truncated || paths.length > ATTRIBUTE_FILES;
  return { ...shared, commit, tree: entries, truncated: cut, names, attributes };
}

/** More files of attributes than any honest tree has. */
const ATTRIBUTE_FILES = 2000;

/** What git's attributes say for the paths of a tree: they decide what a checkout gives. */
async function readAttributes(
  entries: readonly TreeEntry[],
  shared: Pick<Side, "commits" | "limits">,
): Promise<AttributeOf> {
  const oids = entries.map((entry) => entry.oid);
  const blobs = oids.length === 0 ? [] : await shared.commits.read(oids, shared.limits.fileBytes);
  const texts = entries.flatMap((entry, index): [string, string][] => {
    const blob = blobs[index];
    return blob instanceof Uint8Array ? [[entry.path, Buffer.from(blob).toString("utf8")]] : [];
  });
  return attributesOf(new Map(texts));
}

/**
 * Reads files of a side, all blobs in one request. `wanted` maps a path to the language in
 * which a command runs it, or null. What cannot be read is answered with the reason.
 */
export async function readFiles(
  side: Side,
  wanted: ReadonlyMap<string, string | null>,
  previous: TreeListing,
  depth: "full" | "skim",
): Promise<Map<string, ReadFile>> {
  const out = new Map<string, ReadFile>();
  const entries: TreeEntry[] = [];
  for (const path of wanted.keys()) {
    const entry = side.tree.get(path);
    if (entry === undefined) continue;
    if (entry.kind === "submodule") out.set(path, unread(side, entry, previous, null, null));
    else entries.push(entry);
  }
  const blobs = await readBlobs(side, entries);
  entries.forEach((entry, index) => {
    const blob = blobs[index] ?? { missing: "absent" };
    const runAs = wanted.get(entry.path) ?? null;
    out.set(entry.path, readOnce(side, entry, blob, previous, runAs, depth));
  });
  return out;
}

/** Lockfiles are as long as their list is, and are read by readers made for that. */
const LOCKFILE_FACTOR = 4;

/** One request, or two where a lockfile may be longer than the others. */
async function readBlobs(
  side: Side,
  entries: readonly TreeEntry[],
): Promise<(Uint8Array | MissingBlob)[]> {
  const { fileBytes } = side.limits;
  const blobs = await side.commits.read(
    entries.map((entry) => entry.oid),
    fileBytes,
  );
  const long = entries.flatMap((entry, index) => {
    const blob = blobs[index];
    const cut = blob !== undefined && !(blob instanceof Uint8Array) && blob.missing === "too-large";
    return cut && isLockfile(entry.path) ? [{ index, oid: entry.oid }] : [];
  });
  if (long.length === 0) return blobs;
  const more = await side.commits.read(
    long.map(({ oid }) => oid),
    fileBytes * LOCKFILE_FACTOR,
  );
  for (const [at, { index }] of long.entries()) blobs[index] = more[at] ?? { missing: "absent" };
  return blobs;
}

function readOnce(
  side: Side,
  entry: TreeEntry,
  blob: Uint8Array | MissingBlob,
  previous: TreeListing,
  runAs: string | null,
  depth: "full" | "skim",
): ReadFile {
  const other = previous.get(entry.path);
  const same = other?.oid === entry.oid && other.kind === entry.kind;
  const encoding = side.attributes(entry.path, "working-tree-encoding");
  const key = [entry.oid, entry.kind, runAs, depth, encoding, entry.path].join(" ");
  const known = same ? side.cache.get(key) : undefined;
  if (known !== undefined) return known;
  const file =
    (same && depth === "skim" && runAs === null ? skim(side, entry, blob) : null) ??
    readOne(side, entry, blob, previous, runAs);
  if (same) side.cache.set(key, file);
  return file;
}

/** An unchanged file of code that is only a way to other files; null when it must be read. */
function skim(side: Side, entry: TreeEntry, blob: Uint8Array | MissingBlob): ReadFile | null {
  if (!(blob instanceof Uint8Array) || entry.kind === "symlink") return null;
  const language = languageOf(entry.path, null);
  if (language?.skim === undefined || DOCUMENTS.some((kind) => kind.matches(entry.path)))
    return null;
  const text = Buffer.from(blob).toString("utf8");
  return mayBeSkimmed(text, side.mentioned) ? skimFile(entry, text, language) : null;
}

function readOne(
  side: Side,
  entry: TreeEntry,
  blob: Uint8Array | MissingBlob,
  previous: TreeListing,
  runAs: string | null,
): ReadFile {
  if (!(blob instanceof Uint8Array)) {
    const reason =
      blob.missing === "absent"
        ? "its content could not be had"
        : `is larger than ${Math.round(side.limits.fileBytes / 1024 / 1024)} MiB`;
    return unread(side, entry, previous, null, reason);
  }
  side.budget.bytes -= blob.length;
  side.budget.files -= 1;
  if (side.budget.bytes < 0)
    return unread(side, entry, previous, null, "the change is larger than the limit");
  if (Date.now() > side.budget.deadline)
    return unread(side, entry, previous, null, "the time for this review was up");
  if (entry.kind === "symlink") {
    return unread(side, entry, previous, Buffer.from(blob).toString("utf8"), null);
  }
  const facts = factsOfEntry(side, entry, previous, null, blob);
  const checkoutEncoding = side.attributes(entry.path, "working-tree-encoding");
  return readFile({ entry, entryFacts: facts, checkoutEncoding, runAs }, blob, side.code);
}

function factsOfEntry(
  side: Side,
  entry: TreeEntry,
  previous: TreeListing,
  target: string | null,
  blob: Uint8Array | null,
): FileFact[] {
  return entryFacts({
    entry,
    previous: previous.get(entry.path) ?? null,
    target,
    content: blob === null ? null : classifyFile(entry.path, blob),
    collisions: collisionsOf(entry.path, side.names),
  });
}

function unread(
  side: Side,
  entry: TreeEntry,
  previous: TreeListing,
  target: string | null,
  unanalysed: string | null,
): ReadFile {
  const unit = {
    id: fileUnit(entry.path),
    path: entry.path,
    name: null,
    triggers: [],
    secrets: [],
    by: "",
    facts: factsOfEntry(side, entry, previous, target, null),
    folder: "",
  };
  return {
    path: entry.path,
    units: [unit],
    language: null,
    bytes: 0,
    text: null,
    codeFacts: [],
    skimmed: false,
    unanalysed,
  };
}
