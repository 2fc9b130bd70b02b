import { isUtf8 } from "node:buffer";

/**
 * Says why a path of a git tree must not be unpacked on any file system, or null. Git
 * itself refuses most of these, but a store can be written without git.
 */
export function nameProblem(name: Buffer): string | null {
  if (!isUtf8(name)) return "the name is not UTF-8";
  if (name.length > 4096) return "the path is longer than 4096 bytes";
  const path = name.toString("utf8");

  if (/[\u0000-\u001f\u007f]/.test(path)) return "the name has a control character";
  if (path.includes("\\")) return "the name has a backslash, a separator on other systems";
  for (const part of path.split("/")) {
    if (part === "") return "the path is absolute or has an empty part";
    if (part === "." || part === "..") return `the path has a part "${part}"`;
    if (isDotGit(part)) return "the path goes through .git";
    if (Buffer.byteLength(part) > 255) return "a part of the path is longer than 255 bytes";
  }
  return null;
}

/**
 * Tells whether a file system may take a name for `.git`: other case, dots and blanks at the
 * end, an alternate stream or the short name on NTFS, characters that HFS+ ignores.
 */
function isDotGit(part: string): boolean {
  const seen = part
    .replace(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g, "")
    .replace(/:.*$/, "")
    .replace(/[. ]+$/, "")
    .toLowerCase();
  return seen === ".git" || seen === "git~1";
}

/** The form under which a case-insensitive, normalising file system files a name. */
export function foldedName(path: string): string {
  return path.normalize("NFC").toLowerCase();
}
