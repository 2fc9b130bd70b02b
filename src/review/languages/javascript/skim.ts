/** Import forms with a constant name of a file beside this one. Bounded, so it stays linear. */
const IMPORT =
  /\b(?:from|import|require)\s{0,8}\(?\s{0,8}(["'`])((?:\.{1,2}\/|[@~]\/|#)[^"'`\n]{0,300}|\.{1,2})\1/g;

/** The files that a JavaScript or TypeScript text imports by constant names. */
export function skimJavaScript(text: string): string[] {
  return [...new Set([...text.matchAll(IMPORT)].map((match) => match[2] ?? ""))];
}
