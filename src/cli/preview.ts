import { resolve } from "node:path";
import { Fault } from "../model/fault.ts";
import type { Review } from "../model/review.ts";
import type { Reviewer } from "../ports.ts";
import type { LocalRepository, MergedChange } from "../ports/git.ts";
import { terminalLine } from "../report/encoder.ts";
import { readArguments } from "./arguments.ts";
import { requestOf } from "./change.ts";
import { type CommandContext, EXIT, wrongUse } from "./command.ts";
import { durationOf, type Ending, type Previewed, previewSummary } from "./preview-summary.ts";
import { showProgress } from "./progress.ts";
import { openOrNull } from "./review.ts";
import { warnOfChild } from "./warnings.ts";

const DEFAULT_COUNT = 20;
const MAX_COUNT = 5000;

/**
 * `gatehouse preview`: what the changes that were merged last would have looked like. When the
 * caller interrupts, what was reviewed so far is summed up.
 */
export async function runPreview(
  context: CommandContext,
  args: readonly string[],
): Promise<number> {
  const read = readArguments(args, ["repo", "last"]);
  if ("problem" in read) return wrongUse(context, read.problem);
  const { repo = ".", last = String(DEFAULT_COUNT) } = read.values;
  const count = /^\d{1,4}$/.test(last) ? Number(last) : 0;
  if (count < 1 || count > MAX_COUNT) {
    return wrongUse(context, `--last is a number from 1 to ${MAX_COUNT}`);
  }
  const repository = await openOrNull(context, resolve(context.folder, repo));
  if (!repository) return EXIT.wrongUse;
  try {
    const changes = await repository.recentMerges(count);
    if (changes.length === 0) return wrongUse(context, NOTHING_MERGED);
    const began = performance.now();
    const previewed = await reviewAll(context, repository, changes);
    const milliseconds = performance.now() - began;
    const found = changes.length;
    const named = read.values["repo"] ?? null;
    context.terminal.out(
      previewSummary({ asked: count, found, previewed, milliseconds, repo: named }),
    );
    // Stopped by the caller: exit codes know only what was done and what was not.
    return previewed.length < found ? EXIT.fault : EXIT.done;
  } finally {
    await repository.close();
  }
}

const NOTHING_MERGED =
  "there is no merged change in this clone: it has no commit with a parent; git fetch --unshallow brings the rest of a shallow clone";

async function reviewAll(
  context: CommandContext,
  repository: LocalRepository,
  changes: readonly MergedChange[],
): Promise<Previewed[]> {
  const { terminal, signal } = context;
  const reviewer = await context.createReviewer({ spare: true, warn: warnOfChild(terminal) });
  const progress = showProgress(terminal);
  const previewed: Previewed[] = [];
  const began = performance.now();
  terminal.err(`Reviewing ${changes.length} merged changes, newest first; none of them is run.\n`);
  try {
    for (const [index, change] of changes.entries()) {
      const left = leftOf(began, index, changes.length);
      progress.say(
        `Reviewing ${index + 1} of ${changes.length}${left}: ${shortLine(change.subject, 60)}`,
      );
      const review = await reviewMerged(context, { repository, reviewer }, change);
      const ending = endingOf(review);
      previewed.push({ change, ending });
      if (terminal.watched) terminal.err("\r\x1b[K");
      terminal.out(line(change, ending, review));
    }
    return previewed;
  } catch (error) {
    if (signal.aborted) return previewed;
    throw error;
  } finally {
    progress.end();
    await reviewer.close();
  }
}

/** How long the rest takes if it is like what was reviewed; nothing before there is any. */
function leftOf(began: number, done: number, all: number): string {
  if (done === 0) return "";
  const each = (performance.now() - began) / done;
  return `, about ${durationOf(each * (all - done))} left`;
}

async function reviewMerged(
  { signal }: CommandContext,
  { repository, reviewer }: { repository: LocalRepository; reviewer: Reviewer },
  { base, head }: MergedChange,
): Promise<Review | null> {
  try {
    const request = await requestOf(repository, [base], head);
    return await reviewer.review(repository, request, signal);
  } catch (error) {
    // A shallow or partial clone has the commit without all that it refers to.
    if (error instanceof Fault && error.kind === "gone") return null;
    throw error;
  }
}

function endingOf(review: Review | null): Ending {
  if (!review) return "unread";
  if (review.verdict !== "clean") return review.verdict;
  return review.complete ? "clean" : "incomplete";
}

function line({ head, subject }: MergedChange, ending: Ending, review: Review | null): string {
  const first = `${head.slice(0, 10)}  ${ending.padEnd(10)}  ${shortLine(subject, 72)}\n`;
  const why = reasonOf(ending, review);
  return why === "" ? first : `${first}            ${shortLine(why, 160)}\n`;
}

function shortLine(text: string, characters: number): string {
  const all = [...text];
  return terminalLine(all.length > characters ? `${all.slice(0, characters - 1).join("")}…` : text);
}

function reasonOf(ending: Ending, review: Review | null): string {
  if (ending === "clean") return "";
  if (ending === "unread" || !review) return "this clone does not have all of it";
  const [open] = review.unanalysed;
  if (ending !== "incomplete" || !open) return review.summary;
  return `${open.path === "" ? "the whole change" : open.path}: ${open.reason}`;
}
