/** A text with a dot in its first part, where a file imports: not of the standard library. */
const IMPORT = /"([\w-]{1,80}\.[\w.-]{1,100}(?:\/[^"\s]{1,300})?)"/g;

/** The packages outside of the standard library that a Go text imports, and its own folder. */
export function skimGo(text: string): string[] {
  const head = text.slice(0, HEAD);
  const end = head.search(/^(?:func|type|var|const)\b/m);
  const imports = end < 0 ? head : head.slice(0, end);
  const names = [...imports.matchAll(IMPORT)].map((match) => match[1] ?? "");
  const tests = /^func[ \t]{1,8}(?:Test|Benchmark|Fuzz|Example)\w{0,200}\(/m.test(text);
  return [...new Set(tests ? [".", ...names] : names)];
}

/** Imports stand at the beginning of a file. */
const HEAD = 200_000;
