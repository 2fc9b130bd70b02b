import { createHash } from "node:crypto";
import type { Finding, Unanalysed } from "../../model/review.ts";
import type { ReviewRequest } from "../../model/review-request.ts";
import type { CommitReader, TreeEntry, TreeListing } from "../../model/tree.ts";
import { differenceOf } from "../tree/difference.ts";
import { parseListing } from "../tree/listing.ts";

/** What the merge of a change does besides what its comparison shows. */
export interface MergeFindings {
  findings: Finding[];
  unanalysed: Unanalysed[];
}

const NOT_WORKED_OUT =
  "what merging this change would give could not be worked out, and it has several merge bases";

/** More paths than this are one finding each no more. */
const MOST = 100;

/**
 * Paths that the merge changes in the base branch, and that the head has as one of the merge
 * bases had them: a comparison with that merge base does not show them. So a change can take
 * something back that the base branch has, unseen.
 */
export async function mergeUndoes(
  commits: CommitReader,
  { merge, limits }: Pick<ReviewRequest, "merge" | "limits">,
  head: TreeListing,
  bases: readonly TreeListing[],
): Promise<MergeFindings> {
  if (merge === undefined) return { findings: [], unanalysed: [] };
  if (merge.result === null) {
    return { findings: [], unanalysed: [{ path: "", reason: NOT_WORKED_OUT }] };
  }
  const tree = async (commit: string) =>
    parseListing(await commits.list(commit), limits.treeEntries).entries;
  const changes = differenceOf(await tree(merge.tip), await tree(merge.result));
  const undone = changes.filter(({ path }) => {
    const now = head.get(path);
    return bases.some((base) => isSame(base.get(path), now));
  });
  return { findings: undone.slice(0, MOST).map(({ path }) => findingAt(path)), unanalysed: [] };
}

function isSame(a: TreeEntry | undefined, b: TreeEntry | undefined): boolean {
  return a?.oid === b?.oid && a?.kind === b?.kind;
}

function findingAt(path: string): Finding {
  const rule = "git/merge-undoes";
  const message = `Merging this takes ${path.slice(0, 1000)} back to what an older state had, which its comparison does not show.`;
  const text = "one of the merge bases has the same content as the head; the base branch has other";
  return {
    rule,
    axis: "malice",
    severity: "medium",
    confidence: "medium",
    change: "added",
    path,
    line: 1,
    endLine: 1,
    message,
    fingerprint: createHash("sha256").update(`${rule}\0${path}`).digest("hex").slice(0, 32),
    triggers: [],
    evidence: [{ path, line: 1, kind: "merge", text, decoded: [] }],
  };
}
