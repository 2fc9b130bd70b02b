import { resolve } from "node:path";
import { Fault } from "../model/fault.ts";
import type { Review } from "../model/review.ts";
import { VERDICTS } from "../model/review.ts";
import type { LocalRepository } from "../ports/git.ts";
import { oneOf, readArguments } from "./arguments.ts";
import { type LocalChange, localChange } from "./change.ts";
import { type CommandContext, EXIT, REVIEW_EXIT, wrongUse } from "./command.ts";
import { FORMATS, renderReview } from "./format.ts";
import { showProgress } from "./progress.ts";
import { warnOfChild } from "./warnings.ts";

const FAIL_ON = ["malicious", "suspicious"] as const;
type FailOn = (typeof FAIL_ON)[number];

/** `gatehouse review`: one change of a local repository, judged and shown. */
export async function runReview(context: CommandContext, args: readonly string[]): Promise<number> {
  const read = readArguments(args, ["repo", "base", "head", "format", "fail-on"]);
  if ("problem" in read) return wrongUse(context, read.problem);
  const { repo = ".", base, head } = read.values;
  const format = oneOf("--format", read.values["format"] ?? "text", FORMATS);
  if ("problem" in format) return wrongUse(context, format.problem);
  const failOn = oneOf("--fail-on", read.values["fail-on"] ?? "malicious", FAIL_ON);
  if ("problem" in failOn) return wrongUse(context, failOn.problem);

  const repository = await openOrNull(context, resolve(context.folder, repo));
  if (!repository) return EXIT.wrongUse;
  try {
    const change = await localChange(repository, { base, head });
    if ("problem" in change) return wrongUse(context, change.problem);
    const review = await reviewChange(context, repository, change);
    context.terminal.out(await renderReview(context, review, change.request.head, format.word));
    return reviewExit(review, failOn.word);
  } finally {
    await repository.close();
  }
}

/** Opens a repository; what is wrong with the folder is said, and null answered. */
export async function openOrNull(
  context: CommandContext,
  folder: string,
): Promise<LocalRepository | null> {
  try {
    return await context.openLocal(folder);
  } catch (error) {
    if (!(error instanceof Fault) || (error.kind !== "gone" && error.kind !== "refused"))
      throw error;
    wrongUse(context, error.message);
    return null;
  }
}

async function reviewChange(
  context: CommandContext,
  repository: LocalRepository,
  { request, baseName }: LocalChange,
): Promise<Review> {
  const { terminal, signal } = context;
  const bases = request.mergeBases.map((commit) => commit.slice(0, 12)).join(", ");
  const range = `${bases} (merge base with ${baseName}) to ${request.head.slice(0, 12)}`;
  const progress = showProgress(terminal);
  const reviewer = await context.createReviewer({ spare: false, warn: warnOfChild(terminal) });
  progress.say(`Reviewing ${range}`);
  try {
    const review = await reviewer.review(repository, request, signal);
    progress.end();
    terminal.err(`Reviewed ${range}. Uncommitted work is not part of it.\n`);
    return review;
  } finally {
    progress.end();
    await reviewer.close();
  }
}

function reviewExit({ verdict, complete }: Review, failOn: FailOn): number {
  if (VERDICTS.indexOf(verdict) >= VERDICTS.indexOf(failOn)) return REVIEW_EXIT.found;
  return complete ? EXIT.done : REVIEW_EXIT.incomplete;
}
