import type { Execution, Finding, Review } from "../model/review.ts";
import { TRIGGER_PHRASES } from "../model/trigger.ts";

/**
 * The first sentence: which file runs when, and what it would do. Written for somebody who
 * reads nothing else. Captured text stands between backticks for the encoder to wrap.
 */
export function summaryOf(
  review: Pick<Review, "verdict" | "complete" | "findings" | "executions" | "unanalysed">,
  changedFiles: number,
  added: ReadonlySet<string>,
): string {
  const [worst] = review.findings.filter((finding) => finding.axis === "malice");
  if (review.verdict !== "clean" && worst !== undefined) {
    return sentence(worst, review.executions, added);
  }
  const files = `${changedFiles} changed ${changedFiles === 1 ? "file" : "files"}`;
  if (!review.complete) {
    const count = review.unanalysed.length;
    return `No malicious pattern found, but ${count} ${count === 1 ? "item" : "items"} could not be analysed among ${files}.`;
  }
  return `No malicious pattern found in ${files}.`;
}

function sentence(
  finding: Finding,
  executions: readonly Execution[],
  added: ReadonlySet<string>,
): string {
  const own = executions.filter((each) => each.path === finding.path);
  const trigger = finding.triggers[0];
  const when = trigger === undefined ? "" : ` runs ${TRIGGER_PHRASES[trigger]}`;
  const by = own.find(
    (each) => each.trigger === trigger && !each.by.startsWith(`${finding.path}:`),
  );
  const through = by === undefined ? "" : ` (started by \`${by.by.split(":", 1)[0] ?? ""}\`)`;
  const what = finding.message
    .replace(/\.$/, "")
    .replace(/^[A-Z]/, (letter) => letter.toLowerCase());
  const file = `\`${finding.path}\`${added.has(finding.path) ? " (new)" : ""}`;
  if (when === "") return `${file} ${what}.`.slice(0, 2000);
  const joined = what.includes(" and ") ? ", " : " and ";
  return `${file}${when}${through}${joined}${what}.`.slice(0, 2000);
}
