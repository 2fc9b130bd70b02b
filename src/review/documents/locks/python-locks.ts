import type { DocumentReading } from "../document.ts";
import { parseJson } from "../json-document.ts";
import { all, each, entriesAt, shown, texts, type Node } from "../node.ts";
import { createNotes, type Notes } from "../reading.ts";
import { parseToml } from "../toml-document.ts";

/** `poetry.lock`, `uv.lock`, `pdm.lock` and `pylock.toml`: lists of packages in TOML. */
export function readTomlLock(text: string): DocumentReading {
  const { root, problem } = parseToml(text);
  const notes = createNotes();
  // Poetry 1 kept the digests of all packages in one table.
  const apart = new Map(
    entriesAt(root, "metadata", "files").map(({ key, value }) => [key, digestsOfFiles([value])]),
  );
  for (const entry of [...each(root, "package"), ...each(root, "packages")])
    notePackage(entry, apart, notes);
  return notes.reading(problem);
}

function notePackage(entry: Node, apart: ReadonlyMap<string, string[]>, notes: Notes): void {
  const name = texts(entry, "name")[0];
  if (name === undefined) return;
  const files = [...all(entry, "files"), ...all(entry, "wheels"), ...all(entry, "sdist")];
  const archives = [...all(entry, "archive"), ...all(entry, "sdist"), ...each(entry, "wheels")];
  const { source, local } = sourceOf(entry);
  const foreign = [...archives, ...each(entry, "files")]
    .flatMap((each) => texts(each, "url"))
    .find((url) => !/^https:\/\/files\.pythonhosted\.org\//.test(url));
  notes.locked(
    {
      type: "pypi-locked",
      name,
      version: texts(entry, "version")[0] ?? null,
      source: source ?? foreign ?? null,
      digests: [...digestsOfFiles(files), ...(apart.get(name) ?? [])],
      asks: asksOf(entry),
      local,
      only: [...texts(entry, "markers"), ...texts(entry, "marker"), ...forkOf(entry)],
    },
    entry,
  );
}

/** uv locks several versions of a package where they depend on the system: any marker may hold. */
function forkOf(entry: Node): string[] {
  const markers = texts(entry, "resolution-markers");
  return markers.length === 0 ? [] : [markers.map((marker) => `(${marker})`).join(" or ")];
}

/** Where a package comes from, in the words of each of the tools. */
function sourceOf(entry: Node): { source: string | null; local: boolean } {
  const tables = [...all(entry, "source"), ...all(entry, "vcs"), ...all(entry, "archive"), entry];
  const first = (key: string) => tables.flatMap((table) => texts(table, key))[0] ?? null;
  const kind = texts(entry, "source", "type")[0];
  const places = ["editable", "virtual", "directory", "path"];
  const local =
    /^(?:directory|file)$/.test(kind ?? "") || places.some((key) => first(key) !== null);
  const git =
    first("git") ?? (kind === "git" || all(entry, "vcs").length > 0 ? first("url") : null);
  if (git !== null) {
    const at = first("resolved_reference") ?? first("revision") ?? first("commit-id") ?? "";
    return { source: `git+${git}${at === "" ? "" : `#${at}`}`, local: false };
  }
  const registry = first("registry") ?? first("index");
  const url = first("url") ?? registry;
  const official = url !== null && /^https:\/\/(?:test\.)?pypi\.org\/?/.test(url);
  return { source: official ? null : url, local };
}

/** `name.whl sha256:…` for each file: one replaced file of many is a difference. */
function digestsOfFiles(lists: readonly Node[]): string[] {
  return lists
    .flatMap((list) => (list.kind === "list" ? list.items : [list]))
    .flatMap((file) => {
      const name = texts(file, "file")[0] ?? texts(file, "url")[0] ?? texts(file, "name")[0] ?? "";
      const plain = name.slice(name.lastIndexOf("/") + 1).replace(/#.*$/, "");
      const hashes = [
        ...texts(file, "hash"),
        ...entriesAt(file, "hashes").map(({ key, value }) => `${key}:${shown(value)}`),
      ];
      return hashes.map((hash) => `${plain} ${hash}`);
    });
}

function asksOf(entry: Node): string[] {
  const named = entriesAt(entry, "dependencies").map(({ key }) => key);
  const listed = each(entry, "dependencies").flatMap((item) =>
    item.kind === "map" ? texts(item, "name") : (shown(item).match(/^[\w.-]+/) ?? []),
  );
  return [...named, ...listed];
}

/** `Pipfile.lock`: packages by group, with the indexes that they may come from. */
export function readPipfileLock(text: string): DocumentReading {
  const { root, problem } = parseJson(text);
  const notes = createNotes();
  noteSources(each(root, "_meta", "sources"), notes);
  for (const { key: group, value: packages } of root.entries) {
    if (group === "_meta") continue;
    for (const { key, value } of packages.entries) {
      const git = texts(value, "git")[0];
      const address = texts(value, "file")[0] ?? texts(value, "url")[0] ?? null;
      notes.locked(
        {
          type: "pypi-locked",
          name: key,
          version: texts(value, "version")[0] ?? texts(value, "ref")[0] ?? null,
          source: git === undefined ? address : `git+${git}#${texts(value, "ref")[0] ?? ""}`,
          digests: texts(value, "hashes"),
          local: all(value, "path").length > 0,
          only: texts(value, "markers"),
        },
        value,
      );
    }
  }
  return notes.reading(problem);
}

/** Indexes as Pipenv lists them: an address, and whether its certificate is checked. */
export function noteSources(sources: readonly Node[], notes: Notes): void {
  for (const source of sources) {
    for (const url of all(source, "url")) notes.setting("pip.index", shown(url), url);
    for (const value of all(source, "verify_ssl")) {
      if (shown(value) === "false") notes.setting("pip.insecure", "verify_ssl = false", value);
    }
  }
}
