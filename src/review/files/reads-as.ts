import { RE2JS } from "re2js";

const HEAD = 65_536;

/** What marks a text as a language: enough for a sentence, not for a verdict. */
const MARKS: readonly [string, RE2JS][] = (
  [
    ["PHP", "<\\?(?:php\\b|=)"],
    ["a page or vector image", "^\\s*<(?:!doctype|html|svg|\\?xml)\\b"],
    [
      "JavaScript",
      "\\b(?:require|eval|Function|atob|fetch)\\s*\\(|\\bmodule\\.exports\\b|\\b(?:const|let|var)\\s+[\\w$\\[{][^\\n=;]{0,80}=|\\bfunction\\b[^\\n(]{0,80}\\([^\\n)]{0,200}\\)\\s*\\{|=>\\s*[{(\\w]|\\bglobal(?:This)?\\s*[.\\[]|\\bprocess\\.(?:env|argv|binding)\\b|\\bimport\\s[^\\n]{0,120}\\bfrom\\b",
    ],
    ["Python", "(?m)^(?:import|from)\\s+\\w|^\\s*def\\s+\\w+\\(|\\b__import__\\(|\\bexec\\("],
    ["PowerShell", "(?i)\\b(?:Invoke-(?:Expression|WebRequest)|New-Object|IEX)\\b|\\$env:"],
    ["a shell script", "(?m)\\b(?:curl|wget)\\s+-|^\\s*(?:echo|export|set -e|chmod|if \\[)\\b"],
    ["a batch file", "(?im)^\\s*@?echo off\\b"],
  ] as const
).map(([name, pattern]) => [name, RE2JS.compile(pattern)]);

/** Says in words what a text reads as: "JavaScript", "a shell script", or "plain text". */
export function readsAs(text: string): string {
  const trimmed = text.trimStart();
  const interpreter = interpreterOf(trimmed);
  if (interpreter !== null) return `a script for ${interpreter}`;
  const sample = trimmed.slice(0, HEAD);
  for (const [name, pattern] of MARKS) {
    if (pattern.matcher(sample).find()) return name;
  }
  return "plain text";
}

/** The program of a `#!` line, without folder, `env` and version; null without such a line. */
export function interpreterOf(text: string): string | null {
  if (!text.startsWith("#!")) return null;
  const end = text.indexOf("\n");
  const words = text
    .slice(2, end === -1 ? 256 : Math.min(end, 256))
    .trim()
    .split(/[ \t]+/);
  const program = baseName(words[0] ?? "");
  if (program !== "env") return withoutVersion(program);
  const named = words.slice(1).find((word) => !word.startsWith("-") && !word.includes("="));
  return named === undefined ? null : withoutVersion(baseName(named));
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function withoutVersion(program: string): string | null {
  const name = program.replace(/[\d.]+$/, "");
  return name === "" ? null : name;
}
