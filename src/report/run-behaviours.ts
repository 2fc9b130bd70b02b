import type { BaseResult } from "../model/base-run.ts";
import { CAPABILITY_PHRASES } from "../model/capability.ts";
import type { Behaviour } from "../model/sandbox-run.ts";
import { isUnexplained } from "./conclusion.ts";
import { codeSpan } from "./encoder.ts";
import { fit } from "./fit.ts";

const LIST_BYTES = 8 * 1024;

const GROUPS: readonly [string, (behaviour: Behaviour) => boolean][] = [
  ["What the run did and **no line of the change explains**", isUnexplained],
  ["What the review announced and the run did", ({ announcedBy }) => announcedBy !== null],
  [
    "What the run did and was also seen on the merge base",
    ({ announcedBy }) => announcedBy === null,
  ],
];

/** What nobody explains first; each behaviour stands in the first group that it belongs to. */
export function behaviours(seen: readonly Behaviour[]): string {
  if (seen.length === 0) {
    return "No behaviour was recorded. The witnesses below say what was watched and what was not; this proves nothing about what the code does elsewhere.\n\n";
  }
  return GROUPS.map(([heading, isOf], at) => {
    const before = GROUPS.slice(0, at).map(([, is]) => is);
    const own = seen.filter((one) => isOf(one) && !before.some((is) => is(one)));
    return own.length === 0 ? "" : `${heading}:\n\n${fitted(own.map(behaviourRow))}\n`;
  }).join("");
}

function behaviourRow({
  capability,
  target,
  process,
  step,
  count,
  announcedBy,
}: Behaviour): string {
  const announced = announcedBy === null ? "" : `; announced by ${codeSpan(announcedBy)}`;
  const often = count === 1 ? "once" : `${count} times`;
  return `- ${CAPABILITY_PHRASES[capability]}: ${codeSpan(target)}, by ${codeSpan(process)} during ${codeSpan(step)}, ${often}${announced}\n`;
}

/** How the same command ended on the merge base, or why nothing was compared. */
export function mergeBase(base: BaseResult | undefined): string {
  if (base === undefined) return "";
  const { commit, outcome, reason, tests: counts } = base;
  const where = `On the merge base ${codeSpan(commit)}`;
  if (["refused", "broken", "cancelled"].includes(outcome)) {
    return `${where} nothing could be compared: ${codeSpan(reason, 500)}\n\n`;
  }
  const told =
    counts === null
      ? ""
      : ` (${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped, by its own code's word)`;
  return `${where} the same command ended as ${codeSpan(outcome)}${told}.\n\n`;
}

/** Rows of a list, as many as fit, and how many more there are. */
export function fitted(rows: readonly string[]): string {
  return fit(rows, LIST_BYTES, (count) => `- and ${count} more\n`);
}
