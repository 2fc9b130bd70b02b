import type { ChangedFile } from "../model/change.ts";
import type { Review } from "../model/review.ts";
import type { ReviewRequest } from "../model/review-request.ts";
import type { CommitReader } from "../model/tree.ts";
import { ALONE } from "./code/analysis.ts";
import type { Places } from "./code/places.ts";
import type { CodeContext } from "./code/run.ts";
import { aroundFindings } from "./compare/around.ts";
import { type CustomFindings, customFindings } from "./compare/custom-findings.ts";
import { capabilitiesOf, executionsOf, externalsOf, unanalysedOf } from "./compare/delta.ts";
import { withHostsOf } from "./compare/known-hosts.ts";
import { withoutEchoes } from "./compare/echoes.ts";
import { findingsOf, judgedFiles } from "./compare/findings.ts";
import { mergeUndoes } from "./compare/merge-undoes.ts";
import { addDependencyFacts } from "./dependencies/dependency-facts.ts";
import { addProtectionFacts } from "./protections/change-facts.ts";
import type { Knowledge } from "./knowledge.ts";
import { languageOf, LANGUAGES } from "./languages/table.ts";
import { linkSides } from "./linking/link.ts";
import { checkedOutOtherwise } from "./side/checked-out.ts";
import { openSide, type Side } from "./side/side.ts";
import { deepen, understand, type UnderstoodSide } from "./side/understand.ts";
import { summaryOf } from "./summary.ts";
import { changesAgainst } from "./tree/difference.ts";
import { ranked, verdictOf } from "./verdict.ts";

/**
 * Reviews the change between the merge bases and the head of a request. Reads through
 * `commits` only, runs nothing, and says what it could not understand. Throws only for
 * faults of ours and of `commits`.
 */
export async function review(
  commits: CommitReader,
  request: ReviewRequest,
  knowledge: Knowledge,
): Promise<Review> {
  const started = performance.now();
  const shared = sharedBy(commits, request, knowledge);
  const head = await openSide(request.head, shared);
  const bases: Side[] = [];
  for (const commit of request.mergeBases) bases.push(await openSide(commit, shared));
  const [base] = bases;
  if (base === undefined) throw new Error("failed to review: the request names no merge base");
  const differing = changesAgainst(
    bases.map((side) => side.tree),
    head.tree,
  );
  const all = [...differing, ...checkedOutOtherwise(base, head, differing)];
  const changes = all.slice(0, request.limits.files);
  shared.mentioned.push(...namesOfData(changes));
  await prefetch(commits, changes);
  const changed = { head: pathsOf(changes, "head"), base: pathsOf(changes, "base") };
  const around = [...changed.head, ...changed.base];
  const headSide = await understand(head, { changed: changed.head, around }, base.tree);
  const baseSide = await understand(base, { changed: changed.base, around }, head.tree);
  const grown = judgedFiles({ base: baseSide, head: headSide, changes, linked: [] });
  await deepen(
    grown.map(({ path }) => path),
    headSide,
    baseSide,
  );
  const linked = await linkSides(headSide, baseSide, changes, shared.code);
  addDependencyFacts(baseSide, headSide, changes, knowledge.known);
  const places = withHostsOf(baseSide, knowledge.places);
  addProtectionFacts(baseSide, headSide, changes, places);
  const sides = { base: baseSide, head: headSide, changes, linked };
  const own = await customFindings(commits, request, { ...sides, ...knowledge });
  const trees = bases.map((side) => side.tree);
  const merged = await mergeUndoes(commits, request, head.tree, trees, knowledge);
  const answer = judge({ ...sides, request, knowledge, places, own: joined(own, merged) });
  const cut = all.length > changes.length || head.truncated || base.truncated;
  return finish(answer, headSide, changes, cut, performance.now() - started);
}

function joined(a: CustomFindings, b: CustomFindings): CustomFindings {
  return {
    findings: [...a.findings, ...b.findings],
    unanalysed: [...a.unanalysed, ...b.unanalysed],
  };
}

function sharedBy(commits: CommitReader, request: ReviewRequest, knowledge: Knowledge) {
  const { limits } = request;
  const code: CodeContext = {
    languages: LANGUAGES,
    vocabularies: knowledge.vocabularies,
    places: knowledge.places,
    grammars: knowledge.grammars,
    depth: limits.depth,
    decodedBytes: limits.decodedBytes,
    decodeLayers: limits.decodeLayers,
    neighbours: ALONE,
    programs: new Map(),
  };
  const budget = {
    bytes: limits.totalBytes,
    files: limits.files,
    deadline: Date.now() + limits.milliseconds,
  };
  return { commits, limits, code, budget, cache: new Map(), mentioned: [] as string[] };
}

/** Names of changed files that are no code: data that old code may run. */
function namesOfData(changes: readonly ChangedFile[]): string[] {
  const names = changes
    .filter((change) => languageOf(change.path, null) === null)
    .map((change) => change.path.slice(change.path.lastIndexOf("/") + 1));
  return names.filter((name) => name.length > 3);
}

/** Blobs of both sides in one request: where they are far away, that is one round trip. */
async function prefetch(commits: CommitReader, changes: readonly ChangedFile[]): Promise<void> {
  const oids = changes.flatMap((change) =>
    [change.base, change.head].flatMap((entry) =>
      entry === null || entry.kind === "submodule" ? [] : [entry.oid],
    ),
  );
  await commits.prefetch?.([...new Set(oids)]);
}

function pathsOf(changes: readonly ChangedFile[], side: "base" | "head"): string[] {
  return changes.flatMap((change) => {
    if (side === "head") return change.head === null ? [] : [change.path];
    return change.base === null ? [] : [change.base.path];
  });
}

function addedPaths(changes: readonly ChangedFile[]): Set<string> {
  return new Set(changes.flatMap((change) => (change.status === "added" ? [change.path] : [])));
}

type Answer = Pick<
  Review,
  "verdict" | "findings" | "executions" | "capabilities" | "external" | "unanalysed"
>;

function judge(parts: {
  base: UnderstoodSide;
  head: UnderstoodSide;
  changes: readonly ChangedFile[];
  linked: readonly string[];
  request: ReviewRequest;
  knowledge: Knowledge;
  places: Places;
  own: CustomFindings;
}): Answer {
  const { base, head, changes, linked, request, knowledge, places, own } = parts;
  const { rules } = knowledge;
  const executions = executionsOf(base, head, changes);
  const found = [
    ...findingsOf({ base, head, changes, linked, rules, places }),
    ...aroundFindings(request.text, rules, places),
    ...own.findings,
  ];
  const findings = ranked(withoutEchoes(found, executions));
  return {
    verdict: verdictOf(findings),
    findings: findings.slice(0, 2000),
    executions,
    capabilities: capabilitiesOf(base, head, changes),
    external: externalsOf(base, head, changes),
    unanalysed: [...own.unanalysed, ...unanalysedOf(head, changes)],
  };
}

function finish(
  answer: Answer,
  head: UnderstoodSide,
  changes: readonly ChangedFile[],
  cut: boolean,
  milliseconds: number,
): Review {
  const unanalysed = answer.unanalysed.slice(0, 4999);
  if (cut)
    unanalysed.push({ path: "", reason: "the change or the tree has more files than the limit" });
  const complete = unanalysed.length === 0;
  const bytes = changes.reduce((sum, change) => sum + (head.files.get(change.path)?.bytes ?? 0), 0);
  return {
    schema: "gatehouse.review/1",
    ...answer,
    unanalysed,
    complete,
    summary: summaryOf({ ...answer, unanalysed, complete }, changes.length, addedPaths(changes)),
    stats: { files: changes.length, bytes, milliseconds: Math.round(milliseconds) },
  };
}
