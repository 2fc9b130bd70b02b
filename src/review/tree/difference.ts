import type { ChangedFile } from "../../model/change.ts";
import type { TreeEntry, TreeListing } from "../../model/tree.ts";

/**
 * Every path that differs between a merge base and the head. A file that is gone here and
 * there with the same content somewhere else is one rename. Nothing is asked of git's diff,
 * because attributes can change what that shows.
 */
export function differenceOf(base: TreeListing, head: TreeListing): ChangedFile[] {
  const changes: ChangedFile[] = [];
  const deleted = new Map<string, TreeEntry[]>();
  for (const [path, entry] of base) {
    if (head.has(path)) continue;
    const same = deleted.get(entry.oid);
    if (same === undefined) deleted.set(entry.oid, [entry]);
    else same.push(entry);
  }
  for (const [path, entry] of head) {
    const before = base.get(path);
    if (before === undefined) changes.push(added(entry, deleted));
    else if (before.oid !== entry.oid)
      changes.push({ path, status: "modified", base: before, head: entry });
    else if (before.kind !== entry.kind)
      changes.push({ path, status: "mode", base: before, head: entry });
  }
  for (const entries of deleted.values()) {
    for (const entry of entries)
      changes.push({ path: entry.path, status: "deleted", base: entry, head: null });
  }
  return changes;
}

function added(entry: TreeEntry, deleted: Map<string, TreeEntry[]>): ChangedFile {
  const candidates = deleted.get(entry.oid);
  const previous = candidates?.shift();
  if (previous === undefined) return { path: entry.path, status: "added", base: null, head: entry };
  return {
    path: entry.path,
    previousPath: previous.path,
    status: "renamed",
    base: previous,
    head: entry,
  };
}

/**
 * The change against several merge bases: a path counts when it differs from any of them,
 * because the merge can take either side. The first base is the one compared with.
 */
export function changesAgainst(bases: readonly TreeListing[], head: TreeListing): ChangedFile[] {
  const [first, ...others] = bases;
  if (first === undefined) return [];
  const changes = differenceOf(first, head);
  const seen = new Set(changes.map((change) => change.path));
  for (const other of others) {
    for (const change of differenceOf(other, head)) {
      if (seen.has(change.path)) continue;
      seen.add(change.path);
      changes.push(change);
    }
  }
  return changes;
}
