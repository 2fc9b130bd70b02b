/**
 * What an import of Dart names: a library of the platform or of a package by its last name, or
 * a file. A file of a package may be one of this repository: it stands in `lib` then.
 */
export function moduleOf(name: string): { api: string; file: string | null } {
  const api = name.replace(/^.*[:/]/, "").replace(/\.dart$/, "");
  if (name.startsWith("dart:")) return { api: `dart:${api}`, file: null };
  const own = /^package:[\w.]{1,200}\/([\w./-]{1,400}\.dart)$/.exec(name)?.[1];
  if (own !== undefined) return { api, file: `lib/${own}` };
  return { api, file: /^[./]/.test(name) ? name : `./${name}` };
}

const IMPORT =
  /^[ \t]{0,40}(?:import|export|part)[ \t]{1,8}(?:of[ \t]{1,8})?["']([^"'\n]{1,400})["']/gm;
/** Imports stand at the top of a file. */
const HEAD = 200_000;

/** The files that a text imports. */
export function skimDart(text: string): string[] {
  const names = [...text.slice(0, HEAD).matchAll(IMPORT)].map((match) => match[1] ?? "");
  return [...new Set(names)];
}
