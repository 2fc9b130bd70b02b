import type { DocumentReading } from "../document.ts";
import { parseJson } from "../json-document.ts";
import { each, entriesAt, texts, type Node } from "../node.ts";
import { createNotes, type Notes } from "../reading.ts";

/** `composer.lock`: packages with their repository, their archive and its commit. */
export function readComposerLock(text: string): DocumentReading {
  const { root, problem } = parseJson(text);
  const notes = createNotes();
  for (const group of ["packages", "packages-dev"]) {
    for (const entry of each(root, group)) notePackage(entry, notes);
  }
  return notes.reading(problem);
}

function notePackage(entry: Node, notes: Notes): void {
  const name = texts(entry, "name")[0];
  if (name === undefined) return;
  const version = texts(entry, "version")[0] ?? null;
  const kind = texts(entry, "dist", "type")[0] ?? texts(entry, "source", "type")[0];
  const moving = version?.startsWith("dev-") === true || /-dev$/.test(version ?? "");
  const archive = texts(entry, "dist", "shasum").filter((each) => each !== "");
  const commit = moving ? [] : texts(entry, "dist", "reference").slice(0, 1);
  notes.locked(
    {
      type: "composer-locked",
      name,
      version,
      source: texts(entry, "dist", "url")[0] ?? texts(entry, "source", "url")[0] ?? null,
      digests: [
        ...archive.map((each) => `sha1:${each}`),
        ...commit.map((each) => `commit:${each}`),
      ],
      asks: entriesAt(entry, "require").map(({ key }) => key),
      builds: texts(entry, "type")[0] === "composer-plugin",
      local: kind === "path" || texts(entry, "type")[0] === "metapackage",
    },
    entry,
  );
}
