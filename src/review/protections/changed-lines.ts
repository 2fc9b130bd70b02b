/** One line that only one side of a change has, without the blanks around it. */
export interface ChangedLine {
  text: string;
  /** Where it stands in its own side, from 1. */
  line: number;
}

/** What a change takes out of a file and puts into it, line by line; moved lines are neither. */
export interface ChangedLines {
  removed: readonly ChangedLine[];
  added: readonly ChangedLine[];
}

/** Longer files and larger changes are not compared line by line. */
const MOST_LINES = 20_000;
const MOST_CHANGED = 2_000;
const LONGEST = 400;

/** Compares two texts of one file; null when they are too long or too different for that. */
export function changedLines(before: string, after: string): ChangedLines | null {
  const old = linesOf(before);
  const now = linesOf(after);
  if (old.length > MOST_LINES || now.length > MOST_LINES) return null;
  const removed = without(old, now);
  const added = without(now, old);
  if (removed.length > MOST_CHANGED || added.length > MOST_CHANGED) return null;
  return { removed, added };
}

function linesOf(text: string): ChangedLine[] {
  return text.split("\n").flatMap((each, index) => {
    const line = each.trim();
    return line === "" || line.length > LONGEST ? [] : [{ text: line, line: index + 1 }];
  });
}

function without(lines: readonly ChangedLine[], others: readonly ChangedLine[]): ChangedLine[] {
  const left = new Map<string, number>();
  for (const { text } of others) left.set(text, (left.get(text) ?? 0) + 1);
  return lines.filter(({ text }) => {
    const count = left.get(text) ?? 0;
    if (count > 0) left.set(text, count - 1);
    return count === 0 && !/^(?:\/\/|#(?!\[)|\*|\/\*|--|<!--|;)/.test(text);
  });
}
