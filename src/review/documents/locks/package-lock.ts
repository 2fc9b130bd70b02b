import type { DocumentReading } from "../document.ts";
import { parseJson } from "../json-document.ts";
import { all, entriesAt, textOf, type Node } from "../node.ts";
import { createNotes, type Notes } from "../reading.ts";

const MOST_DEPTH = 40;
/** Fields that ask for other packages; in the old form, `dependencies` are nested packages. */
const ASKING = ["dependencies", "optionalDependencies", "peerDependencies"];
const ASKING_BEFORE = ["requires"];

/** `package-lock.json`: every package with its source, its digest and what it asks for. */
export function readPackageLock(text: string): DocumentReading {
  const { root, problem } = parseJson(text);
  const notes = createNotes();
  for (const { key, value } of entriesAt(root, "packages")) {
    if (!key.includes("node_modules/")) continue;
    const name = key.slice(key.lastIndexOf("node_modules/") + "node_modules/".length);
    notePackage(name, value, ASKING, notes);
  }
  // The old form counts only where the new one is missing.
  if (all(root, "packages").length === 0) noteNested(root, notes, 0);
  return notes.reading(problem);
}

function noteNested(node: Node, notes: Notes, depth: number): void {
  if (depth > MOST_DEPTH) return;
  for (const { key, value } of entriesAt(node, "dependencies")) {
    if (value.kind !== "map") continue;
    notePackage(key, value, ASKING_BEFORE, notes);
    noteNested(value, notes, depth + 1);
  }
}

/** The values of an entry by key, in one pass: an entry is read for every package. */
function fieldsOf(entry: Node): Map<string, Node[]> {
  const fields = new Map<string, Node[]>();
  for (const { key, value } of entry.entries) fields.set(key, [...(fields.get(key) ?? []), value]);
  return fields;
}

function notePackage(name: string, entry: Node, asking: string[], notes: Notes): void {
  const fields = fieldsOf(entry);
  const first = (key: string) => textOf(fields.get(key)?.[0] ?? entry);
  const said = (key: string) => (fields.get(key) ?? []).some((value) => textOf(value) === "true");
  const version = first("version");
  const aliased = /^npm:((?:@[^@/]+\/)?[^@/]+)@(.*)$/.exec(version ?? "");
  const asks = asking
    .flatMap((key) => fields.get(key) ?? [])
    .flatMap((list) => list.entries.map((each) => each.key));
  const local = said("link") || said("inBundle") || said("bundled");
  // A doubled key is read by every consumer in its own way: each value counts.
  const sources = (fields.get("resolved") ?? []).map((each) => textOf(each));
  const digests = (fields.get("integrity") ?? []).flatMap((each) => digestsOf(textOf(each) ?? ""));
  for (const source of sources.length === 0 ? [sourceIn(version)] : sources) {
    const alias = first("name") ?? aliased?.[1] ?? null;
    notes.locked(
      {
        type: "npm-locked",
        name,
        version: aliased?.[2] ?? version,
        source,
        digests,
        asks,
        builds: said("hasInstallScript"),
        alias: alias === name ? null : alias,
        local: local || (source === null && alias === null && version === null),
        only: platformsOf((key) => fields.get(key) ?? []),
      },
      entry,
    );
  }
}

/** Systems, processors and C libraries that an entry is for: `os:darwin`, `cpu:!ia32`. */
export function platformsOf(valuesOf: (key: string) => readonly Node[]): string[] {
  return ["os", "cpu", "libc"].flatMap((key) =>
    valuesOf(key)
      .flatMap((value) => (value.kind === "list" ? [...value.items] : [value]))
      .flatMap((item) => textOf(item) ?? [])
      .map((text) => `${key}:${text.slice(0, 100)}`),
  );
}

/** The old form names what is not from a registry by its address instead of a version. */
function sourceIn(version: string | null): string | null {
  return version !== null && /^(?:git|https?:|github:|file:)/.test(version) ? version : null;
}

/** Digests of a "subresource integrity": `sha512-…`, several with blanks between them. */
export function digestsOf(integrity: string): string[] {
  return integrity
    .split(/\s+/)
    .filter((each) => each.includes("-"))
    .map((each) => each.replace("-", ":"));
}
