/** Longer heads are not looked through: includes stand at the beginning of a file. */
const HEAD = 200_000;
const INCLUDE =
  /^[ \t]{0,40}#[ \t]{0,20}(?:include|import|include_next)[ \t]{0,20}"([^"\n]{1,300})"/gm;

/** The files of the repository that a text includes. */
export function skimC(text: string): string[] {
  const names = [...text.slice(0, HEAD).matchAll(INCLUDE)].map((match) => match[1] ?? "");
  return [...new Set(names)].map(includedFile);
}

/** What is included is looked for beside the including file first. */
export function includedFile(name: string): string {
  return /^[./]/.test(name) ? name : `./${name}`;
}
