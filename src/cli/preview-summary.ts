import type { MergedChange } from "../ports/git.ts";
import { plural } from "../report/review-title.ts";

/** How one merged change would have ended; a change that is not all in this clone is `unread`. */
export type Ending = "malicious" | "suspicious" | "incomplete" | "clean" | "unread";

/** One change that was reviewed, and how that ended. */
export interface Previewed {
  change: MergedChange;
  ending: Ending;
}

/** What the end of a preview is made of. */
export interface PreviewOutcome {
  /** How many changes were asked for, and how many of them are here. */
  asked: number;
  found: number;
  previewed: readonly Previewed[];
  milliseconds: number;
  /** The folder as the caller wrote it; null where it is the caller's own. */
  repo: string | null;
}

/** Whoever reads the first commands sees how the others go. */
const MOST_COMMANDS = 3;

/** The counts, what they cost, and what to do next. Nothing of it is text of a pull request. */
export function previewSummary(outcome: PreviewOutcome): string {
  return `\n${[counts(outcome), cost(outcome), few(outcome), ...next(outcome)]
    .filter((line) => line !== "")
    .join("\n")}\n`;
}

/** In the default mode only `malicious` is red; `incomplete` asks a maintainer to look. */
function counts({ previewed, found }: PreviewOutcome): string {
  const count = (ending: Ending) => previewed.filter((one) => one.ending === ending).length;
  const unread = count("unread");
  const stopped = previewed.length < found ? `Stopped after ${previewed.length} of ${found}. ` : "";
  return (
    `${stopped}${plural(previewed.length, "merged change", "merged changes")}: ${count("malicious")} would have been red, ` +
    `${count("incomplete")} incomplete, ${count("suspicious")} suspicious, ` +
    `${count("clean")} clean${unread > 0 ? `; ${unread} are not all in this clone` : ""}.`
  );
}

function cost({ previewed, milliseconds }: PreviewOutcome): string {
  if (previewed.length === 0) return "";
  const each = (milliseconds / previewed.length / 1000).toFixed(1);
  return `It took ${durationOf(milliseconds)}, ${each} s for each: what a pull request waits for its check on this machine.`;
}

function few({ asked, found, previewed }: PreviewOutcome): string {
  const unread = previewed.some(({ ending }) => ending === "unread");
  if (!unread && found >= asked) return "";
  const more = "git fetch --unshallow brings the rest of a shallow clone.";
  return unread ? more : `Only ${found} of ${asked} are in this clone; ${more}`;
}

function next({ previewed, repo }: PreviewOutcome): string[] {
  const alarming = previewed.filter(({ ending }) => ending !== "clean" && ending !== "unread");
  if (alarming.length === 0) return [];
  const where = repo === null ? "" : ` --repo ${quoted(repo)}`;
  return [
    "To see why:",
    ...alarming
      .slice(0, MOST_COMMANDS)
      .map(
        ({ change: { base, head } }) =>
          `  gatehouse review${where} --base ${base.slice(0, 12)} --head ${head.slice(0, 12)}`,
      ),
  ];
}

/** A word as a shell takes it for one. */
function quoted(word: string): string {
  return /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** Seconds, or minutes and seconds. */
export function durationOf(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 100 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
