/** A text as the compiler reads it, and how its lines lie in the file. */
export interface Translated {
  text: string;
  /** The line of the file on which a line of the text stands. */
  lineOf: (line: number) => number;
}

const ESCAPE = /\\(\\|u+([0-9a-fA-F]{4}))/g;

/**
 * Java reads `\u000a` before anything else (JLS 3.3): a line break written so ends a comment,
 * and code may be written in nothing but escapes. A doubled backslash begins none.
 */
export function translate(text: string): Translated {
  if (!text.includes("\\u")) return { text, lineOf: (line) => line };
  const breaks: number[] = [];
  let line = 1;
  let from = 0;
  const plain = text.replace(ESCAPE, (whole, _, hex: string | undefined, at: number) => {
    if (hex === undefined) return whole;
    for (let next = text.indexOf("\n", from); next !== -1 && next < at;) {
      line += 1;
      from = next + 1;
      next = text.indexOf("\n", from);
    }
    const made = String.fromCharCode(Number.parseInt(hex, 16));
    if (made === "\n" || made === "\r") {
      // The lines of the translated text count the ones that were made before this one, too.
      breaks.push(line + breaks.length);
      return "\n";
    }
    return quoted(made, text, at);
  });
  return { text: plain, lineOf: (each) => each - breaks.filter((made) => made < each).length };
}

/** An escaped backslash is one for the lexer as well, and no escape of ours. */
function quoted(made: string, text: string, at: number): string {
  return made === "\\" && /["'\\]/.test(text[at + 6] ?? "") ? "\\\\" : made;
}
