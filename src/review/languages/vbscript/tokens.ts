/** One sign, name or literal; names are in small letters, because case means nothing. */
export interface Token {
  kind: "name" | "text" | "number" | "sign" | "end";
  text: string;
  /** White space stands before it. */
  spaced: boolean;
  line: number;
  column: number;
}

const TOKEN =
  /(?<space>(?:[ \t\f\v\u00a0]|_[ \t]*\n)+)|(?<comment>'[^\n]*|rem(?![^\s:])[^\n]*)|(?<end>[\n:])|(?<text>"(?:[^"\n]|"")*"?)|(?<date>#[\d/: apmAPM-]+#)|(?<number>&h[\da-f]+&?|&o?[0-7]+&?|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?[%&!#@]?)|(?<name>\[[^\]\n]*\]|[a-z_\u00aa-\uffff][\w\u00aa-\uffff]*[$%!#@]?)|(?<sign><>|<=|>=|=<|=>|:=|[^])/giy;

/** Takes a text apart, in one pass. */
export function tokensOf(given: string): Token[] {
  const text = given.replace(/\r\n?/g, "\n");
  const out: Token[] = [];
  let line = 1;
  let start = 0;
  let spaced = false;
  for (const found of text.matchAll(TOKEN)) {
    const { groups = {} } = found;
    const column = found.index - start + 1;
    const place = { spaced, line, column };
    const [raw] = found;
    spaced = groups["space"] !== undefined;
    if (groups["end"] !== undefined) out.push({ kind: "end", text: raw, ...place });
    else if (groups["text"] !== undefined)
      out.push({ kind: "text", text: unquoted(raw), ...place });
    else if (groups["number"] !== undefined) out.push({ kind: "number", text: raw, ...place });
    else if (groups["date"] !== undefined) out.push({ kind: "text", text: raw, ...place });
    else if (groups["name"] !== undefined) out.push({ kind: "name", text: named(raw), ...place });
    else if (groups["sign"] !== undefined) out.push({ kind: "sign", text: raw, ...place });
    const breaks = raw.split("\n").length - 1;
    if (breaks > 0) {
      line += breaks;
      start = found.index + raw.lastIndexOf("\n") + 1;
    }
  }
  return out;
}

function unquoted(raw: string): string {
  const inner = raw.length > 1 && raw.endsWith('"') ? raw.slice(1, -1) : raw.slice(1);
  return inner.replaceAll('""', '"');
}

function named(raw: string): string {
  return raw.replace(/^\[|\]$|[$%!#@]$/g, "").toLowerCase();
}

/** The value of a number as it is written. */
export function numberValue(text: string): number {
  const hex = /^&h([\da-f]+)/i.exec(text)?.[1];
  if (hex !== undefined) return Number.parseInt(hex, 16);
  const octal = /^&o?([0-7]+)/i.exec(text)?.[1];
  return octal === undefined ? Number.parseFloat(text) : Number.parseInt(octal, 8);
}
