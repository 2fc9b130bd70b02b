import type { ChangedFile } from "../../model/change.ts";
import type { Side } from "./side.ts";

/**
 * Files whose bytes did not change and which a checkout gives in another encoding now, because
 * git's attributes changed: what everybody gets is another text, and so they are part of the
 * change. Empty where no file of attributes changed.
 */
export function checkedOutOtherwise(
  base: Side,
  head: Side,
  changes: readonly ChangedFile[],
): ChangedFile[] {
  if (!changes.some(({ path }) => /(?:^|\/)\.gitattributes$/.test(path))) return [];
  const changed = new Set(changes.map(({ path }) => path));
  const encodingIn = (side: Side, path: string) => side.attributes(path, "working-tree-encoding");
  return [...head.tree.values()].flatMap((entry): ChangedFile[] => {
    const before = base.tree.get(entry.path);
    if (before === undefined || changed.has(entry.path)) return [];
    if (encodingIn(base, entry.path) === encodingIn(head, entry.path)) return [];
    return [{ path: entry.path, status: "modified", base: before, head: entry }];
  });
}
