import type { DocumentReading } from "../document.ts";
import { parseJson } from "../json-document.ts";
import { entriesAt, shown, textOf, type Entry, type Node } from "../node.ts";
import { createNotes, type Notes } from "../reading.ts";
import { digestsOf } from "./package-lock.ts";
import { descriptor } from "./yarn-lock.ts";

/** `bun.lock`: JSON with comments; each package is a list that begins with `name@version`. */
export function readBunLock(text: string): DocumentReading {
  const { root, problem } = parseJson(text);
  const notes = createNotes();
  for (const entry of entriesAt(root, "packages")) notePackage(entry, notes);
  for (const { key, value } of entriesAt(root, "overrides"))
    notes.setting("npm.override", `${key}: ${shown(value)}`, value);
  for (const { key, value } of entriesAt(root, "patchedDependencies"))
    notes.setting("npm.patched-dependency", `${key}: ${shown(value)}`, value);
  return notes.reading(problem);
}

function notePackage({ key, value }: Entry, notes: Notes): void {
  const [head, second, ...rest] = value.items;
  const { name, range } = descriptor(head === undefined ? "" : (textOf(head) ?? ""));
  const fromRegistry = second?.kind === "scalar";
  const registry = fromRegistry ? (textOf(second) ?? "") : "";
  const asks = value.items.flatMap((item) => asksOf(item));
  const last = rest.at(-1);
  const local = /^(?:workspace|link|file|root):/.test(range) || range === "";
  // "a/b" is the copy of b that only a uses.
  const short = /(?:^|\/)((?:@[^/]+\/)?[^/]+)$/.exec(key)?.[1] ?? key;
  notes.locked(
    {
      type: "npm-locked",
      name: short,
      version: range,
      source: fromRegistry ? (registry === "" ? null : registry) : range,
      digests: last === undefined ? [] : digestsOf(textOf(last) ?? ""),
      asks,
      alias: short === name ? null : name,
      local,
    },
    value,
  );
}

function asksOf(info: Node): string[] {
  const fields = ["dependencies", "optionalDependencies", "peerDependencies"];
  return fields.flatMap((field) => entriesAt(info, field)).map((entry) => entry.key);
}
