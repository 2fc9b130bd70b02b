import type { FileFact } from "../../model/fact.ts";

/** Characters that HFS+ ignores in names, so that `.g\u200cit` is `.git` there. */
const IGNORED_BY_HFS = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;
const WINDOWS_DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** What is odd about a path, each as one fact; ordinary names in any script are quiet. */
export function nameFacts(path: string): FileFact[] {
  const details = new Set<string>();
  for (const part of path.split("/")) {
    for (const detail of oddities(part)) details.add(detail);
  }
  return [...details].map((detail) => ({
    kind: "file",
    feature: "odd-path",
    detail,
    at: { line: 1, endLine: 1 },
  }));
}

function* oddities(part: string): Generator<string> {
  if (part === "" || part === "." || part === "..") yield "a path that climbs or is empty";
  if (/[\u0000-\u001f\u007f-\u009f]/.test(part)) yield "a control character in the name";
  if (/\\x[0-9a-fA-F]{2}/.test(part)) yield "bytes in the name that are not UTF-8";
  if (/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(part)) {
    yield "a character in the name that turns the reading direction";
  }
  if (
    /[\u00ad\u115f\u1160\u180e\u200b\u2060-\u2064\u3164\ufeff\uffa0\u{e0000}-\u{e0fff}]/u.test(part)
  ) {
    yield "an invisible character in the name";
  }
  if (part.length > 1 && /[ .]$/.test(part) && part !== "..") {
    yield "a dot or blank at the end of the name, which Windows drops";
  }
  if (/^ /.test(part)) yield "a blank at the start of the name";
  if (isGitLookAlike(part)) yield "a name that some file systems take for .git";
  if (WINDOWS_DEVICES.test(part)) yield "a device name on Windows";
  if (looksLikeCommand(part)) yield "a name that a shell would run as a command";
  if (part.startsWith("-")) yield "a name that programs take for an option";
}

/** `.git` by case, by NTFS short names and streams, or by what HFS+ ignores. */
function isGitLookAlike(part: string): boolean {
  const plain = part.replace(IGNORED_BY_HFS, "").toLowerCase();
  return /^(?:\.git|git~[1-9])(?:[ .]*$|::?\$?)/.test(plain);
}

/** Substitutions and separators followed by a word: names of payloads, not of files. */
function looksLikeCommand(part: string): boolean {
  return /\$\(|`|\$\{(?:IFS|[A-Z@#!])|[;|&]\s*[a-z$./]|\$IFS/.test(part) && !isRoutePart(part);
}

/** Frameworks name files by route: `[...slug]`, `$id.tsx`, `(group)`, `@modal`, `a&b.txt`. */
function isRoutePart(part: string): boolean {
  return !/\$\(|`|\$\{|\$IFS|[;|]/.test(part) && !/&&|&\s*(?:curl|wget|sh|bash|nc|rm)\b/.test(part);
}
