import type { Problem } from "../model/problem.ts";

/** One entry of a source archive, before anything is written. */
export interface ArchiveEntry {
  path: string;
  kind: "file" | "executable" | "symlink" | "submodule";
  bytes: number;
  /** Where a symlink points, as stored. */
  target?: string;
}

/** Bounds on a source archive. */
export interface ArchiveLimits {
  entries: number;
  bytes: number;
  /** Longest path in bytes; Linux takes no component over 255 and no path over 4095. */
  pathBytes: number;
  depth: number;
}

/** What a workspace of the default size holds with room to work. */
export const ARCHIVE_LIMITS: ArchiveLimits = {
  entries: 100_000,
  bytes: 512 * 1024 ** 2,
  pathBytes: 2048,
  depth: 64,
};

const MAX_LISTED = 50;

/**
 * Lists everything about the shape of a source archive that could make it land elsewhere, or
 * as something else, than it says: traversal, absolute paths, names that a file system folds
 * into one, entries below a file or a symlink, links that leave the tree, size. At most 50
 * problems are listed, and then how many more there are.
 */
export function checkArchive(
  entries: readonly ArchiveEntry[],
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): Problem[] {
  const problems = [
    ...checkTotals(entries, limits),
    ...entries.flatMap((entry) => checkEntry(entry, limits)),
    // Hopeless shapes are reported above; comparing them too would only cost time.
    ...checkCollisions(
      entries.slice(0, limits.entries).filter(({ path }) => path.length <= limits.pathBytes),
    ),
  ];
  if (problems.length <= MAX_LISTED) return problems;
  const more = problems.length - MAX_LISTED;
  return [...problems.slice(0, MAX_LISTED), { where: "archive", message: `${more} more problems` }];
}

function checkTotals(entries: readonly ArchiveEntry[], limits: ArchiveLimits): Problem[] {
  const problems: Problem[] = [];
  const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  if (entries.length > limits.entries) {
    problems.push({
      where: "archive",
      message: `it has ${entries.length} entries; at most ${limits.entries} are allowed`,
    });
  }
  if (bytes > limits.bytes) {
    problems.push({
      where: "archive",
      message: `it has ${bytes} bytes; at most ${limits.bytes} are allowed`,
    });
  }
  return problems;
}

function checkEntry(entry: ArchiveEntry, limits: ArchiveLimits): Problem[] {
  const { path, kind } = entry;
  const parts = path.split("/");
  const messages: string[] = [];
  if (path === "" || path.startsWith("/") || /^[A-Za-z]:/.test(path)) {
    messages.push("the path is empty or absolute");
  }
  if (parts.some((part) => part === ".." || part === "." || part === "")) {
    messages.push("the path has an empty, `.` or `..` step");
  }
  if (parts.some((part) => part.toLowerCase() === ".git")) {
    messages.push("the path has a `.git` step");
  }

  if (/[\0-\x1f\x7f\\]/.test(path)) messages.push("the path has a control character or backslash");
  if (Buffer.byteLength(path) > limits.pathBytes) messages.push("the path is too long");
  if (parts.some((part) => Buffer.byteLength(part) > 255)) {
    messages.push("a step of the path is longer than 255 bytes");
  }
  if (parts.length > limits.depth) messages.push("the path is too deep");
  if (kind === "symlink" && leaves(path, entry.target)) {
    messages.push("the symlink leaves the repository");
  }
  return messages.map((message) => ({ where: path, message }));
}

/** Whether a link's target, read from the link's folder, is outside the tree or unknown. */
function leaves(path: string, target: string | undefined): boolean {
  if (target === undefined || target === "" || target.startsWith("/") || target.includes("\0")) {
    return true;
  }
  let depth = path.split("/").length - 1;
  for (const step of target.split("/")) {
    if (step === "..") depth -= 1;
    else if (step !== "." && step !== "") depth += 1;
    if (depth < 0) return true;
  }
  return false;
}

/** Names are compared as the most forgiving file system does: case and composition folded. */
function checkCollisions(entries: readonly ArchiveEntry[]): Problem[] {
  const fold = (path: string) => path.normalize("NFKC").toLowerCase().normalize("NFKC");
  const seen = new Set<string>();
  const leafs = new Map(entries.map((entry) => [fold(entry.path), entry.kind]));
  return entries.flatMap(({ path }) => {
    const folded = fold(path);
    const messages: string[] = [];
    if (seen.has(folded)) messages.push("another entry has the same name but for case or form");
    seen.add(folded);
    const steps = folded.split("/");
    const parents = steps.slice(0, -1).map((_, index) => steps.slice(0, index + 1).join("/"));
    if (parents.some((parent) => leafs.has(parent))) {
      messages.push("it lies below an entry that is no folder");
    }
    return messages.map((message) => ({ where: path, message }));
  });
}
