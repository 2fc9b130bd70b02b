/**
 * Puts words together that go on behind a backslash on the next line: a shell takes `cu\`
 * and `rl` for one word, and a grammar for two. The line ends that go away come back where the
 * command ends, so that what follows stays on its lines. A comment does not go on.
 */
export function joinContinued(text: string): string {
  if (!/\S\\\r?\n\S/.test(text)) return text;
  const out: string[] = [];
  let open = "";
  let owed = 0;
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) {
    const whole = open + line;
    if (goesOn(whole, lines[index + 1])) {
      open = whole.replace(/\\\r?$/, "");
      owed += 1;
      continue;
    }
    out.push(whole);
    open = "";
    if (/\\\r?$/.test(whole)) continue;
    for (; owed > 0; owed -= 1) out.push("");
  }
  return out.join("\n");
}

/** Longer commands are not put together: each piece would be looked at again for each line. */
const LONGEST = 4000;

function goesOn(line: string, next: string | undefined): boolean {
  if (next === undefined || line.length > LONGEST || !/^\S/.test(next)) return false;
  const slashes = /[^\s\\](\\+)\r?$/.exec(line)?.[1];
  if (slashes === undefined || slashes.length % 2 === 0) return false;
  return !/(?:^|\s)#/.test(line) && (line.split("'").length - 1) % 2 === 0;
}
