import type { RuleText } from "../model/rule-text.ts";
import { TRIGGER_PHRASES } from "../model/trigger.ts";
import { plainLine } from "./encoder.ts";
import { rankFindings } from "./ranking.ts";
import { openFindings } from "./finished-review.ts";
import type { Standing } from "./finished-review.ts";

const TITLE_BYTES = 160;

/**
 * The title of a finished review check: what would happen, never who is to blame, and never
 * that a change is safe.
 */
export function reviewTitle(
  { pullRequest, state }: Standing,
  rules: ReadonlyMap<string, RuleText>,
): string {
  const { review, weakened, earlierMalicious, accepted } = pullRequest;
  const happens = whatHappens(pullRequest, rules);
  switch (state) {
    case "malicious":
      return happens;
    case "earlier-malicious":
      return `An earlier head was malicious: ${plural(earlierMalicious.length, "commit")} to be accepted by a maintainer`;
    case "policy-weakened":
      return plainLine(
        `Makes Gatehouse's policy milder: ${weakened.map(({ key }) => key).join(", ")}`,
        TITLE_BYTES,
      );
    case "incomplete":
      return review.verdict === "suspicious"
        ? `${happens}; ${notAnalysed(review.unanalysed.length)}`
        : `Could not be read completely: ${notAnalysed(review.unanalysed.length)}`;
    case "suspicious":
      return `Needs a maintainer's look: ${happens}`;
    case "accepted":
      return `Malicious pattern accepted by a maintainer: ${plural(accepted.length, "finding")}`;
    case "clean":
      return `No malicious pattern found in ${plural(review.stats.files, "changed file")}`;
  }
}

/** "3 files", "1 file". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The first finding in few words; the review's own sentence where a rule has no words. */
function whatHappens(
  pullRequest: Standing["pullRequest"],
  rules: ReadonlyMap<string, RuleText>,
): string {
  const [first] = rankFindings(openFindings(pullRequest));
  const rule = first && rules.get(first.finding.rule);
  if (first === undefined || rule === undefined) {
    return plainLine(pullRequest.review.summary.replaceAll("`", ""), TITLE_BYTES);
  }
  const [trigger] = first.finding.triggers;
  const told = trigger === undefined || rule.title.includes(" when ");
  const when = told ? "" : ` ${TRIGGER_PHRASES[trigger]}`;
  return plainLine(`${would(rule.title.replaceAll("`", ""))}${when}`, TITLE_BYTES);
}

/** Verbs that rule titles start with: what has not happened yet, "would" happen. */
const VERBS =
  /^(Add|Ask|Carri|Chang|Check|Copi|Decod|Delet|Disabl|Download|Execut|Fetch|Giv|Hand|Hid|Install|Let|Link|Listen|Load|Mak|Open|Publish|Put|Read|Remov|Reorder|Replac|Run|Send|Speak|Start|Turn|Upload|Us|Writ)(e?s) /;

/** "Sends a token" becomes "Would send a token"; a title without such a verb stays. */
function would(title: string): string {
  return title.replace(VERBS, (_, stem: string, ending: string) => {
    const silent = ending === "es" && !/sh$|ch$/.test(stem) ? "e" : "";
    const verb = stem.endsWith("i") ? `${stem.slice(0, -1)}y` : stem + silent;
    return `Would ${verb.toLowerCase()} `;
  });
}

function notAnalysed(count: number): string {
  return count === 0 ? "the review reached a limit" : `${plural(count, "path")} not analysed`;
}
