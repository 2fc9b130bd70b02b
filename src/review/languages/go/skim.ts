/** An import with a path that has a dot in its first part: not of the standard library. */
const IMPORT =
  /^[ \t]{0,16}(?:import[ \t]{1,8})?(?:[\w.]{1,80}[ \t]{1,8})?"([\w-]{1,80}\.[^"\s]{1,300})"/gm;

/** The packages outside of the standard library that a Go text imports, and its own folder. */
export function skimGo(text: string): string[] {
  const head = text.slice(0, HEAD);
  const names = [...head.matchAll(IMPORT)].map((match) => match[1] ?? "");
  const tests = /^func[ \t]{1,8}(?:Test|Benchmark|Fuzz|Example)\w{0,200}\(/m.test(text);
  return [...new Set(tests ? [".", ...names] : names)];
}

/** Imports stand at the beginning of a file. */
const HEAD = 200_000;
