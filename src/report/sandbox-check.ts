import type { CheckButton, CheckContent } from "../model/check.ts";
import type { Problem } from "../model/problem.ts";
import type { RunComparison } from "../model/run-comparison.ts";
import type { SandboxRun } from "../model/sandbox-run.ts";
import { sandboxConclusion } from "./conclusion.ts";
import { codeSpan, plainLine } from "./encoder.ts";
import { fit } from "./fit.ts";
import { runSummary, runText } from "./run-text.ts";
import { runTitle } from "./run-title.ts";

/** Everything that a finished sandbox check says. */
export interface FinishedRun {
  run: SandboxRun;
  comparison: RunComparison;
  /** The login of who asked. */
  approvedBy: string;
  helpUrl: string;
  /** The run's page in the dashboard; null for none. */
  page?: string | null;
}

const RUN_AGAIN: CheckButton = {
  label: "Run again",
  description: "Run this commit's tests again",
  identifier: "sandbox_run",
};

/** The check of a run that was approved and waits for a sandbox. */
export function queuedSandboxCheck(): CheckContent {
  return unfinished("queued", "Waiting for a sandbox");
}

/** The check of a run that goes on; `stage` is our own word for what it does. */
export function runningSandboxCheck(stage: string): CheckContent {
  return unfinished("in_progress", `In the sandbox: ${plainLine(stage, 80)}`);
}

/** The check of a run that came to an end, whichever. */
export function finishedSandboxCheck(finished: FinishedRun): CheckContent {
  return {
    status: "completed",
    conclusion: sandboxConclusion(finished.run, finished.comparison),
    title: runTitle(finished.run),
    summary: runSummary(finished),
    text: runText(finished.run, finished.page ?? null),
    annotations: [],
    buttons: [RUN_AGAIN],
  };
}

/** The check of a run that an authorised person asked for and that cannot be done as asked. */
export function refusedSandboxCheck(problems: readonly Problem[]): CheckContent {
  const rows = problems.map(
    ({ where, message }) => `- ${codeSpan(where)}: ${codeSpan(message, 500)}\n`,
  );
  const list = fit(rows, 16 * 1024, (count) => `- and ${count} more\n`);
  return completed("action_required", "Not run: the request cannot be done as it is", {
    summary: `Nothing was started. What is in the way:\n\n${list}`,
  });
}

/** The check of a run that a newer head or a person ended before it had a result. */
export function cancelledSandboxCheck({ newHead }: { newHead: string | null }): CheckContent {
  const summary =
    newHead === null
      ? "A maintainer stopped this run. It says nothing about the code.\n"
      : `The head of the pull request is ${codeSpan(newHead)} now. An approval belongs to one commit, so the new head needs its own:\n\n\`\`\`text\n/sandbox run ${plainLine(newHead, 64).replaceAll("`", "")}\n\`\`\`\n`;
  const title = newHead === null ? "Stopped by a maintainer" : "Cancelled: the head moved";
  return completed("cancelled", title, { summary });
}

/** The check of a run that our side broke. It is never a pass and says nothing of the code. */
export function brokenSandboxCheck({ incident }: { incident: string }): CheckContent {
  return completed("neutral", "Could not run: a failure of Gatehouse itself", {
    summary: `This is not a finding about the code: nothing was decided about it. The operator finds the cause under ${codeSpan(incident, 64)}.\n`,
    buttons: [RUN_AGAIN],
  });
}

function completed(
  conclusion: CheckContent["conclusion"],
  title: string,
  rest: Partial<CheckContent>,
): CheckContent {
  return { ...unfinished("queued", title), status: "completed", conclusion, ...rest };
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
