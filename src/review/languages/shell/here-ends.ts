const START = /<<-?[ \t]{0,10}(["']?)([A-Za-z_]\w{0,80})\1(?!\w)/g;

/** Longer texts with more documents than this are read as they stand. */
const MOST = 500;
const LONGEST = 4000;
/** Longer than any word that begins a line of a document by chance. */
const UNIQUE = "_END_OF_DOCUMENT";

/**
 * Gives documents that stand in a script an end of which no line of theirs begins with: a
 * shell ends `<<E` at a line that is `E`, the grammar at one that begins with it. Only words at
 * the ends of lines change, so that everything stays on its line.
 */
export function separateHereEnds(text: string): string {
  if (!text.includes("<<")) return text;
  const lines = text.split("\n");
  const last = new Map(lines.map((line, at) => [endIn(line), at]));
  for (let from = 0, changed = 0; from < lines.length && changed < MOST; from += 1) {
    const word = startedIn(lines[from] ?? "");
    if (word === null || (last.get(word) ?? 0) <= from) continue;
    const start = from;
    let mistaken = false;
    for (from += 1; endIn(lines[from] ?? "") !== word; from += 1)
      mistaken ||= (lines[from] ?? "").trimStart().startsWith(word);
    if (!mistaken) continue;
    changed += 1;
    for (const at of [start, from]) lines[at] = renamed(lines[at] ?? "", word);
  }
  return lines.join("\n");
}

/** The end of the only document that a line starts. */
function startedIn(line: string): string | null {
  const found = line.length > LONGEST ? [] : [...line.matchAll(START)];
  return found.length === 1 ? (found[0]?.[2] ?? null) : null;
}

function endIn(line: string): string {
  return line.length > LONGEST ? "" : line.replace(/^\t+|\r$/g, "");
}

function renamed(line: string, word: string): string {
  const at = line.lastIndexOf("<<");
  const from = line.indexOf(word, Math.max(0, at));
  return line.slice(0, from + word.length) + UNIQUE + line.slice(from + word.length);
}
