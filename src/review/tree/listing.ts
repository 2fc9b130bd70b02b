import type { EntryKind, TreeEntry, TreeListing } from "../../model/tree.ts";

const KINDS: Readonly<Record<string, EntryKind>> = {
  "100644": "file",
  "100664": "file",
  "100755": "executable",
  "120000": "symlink",
  "160000": "submodule",
};

/** A commit's tree, and whether entries were left out because there were too many. */
export interface ParsedListing {
  entries: TreeListing;
  truncated: boolean;
}

/** Takes apart the raw output of `git ls-tree -r -z`. Throws when it is not that. */
export function parseListing(raw: Uint8Array, maxEntries: number): ParsedListing {
  const entries = new Map<string, TreeEntry>();
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  let from = 0;
  while (from < bytes.length) {
    if (entries.size >= maxEntries) return { entries, truncated: true };
    const end = bytes.indexOf(0, from);
    if (end < 0) throw new Error("a tree listing ended in the middle of an entry");
    const entry = parseEntry(bytes.subarray(from, end));
    entries.set(entry.path, entry);
    from = end + 1;
  }
  return { entries, truncated: false };
}

function parseEntry(line: Buffer): TreeEntry {
  const tab = line.indexOf(9);
  const [mode, , oid] = line.subarray(0, tab).toString("latin1").split(" ");
  const kind = mode === undefined ? undefined : KINDS[mode];
  if (tab < 0 || kind === undefined || oid === undefined) {
    throw new Error("a tree listing has an entry of an unknown form");
  }
  return { path: showPath(line.subarray(tab + 1)), kind, oid };
}

/** A path's bytes as text; bytes that are not UTF-8 are shown as `\xHH`. */
function showPath(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  if (!text.includes("\uFFFD") || Buffer.from(text, "utf8").equals(bytes)) return text;
  return [...bytes]
    .map((byte) =>
      byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16).toUpperCase()}`,
    )
    .join("");
}
