import type { DocumentReading } from "./document.ts";
import { parseJson } from "./json-document.ts";
import { all, entriesAt, texts, textOf, type Node } from "./node.ts";
import { createNotes, type Notes } from "./reading.ts";

const REGISTRIES =
  /^https:\/\/(?:registry\.npmjs\.org|registry\.yarnpkg\.com|registry\.npmmirror\.com|npm\.pkg\.github\.com|npm\.jsr\.io)\//;
const MOST_DEPTH = 40;

/** `package-lock.json`: every package with its source, and whether what comes is checked. */
export function readPackageLock(text: string): DocumentReading {
  const { root, problem } = parseJson(text);
  const notes = createNotes();
  for (const { key, value } of entriesAt(root, "packages")) {
    const name =
      texts(value, "name")[0] ??
      key.slice(key.lastIndexOf("node_modules/") + "node_modules/".length);
    if (key.includes("node_modules/") && !texts(value, "link").includes("true"))
      notePackage(name, value, notes);
  }
  // The old form counts only where the new one is missing.
  if (all(root, "packages").length === 0) noteNested(root, notes, 0);
  return notes.reading(problem);
}

function noteNested(node: Node, notes: Notes, depth: number): void {
  if (depth > MOST_DEPTH) return;
  for (const { key, value } of entriesAt(node, "dependencies")) {
    if (value.kind !== "map") continue;
    notePackage(key, value, notes);
    noteNested(value, notes, depth + 1);
  }
}

function notePackage(name: string, entry: Node, notes: Notes): void {
  const version = texts(entry, "version")[0] ?? null;
  notes.reference({ type: "npm-locked", name, version }, ["install"], entry);
  const bundled =
    texts(entry, "inBundle").includes("true") || texts(entry, "bundled").includes("true");
  const resolved = all(entry, "resolved");
  for (const from of resolved) {
    const source = textOf(from) ?? "";
    if (/^git[+:@]|^ssh:/.test(source))
      notes.setting("lockfile.git-source", `${name}: ${source}`, from);
    else if (/^https?:/.test(source) && !REGISTRIES.test(source)) {
      notes.setting("lockfile.foreign-host", `${name}: ${source}`, from);
    }
  }
  const fetched = resolved.some((from) => /^https?:/.test(textOf(from) ?? ""));
  const strong = texts(entry, "integrity").some((value) => /\bsha(?:256|384|512)-/.test(value));
  if (fetched && !bundled && !strong) {
    notes.setting("lockfile.integrity-missing", `${name}@${version ?? ""}`, entry);
  }
}
