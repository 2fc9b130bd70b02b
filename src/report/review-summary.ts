import type { Conclusion } from "../model/check.ts";
import type { Weakening } from "../model/policy.ts";
import { codeSpan } from "./encoder.ts";
import { fit } from "./fit.ts";
import type { FinishedReview, Standing } from "./finished-review.ts";
import type { ReviewState } from "./conclusion.ts";
import { rankFindings } from "./ranking.ts";
import { plural } from "./review-title.ts";
import { sentence } from "./sentence.ts";

const LIST_BYTES = 8 * 1024;

/** What a maintainer does about each state, in one line. */
const ADVICE: Record<ReviewState, string> = {
  malicious:
    "Do not merge this, and do not open or install this branch on your machine, before somebody has read the findings below.",
  "earlier-malicious":
    "Read what changed since, then accept the earlier finding or close the pull request. A later commit does not undo an earlier attempt by itself.",
  "policy-weakened":
    "Decide whether this policy is wanted. Until it is merged, the policy of the default branch stays in force.",
  incomplete: "Read the paths below yourself: what could not be analysed can hold anything.",
  suspicious: "Read the findings below before you merge.",
  accepted: "The accepted findings are listed below with who accepted them and why.",
  clean:
    "This says what known patterns were looked for. It is no statement about what the code does besides.",
};

/** The same about commits that are on the branch already: it is too late for not merging. */
const ADVICE_PUSHED: Partial<Record<ReviewState, string>> = {
  malicious:
    "These commits are on the branch already. Revert them, and do not open or install the branch on your machine, before somebody has read the findings below.",
  "policy-weakened":
    "The policy of the default branch is milder since this push. Revert it if nobody wanted that.",
  suspicious: "These commits are on the branch already. Read the findings below.",
};

const CONCLUSION_WORDS: Record<Conclusion, string> = {
  success: "no pattern found",
  neutral: "to be looked at",
  failure: "would do harm",
  action_required: "waits for a maintainer",
  cancelled: "cancelled",
  timed_out: "timed out",
};

/** The short text of a finished review check: the one sentence, then what to do about it. */
export function reviewSummary(
  finished: FinishedReview,
  worst: Standing,
  standings: readonly Standing[],
): string {
  return [
    `${firstSentence(worst, finished)}\n\n`,
    `${adviceOn(worst)}\n\n`,
    inObserveMode(worst),
    earlierHeads(worst),
    weakenings(worst.pullRequest.weakened),
    counts(worst),
    others(worst, standings),
  ].join("");
}

function adviceOn({ pullRequest, state }: Standing): string {
  const pushed = pullRequest.range === "push" ? ADVICE_PUSHED[state] : undefined;
  return pushed ?? ADVICE[state];
}

function nameOf({ number, range }: Standing["pullRequest"]): string {
  if (range === "push") return "the push";
  const pull = number === null ? "" : ` pull request ${number}`;
  return range === "merge-group" ? `the merge queue's group${pull && ` for${pull}`}` : pull.trim();
}

function firstSentence({ pullRequest, state }: Standing, { rules }: FinishedReview): string {
  const { review, accepted } = pullRequest;
  if (state === "clean") {
    return `No malicious pattern was found in ${plural(review.stats.files, "changed file")}.`;
  }
  if (state === "accepted") {
    return `What was found in this commit was accepted: ${plural(accepted.length, "finding")}.`;
  }
  const titles = review.findings.flatMap((finding) => {
    const rule = rules.get(finding.rule);
    return rule === undefined ? [] : [rule.title, rule.message ?? ""];
  });
  return sentence(review.summary, titles);
}

function inObserveMode({ pullRequest, state }: Standing): string {
  if (pullRequest.mode !== "observe" || state === "clean") return "";
  return "The policy of this repository only observes, so this check stops nothing.\n\n";
}

function earlierHeads({ pullRequest }: Standing): string {
  const { earlierMalicious, toAccept = [] } = pullRequest;
  const rows = earlierMalicious.map((sha) => `- ${codeSpan(sha)}\n`);
  if (rows.length === 0) return "";
  const lines = toAccept.map(
    ({ headSha, fingerprint }) =>
      `- ${codeSpan(`/gatehouse accept ${fingerprint}@${headSha} -- why it was right`, 200)}\n`,
  );
  const how = lines.length === 0 ? "" : `\nTo accept what was found there:\n\n${fitted(lines)}`;
  return `Earlier heads of this pull request were malicious:\n\n${fitted(rows)}${how}\n`;
}

function weakenings(weakened: readonly Weakening[]): string {
  const rows = weakened.map(
    ({ key, before, after }) => `- ${codeSpan(key)}: ${codeSpan(before)} → ${codeSpan(after)}\n`,
  );
  if (rows.length === 0) return "";
  return `This pull request makes the policy of Gatehouse milder:\n\n${fitted(rows)}\n`;
}

function counts({ pullRequest: { review } }: Standing): string {
  const malice = review.findings.filter(({ axis }) => axis === "malice");
  const weaknesses = review.findings.length - malice.length;
  const places = plural(rankFindings(malice).length, "place");
  const parts = [
    malice.length > 0 ? `${plural(malice.length, "finding")} in ${places}` : "",
    weaknesses > 0 ? `${plural(weaknesses, "weakness", "weaknesses")} as notices` : "",
    review.unanalysed.length > 0 ? `${plural(review.unanalysed.length, "path")} not analysed` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : `${parts.join(" · ")}\n\n`;
}

/** The other pull requests with this head; their text is not repeated. */
function others(worst: Standing, standings: readonly Standing[]): string {
  if (standings.length < 2) return "";
  const rows = standings.map((standing) => {
    const { baseBranch } = standing.pullRequest;
    const told = standing === worst ? ", told here" : "";
    return `- ${nameOf(standing.pullRequest)} into ${codeSpan(baseBranch)}: ${CONCLUSION_WORDS[standing.conclusion]}${told}\n`;
  });
  return `This commit is the head of several changes, and the worst of them counts:\n\n${fitted(rows)}\n`;
}

function fitted(rows: readonly string[]): string {
  return fit(rows, LIST_BYTES, (count) => `- and ${count} more\n`);
}
