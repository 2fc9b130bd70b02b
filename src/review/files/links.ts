import type { FileFact, FileFeature } from "../../model/fact.ts";

/** Facts about a symlink at `path`; `target` null: its text could not be had. */
export function linkFacts(path: string, target: string | null): FileFact[] {
  if (target === null) return [fact("symlink", "its target could not be read")];
  const reason = whyOutside(path, target);
  if (reason !== null) return [fact("symlink-outside", `points to ${shown(target)}: ${reason}`)];
  return [fact("symlink", `points to ${shown(target)}`)];
}

function whyOutside(path: string, target: string): string | null {
  if (target === "" || target.includes("\0")) return "not a path";
  if (target.startsWith("/")) return "an absolute path";
  if (/^(?:[A-Za-z]:|\\\\)/.test(target)) return "an absolute path on Windows";
  if (target.startsWith("~")) return "a home folder";
  let depth = path.split("/").length - 1;
  for (const part of target.split(/[/\\]/)) {
    if (part === "..") depth -= 1;
    else if (part !== "" && part !== ".") depth += 1;
    if (depth < 0) return "outside the repository";
    if (/^\.git$/i.test(part)) return "into the folder of git itself";
  }
  return null;
}

function shown(target: string): string {
  return target.length > 300 ? `${target.slice(0, 300)}…` : target;
}

function fact(feature: FileFeature, detail: string): FileFact {
  return { kind: "file", feature, detail, at: { line: 1, endLine: 1 } };
}
