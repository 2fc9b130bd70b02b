import { patternMatcher } from "../model/name-pattern.ts";
import type { RunComparison, RunDifference } from "../model/run-comparison.ts";
import type { TreeEntry, TreeListing } from "../model/tree.ts";
import type { Plan } from "./plan.ts";

/** One side of the comparison: how the tests would run there, and what is in its tree. */
export interface RunSide {
  plan: Pick<Plan, "runner" | "command">;
  tree: TreeListing;
}

/**
 * Compares how tests run on the base and on the head, by object ids alone: no file of the
 * pull request is read or parsed. A file counts when its base name fits a pattern of either
 * runner, at any depth, also as a symlink or submodule.
 */
export function compareRuns(base: RunSide, head: RunSide): RunComparison {
  const differences: RunDifference[] = [];
  if (base.plan.runner.name !== head.plan.runner.name) {
    differences.push({ what: "runner", detail: head.plan.runner.name });
  }
  if (JSON.stringify(base.plan.command) !== JSON.stringify(head.plan.command)) {
    differences.push({ what: "command", detail: head.plan.command.join(" ") });
  }
  const patterns = [base, head].flatMap(({ plan }) => plan.runner.configuration);
  for (const path of differingConfiguration(new Set(patterns), base.tree, head.tree)) {
    differences.push({ what: "configuration", detail: path });
  }
  return { differences };
}

function differingConfiguration(
  patterns: ReadonlySet<string>,
  base: TreeListing,
  head: TreeListing,
): string[] {
  const fits = patternMatcher(patterns);
  const isConfiguration = (path: string) => fits(path.slice(path.lastIndexOf("/") + 1));
  const paths = new Set([...base.keys(), ...head.keys()].filter(isConfiguration));
  return [...paths].filter((path) => !sameEntry(base.get(path), head.get(path))).sort();
}

function sameEntry(a: TreeEntry | undefined, b: TreeEntry | undefined): boolean {
  return a?.oid === b?.oid && a?.kind === b?.kind;
}
