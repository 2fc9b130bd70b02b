import type { CheckContent } from "../model/check.ts";
import { plainLine } from "./encoder.ts";

/** The check of a review that ended before its end; `why` is our own sentence without a stop. */
export function stoppedReviewCheck(why: string): CheckContent {
  return stopped(why, "Nothing was decided about this commit.");
}

/** The check of a sandbox run that ended before it had a result; `why` as above. */
export function stoppedSandboxCheck(why: string): CheckContent {
  return stopped(why, "This says nothing about the code.");
}

function stopped(why: string, meaning: string): CheckContent {
  const title = plainLine(why, 160);
  return {
    status: "completed",
    conclusion: "cancelled",
    title,
    summary: `${title}. ${meaning}\n`,
    text: null,
    annotations: [],
    buttons: [],
  };
}
