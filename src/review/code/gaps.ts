import { taintsOf, UNKNOWN, type Value } from "./value.ts";

/** What stands for a part of a text that nobody knows. */
const GAP = "…";

/** The variable that stands for what is put into a line of shell. */
const NAME = "__gap";

/** Data that a line of shell may carry away. */
const CARRIED = /^read\.(?:credential|environment|file|host|metadata)$/;

/**
 * A line of shell with parts that nobody knows: they are read out of a variable, so that what
 * they came from goes where the line takes it. A part that is itself a program stays unknown:
 * it is not told which data went into which part.
 */
export function shellWithGaps(
  prefix: string,
  code: Value,
): { text: string; variables: ReadonlyMap<string, Value> } {
  const taints = taintsOf(code).filter(({ capability }) => CARRIED.test(capability));
  if (taints.length === 0) return { text: prefix, variables: new Map() };
  const parts = prefix.split(GAP);
  let text = parts[0] ?? "";
  let quote = quoteAfter(null, text);
  for (const part of parts.slice(1)) {
    text += stead(text, quote) + part;
    quote = quoteAfter(quote, part);
  }
  return { text, variables: new Map([[`$${NAME}`, { ...UNKNOWN, taints }]]) };
}

/** What stands in a line for a gap behind `before`. */
function stead(before: string, quote: string | null): string {
  if (quote === "'") return `'"\${${NAME}}"'`;
  if (
    quote === null &&
    /(?:^|[\n;&|({`!]|\b(?:then|do|else|exec|sudo|env|time|nohup)\b)\s*$/.test(before.slice(-40))
  )
    return GAP;
  return `\${${NAME}}`;
}

/** The quote that is open behind a text, when one was open before it. */
function quoteAfter(open: string | null, text: string): string | null {
  let quote = open;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === "\\" && quote !== "'") at += 1;
    else if (quote === null && (char === "'" || char === '"')) quote = char;
    else if (char === quote) quote = null;
  }
  return quote;
}
