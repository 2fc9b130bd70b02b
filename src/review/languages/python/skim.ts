const FROM = /^[ \t]{0,40}from[ \t]{1,8}([\w.]{1,200})[ \t]{1,8}import\b/gm;
const IMPORT = /^[ \t]{0,40}import[ \t]{1,8}([\w.]{1,200})/gm;

/** The modules that a Python text imports by plain statements. */
export function skimPython(text: string): string[] {
  const names = [...text.matchAll(FROM), ...text.matchAll(IMPORT)].map((match) => match[1] ?? "");
  return [...new Set(names)];
}
