import type { CheckButton, CheckContent } from "../model/check.ts";
import type { Mode } from "../model/policy.ts";
import { annotationsOf } from "./annotations.ts";
import { faultConclusion, worstConclusion } from "./conclusion.ts";
import { plainLine } from "./encoder.ts";
import { openFindings, standingOf } from "./finished-review.ts";
import type { FinishedReview } from "./finished-review.ts";
import { rankFindings } from "./ranking.ts";
import { reviewSummary } from "./review-summary.ts";
import { reviewText } from "./review-text.ts";
import { reviewTitle } from "./review-title.ts";

/** The button that equals `/sandbox run` for the commit of its own check run. */
export const SANDBOX_BUTTON: CheckButton = {
  label: "Run in sandbox",
  description: "Run this commit's tests in a sandbox",
  identifier: "sandbox_run",
};

/** The button that reviews again. */
export const RERUN_BUTTON: CheckButton = {
  label: "Review again",
  description: "Review this commit again",
  identifier: "rerun",
};

/** The check of a review that waits for its turn. */
export function queuedReviewCheck(before: number | null = null): CheckContent {
  const behind = before === null ? "" : `, behind about ${Math.ceil(before / 10) * 10} others`;
  return unfinished("queued", `Waiting to be reviewed${behind}`);
}

/** The check of a review that goes on; `stage` is our own word for what it does. */
export function runningReviewCheck(stage: string): CheckContent {
  return unfinished("in_progress", `Reviewing: ${plainLine(stage, 80)}`);
}

/**
 * The check of a finished review. A commit that is the head of several pull requests carries
 * the worst conclusion; the worst review is told in full and every other one is named.
 */
export function finishedReviewCheck(finished: FinishedReview): CheckContent {
  const standings = finished.pullRequests.map(standingOf);
  const conclusion = worstConclusion(standings.map((standing) => standing.conclusion));
  const worst = standings.find((standing) => standing.conclusion === conclusion) ?? standings[0];
  if (worst === undefined) throw new Error("a finished review belongs to a pull request");
  const { review, accepted, ignored, idleSuppressions, range, page } = worst.pullRequest;
  const open = openFindings(worst.pullRequest);
  const ranked = rankFindings(open);
  const { repository, headSha, rules } = finished;
  const annotations = annotationsOf(ranked, rules);
  return {
    status: "completed",
    conclusion,
    title: reviewTitle(worst, rules),
    summary: reviewSummary(finished, worst, standings),
    text: reviewText({
      ...{ review, open, accepted, rules },
      ...(ignored === undefined ? {} : { ignored }),
      ...(idleSuppressions === undefined ? {} : { idleSuppressions }),
      canAccept: range === undefined,
      headSha,
      repositoryUrl: repository.url,
      unannotated: ranked.length - annotations.length,
      wholePage: page ?? null,
      closing: closingOf(finished),
    }),
    annotations,
    buttons: finished.sandboxAllowed ? [SANDBOX_BUTTON, RERUN_BUTTON] : [RERUN_BUTTON],
  };
}

/** The check of a review that we could not finish. It is never a verdict and never a pass. */
export function failedReviewCheck(failure: {
  /** The id under which the operator finds the fault. */
  incident: string;
  mode: Mode;
  onError?: "neutral" | "block";
}): CheckContent {
  const id = plainLine(failure.incident, 64).replaceAll("`", "");
  return {
    ...unfinished("queued", "Could not review: a failure of Gatehouse itself"),
    status: "completed",
    conclusion: faultConclusion(failure.mode, failure.onError),
    summary: `This is not a finding about the code. Gatehouse failed on its side, and nothing was decided about this commit. Press Re-run to try again.\n\nThe operator finds the cause under \`${id}\`.\n`,
    buttons: [RERUN_BUTTON],
  };
}

/** The check of a head that a newer one replaced before it was reviewed. */
export function supersededReviewCheck({ by }: { by: string }): CheckContent {
  const sha = plainLine(by, 64).replaceAll("`", "");
  return {
    ...unfinished("queued", "Superseded by a newer commit"),
    status: "completed",
    conclusion: "cancelled",
    summary: `This commit was not reviewed to its end: \`${sha}\` is the head of the pull request now.\n`,
  };
}

function closingOf({ sandboxAllowed, headSha, helpUrl }: FinishedReview): string {
  const help = `[What this check says and what you can ask for](${helpUrl})\n`;
  if (!sandboxAllowed) return help;
  return `## Run the tests of this commit in a sandbox\n\nPress **Run in sandbox**, or comment exactly this line:\n\n\`\`\`text\n/sandbox run ${headSha}\n\`\`\`\n\n${help}`;
}

function unfinished(status: "queued" | "in_progress", title: string): CheckContent {
  return {
    status,
    conclusion: null,
    title,
    summary: `${title}.\n`,
    text: null,
    annotations: [],
    buttons: [],
  };
}
