/**
 * A shell pattern of plain text, `?` and sets as an expression that takes linear time; null
 * for a pattern with `*`, whose meaning here is more than a replacement of letters.
 */
export function globPattern(pattern: string, flags: string): RegExp | null {
  if (pattern.includes("*") || pattern.length > 200) return null;
  const set = /^\[([^\]\\]+)\]$/.exec(pattern)?.[1];
  const source =
    set === undefined
      ? pattern.replace(/[\\^$.*+|(){}[\]]/g, "\\$&").replaceAll("?", ".")
      : `[${set.replace(/^!/, "^").replace(/\[:\w+:\]/g, "")}]`;
  return compile(source, flags);
}

/** An expression; null when the text is none. */
export function compile(source: string, flags: string): RegExp | null {
  try {
    return new RegExp(source, `${flags}s`);
  } catch (error) {
    // The text is the attacker's: a pattern that is none replaces nothing.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
