const MODULE =
  /^[ \t]{0,40}(?:pub(?:\([\w:]{1,40}\))?[ \t]{1,4})?mod[ \t]{1,8}(\w{1,100})[ \t]{0,8};/gm;
const NEIGHBOUR = /\b(?:crate|super)::(\w{1,100})/g;
const PATH = /#\[path[ \t]{0,8}=[ \t]{0,8}"([^"\n]{1,200})"\]/g;
const INCLUDE = /\binclude!\([ \t]{0,8}"([^"\n]{1,200})"/g;

/** The modules and files that a Rust text takes in. */
export function skimRust(text: string): string[] {
  const modules = [...text.matchAll(MODULE), ...text.matchAll(NEIGHBOUR)].map(
    (match) => `mod ${match[1] ?? ""}`,
  );
  const files = [...text.matchAll(PATH), ...text.matchAll(INCLUDE)].map((match) => match[1] ?? "");
  return [...new Set([...modules, ...files])];
}
