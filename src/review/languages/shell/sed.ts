import { RE2JS } from "re2js";

/** What `sed 's/a/b/g'` makes of a text; null for any other program. */
export function substituted(text: string, args: readonly string[]): string | null {
  const programs = args.filter((arg) => !/^-/.test(arg)).flatMap((arg) => arg.split(";"));
  if (programs.length === 0) return null;
  return programs.reduce<string | null>(
    (before, program) => (before === null ? null : substitute(before, program.trim())),
    text,
  );
}

function substitute(text: string, program: string): string | null {
  const separator = program.charAt(1);
  if (!program.startsWith("s") || separator === "" || /[\w\s\\]/.test(separator)) return null;
  const [, pattern, by, flags = ""] = program.split(separator);
  if (pattern === undefined || by === undefined || !/^[gI]*$/.test(flags)) return null;
  if (/[\\&]/.test(by)) return null;
  const matcher = compiled(pattern)?.matcher(text);
  if (matcher === undefined) return null;
  const instead = by.replaceAll("$", "\\$");
  return flags.includes("g") ? matcher.replaceAll(instead) : matcher.replaceFirst(instead);
}

/** Linear in the text, whatever the pattern; undefined when it is none. */
function compiled(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern.slice(0, 500));
  } catch (error) {
    // The pattern is the attacker's: one that cannot be read changes nothing that is known.
    if (error instanceof Error) return undefined;
    throw error;
  }
}
