/** Characters of context on each side of what an excerpt shows. */
const CONTEXT = 40;
/** The most of a text that one excerpt looks at, and the most that it shows. */
const SEEN = 4000;
const LONGEST = 280;

/** The text from `start` to `end` with some of its line around it; nothing in it is unseen. */
export function excerpt(text: string, start: number, end: number): string {
  const stop = Math.min(end, start + SEEN);
  const from = Math.max(text.lastIndexOf("\n", start - 1) + 1, start - CONTEXT, 0);
  const after = text.slice(stop, stop + CONTEXT).split("\n", 1)[0] ?? "";
  const part = `${text.slice(from, stop)}${after}`;
  const shown = visible(part.replace(/[ \t]{9,}/g, (run) => ` [${run.length} blanks] `));
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST)} …` : shown;
}

/** Spells out as `U+XXXX` whatever a reader would not see, or would see elsewhere. */
export function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Cs}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\u{e0100}-\u{e01ef}]/gu,
    (sign) => (sign === "\t" ? " " : `[${codeName(sign)}]`),
  );
}

/** The code point in the usual spelling. */
export function codeName(sign: string): string {
  return `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
