import { resolve } from "node:path";
import { Fault } from "../model/fault.ts";
import type { Review } from "../model/review.ts";
import type { LocalRepository, MergedChange, Reviewer } from "../ports.ts";
import { terminalLine } from "../report/encoder.ts";
import { readArguments } from "./arguments.ts";
import { requestOf } from "./change.ts";
import { type CommandContext, EXIT, wrongUse } from "./command.ts";
import { showProgress } from "./progress.ts";
import { openOrNull } from "./review.ts";
import { warnOfChild } from "./warnings.ts";

const DEFAULT_COUNT = 20;
const MAX_COUNT = 500;

/** How one merged change would have ended; a change that is not all in this clone is `unread`. */
type Ending = "malicious" | "suspicious" | "incomplete" | "clean" | "unread";

/** `gatehouse preview`: what the changes that were merged last would have looked like. */
export async function runPreview(
  context: CommandContext,
  args: readonly string[],
): Promise<number> {
  const read = readArguments(args, ["repo", "last"]);
  if ("problem" in read) return wrongUse(context, read.problem);
  const { repo = ".", last = String(DEFAULT_COUNT) } = read.values;
  const count = /^\d{1,3}$/.test(last) ? Number(last) : 0;
  if (count < 1 || count > MAX_COUNT) {
    return wrongUse(context, `--last is a number from 1 to ${MAX_COUNT}`);
  }
  const repository = await openOrNull(context, resolve(context.folder, repo));
  if (!repository) return EXIT.wrongUse;
  try {
    const changes = await repository.recentMerges(count);
    if (changes.length === 0) return wrongUse(context, "there is no merged change in this clone");
    const endings = await reviewAll(context, repository, changes);
    context.terminal.out(totals(endings));
    return EXIT.done;
  } finally {
    await repository.close();
  }
}

async function reviewAll(
  context: CommandContext,
  repository: LocalRepository,
  changes: readonly MergedChange[],
): Promise<Ending[]> {
  const { terminal } = context;
  const reviewer = await context.createReviewer({ spare: true, warn: warnOfChild(terminal) });
  const progress = showProgress(terminal);
  const endings: Ending[] = [];
  try {
    for (const [index, change] of changes.entries()) {
      const number = `${index + 1} of ${changes.length}`;
      progress.say(`Reviewing ${number}: ${shortLine(change.subject, 60)}`);
      const review = await reviewMerged(context, { repository, reviewer }, change);
      const ending = endingOf(review);
      endings.push(ending);
      if (terminal.watched) terminal.err("\r\x1b[K");
      terminal.out(line(change, ending, review));
    }
    return endings;
  } finally {
    progress.end();
    await reviewer.close();
  }
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

/** In the default mode only `malicious` is red; `incomplete` asks a maintainer to look. */
function totals(endings: readonly Ending[]): string {
  const count = (ending: Ending) => endings.filter((one) => one === ending).length;
  const unread = count("unread");
  return (
    `\n${endings.length} merged changes: ${count("malicious")} would have been red, ` +
    `${count("incomplete")} incomplete, ${count("suspicious")} suspicious, ` +
    `${count("clean")} clean${unread > 0 ? `; ${unread} are not all in this clone` : ""}.\n`
  );
}
