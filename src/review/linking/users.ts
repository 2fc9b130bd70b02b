import { folderOf } from "../executions/folder-index.ts";
import { languageOf } from "../languages/table.ts";
import { mentions } from "../files/mentions.ts";
import type { Side } from "../side/side.ts";

/** How many files around a change are looked into, and how many that name it are read. */
const LOOKED_AT = 300;
const USERS = 40;
/** Longer files are bundles. */
const BYTES = 200_000;

/** Folders of a repository in which programs stand that no document names. */
const PROGRAMS = /^(?:scripts?|bin|tools?|build|ci|hack|dev|\.github)(?:\/|$)/;

/**
 * Unread code around the changed files that names one of them, or something that they declare:
 * such a file may import it, read it or run it. Bounded in the number of files that are looked into.
 */
export async function findUsers(
  changed: ReadonlySet<string>,
  side: Side,
  isRead: (path: string) => boolean,
  declared: readonly string[],
): Promise<[string, string][]> {
  const names = [...namesOf(changed), ...declared];
  const candidates = names.length === 0 ? [] : candidatesOf(changed, side, isRead);
  const oids = candidates.map((path) => side.tree.get(path)?.oid ?? "");
  const blobs = oids.length === 0 ? [] : await side.commits.read(oids, BYTES);
  const users = candidates.flatMap((path, index): [string, string][] => {
    const blob = blobs[index];
    if (!(blob instanceof Uint8Array) || blob.includes(0)) return [];
    const text = Buffer.from(blob).toString("utf8");
    return mentions(text, names) ? [[path, text]] : [];
  });
  return users.slice(0, USERS);
}

/** What others call a file: its name; without its ending, if that is no everyday word. */
function namesOf(changed: ReadonlySet<string>): string[] {
  const names = [...changed].flatMap((path) => {
    const name = path.slice(path.lastIndexOf("/") + 1);
    if (/^(?:index|__init__)\./.test(name)) return [];
    return languageOf(path, null) === null ? [name] : [name.replace(/\.\w+$/, "")];
  });
  return [...new Set(names)].filter((name) => name.length > 2);
}

function candidatesOf(
  changed: ReadonlySet<string>,
  side: Side,
  isRead: (path: string) => boolean,
): string[] {
  const folders = new Set<string>();
  for (const path of changed) {
    for (let at = folderOf(path); ; at = folderOf(at)) {
      folders.add(at);
      if (at === "") break;
    }
  }
  const beside: string[] = [];
  const others: string[] = [];
  const own = new Set([...changed].map((path) => folderOf(path)));
  for (const [path, { kind }] of side.tree) {
    const folder = folderOf(path);
    if (kind !== "file" && kind !== "executable") continue;
    if (isRead(path) || !(folders.has(folder) || PROGRAMS.test(path))) continue;
    if (languageOf(path, null) === null && kind !== "executable") continue;
    (own.has(folder) ? beside : others).push(path);
  }
  return [...beside.slice(0, LOOKED_AT), ...others.slice(0, LOOKED_AT)];
}
