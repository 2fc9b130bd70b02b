/** Characters of context on each side of what an excerpt shows. */
const CONTEXT = 40;
const LONGEST = 200;

/** The text from `start` to `end` with some of its line around it; nothing in it is unseen. */
export function excerpt(text: string, start: number, end: number): string {
  const stop = Math.min(end, start + LONGEST);
  const from = Math.max(text.lastIndexOf("\n", start - 1) + 1, start - CONTEXT, 0);
  const lineEnd = text.indexOf("\n", stop);
  const to = Math.min(lineEnd === -1 ? text.length : lineEnd, stop + CONTEXT);
  const shown = visible(
    text.slice(from, to).replace(/[ \t]{9,}/g, (run) => ` [${run.length} blanks] `),
  );
  return stop < end ? `${shown} …` : shown;
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
