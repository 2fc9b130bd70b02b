import { createHash } from "node:crypto";
import type { CommitReader, MissingBlob } from "../../model/tree.ts";

/** A file of a tree in memory, with its mode as git writes it. */
export interface MemoryFile {
  content: string | Uint8Array;
  mode?: "100644" | "100755" | "120000" | "160000";
}
/** A tree by path. */
export type MemoryTree = Record<string, string | Uint8Array | MemoryFile>;

/** Commits in memory, by full object id: what `review` reads, without git. */
export function memoryCommits(trees: Record<string, MemoryTree>): CommitReader {
  const blobs = new Map<string, Uint8Array>();
  const listings = new Map<string, Uint8Array>();
  for (const [commit, tree] of Object.entries(trees)) listings.set(commit, listing(tree, blobs));
  return {
    list: async (commit) => {
      const found = listings.get(commit);
      if (found === undefined) throw new Error(`no commit ${commit}`);
      return found;
    },
    read: async (oids, maxBytes) =>
      oids.map((oid): Uint8Array | MissingBlob => {
        const blob = blobs.get(oid);
        if (blob === undefined) return { missing: "absent" };
        return blob.length > maxBytes ? { missing: "too-large" } : blob;
      }),
  };
}

function listing(tree: MemoryTree, blobs: Map<string, Uint8Array>): Uint8Array {
  const lines = Object.entries(tree).map(([path, value]) => {
    const file: MemoryFile =
      typeof value === "string" || value instanceof Uint8Array ? { content: value } : value;
    const bytes = typeof file.content === "string" ? Buffer.from(file.content) : file.content;
    const mode = file.mode ?? "100644";
    const oid = createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
    if (mode !== "160000") blobs.set(oid, bytes);
    const type = mode === "160000" ? "commit" : "blob";
    return `${mode} ${type} ${oid}\t${path}\0`;
  });
  return Buffer.from(lines.join(""));
}
