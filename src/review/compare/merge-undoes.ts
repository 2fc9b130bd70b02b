import type { FileFact } from "../../model/fact.ts";
import type { Finding, Unanalysed } from "../../model/review.ts";
import type { ReviewRequest } from "../../model/review-request.ts";
import type { CommitReader, TreeEntry, TreeListing } from "../../model/tree.ts";
import type { Places } from "../code/places.ts";
import type { Rule } from "../rules/rule.ts";
import { differenceOf } from "../tree/difference.ts";
import { parseListing } from "../tree/listing.ts";
import { findingsOfFacts } from "./facts-alone.ts";

/** What the merge of a change does besides what its comparison shows. */
export interface MergeFindings {
  findings: Finding[];
  unanalysed: Unanalysed[];
}

const NOT_WORKED_OUT =
  "what merging this change would give could not be worked out, and it has several merge bases";

/** So many paths are said; the rest of a large one is no news. */
const MOST = 100;

const TAKEN_BACK: FileFact = {
  kind: "file",
  feature: "taken-back",
  detail: "one of the merge bases has the same content as the head; the base branch has other",
  at: { line: 1, endLine: 1 },
};

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
  { rules, places }: { rules: readonly Rule[]; places: Places },
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
  const findings = undone
    .slice(0, MOST)
    .flatMap(({ path }) => findingsOfFacts({ path, facts: [TAKEN_BACK] }, rules, places));
  return { findings, unanalysed: [] };
}

function isSame(a: TreeEntry | undefined, b: TreeEntry | undefined): boolean {
  return a?.oid === b?.oid && a?.kind === b?.kind;
}
