import { parseArgs } from "node:util";
import { nearest } from "../model/nearest.ts";

/** What the caller wrote, or what is wrong with it. */
export type ReadArguments =
  | { values: Readonly<Record<string, string | undefined>>; words: readonly string[] }
  | { problem: string };

/**
 * Reads the arguments of a command. Every option takes one value and may stand once; `words`
 * is how many other words the command takes at most. A mistyped option is answered with the
 * nearest right one.
 */
export function readArguments(
  args: readonly string[],
  names: readonly string[],
  words = 0,
): ReadArguments {
  const options = Object.fromEntries(names.map((name) => [name, { type: "string" } as const]));
  const { tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values: Record<string, string> = {};
  const rest: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") rest.push(token.value);
    if (token.kind !== "option") continue;
    if (!names.includes(token.name)) return { problem: unknownOption(token.rawName, names) };
    if (token.name in values) return { problem: `${token.rawName} stands twice` };
    const value = token.value ?? "";
    if (value === "" || (!token.inlineValue && value.startsWith("-"))) {
      return { problem: `${token.rawName} needs a value` };
    }
    values[token.name] = value;
  }
  const extra = rest[words];
  if (extra !== undefined) return { problem: `${JSON.stringify(extra)} is one word too many` };
  return { values, words: rest };
}

function unknownOption(written: string, names: readonly string[]): string {
  const near = nearest(written.replace(/^-+/, ""), names);
  const hint = near === null ? knownOptions(names) : `did you mean --${near}?`;
  return `there is no option ${JSON.stringify(written)}; ${hint}`;
}

function knownOptions(names: readonly string[]): string {
  return `options here are ${names.map((name) => `--${name}`).join(", ")}`;
}

/** Takes one of a closed list of words, or says which was most likely meant. */
export function oneOf<T extends string>(
  what: string,
  word: string,
  allowed: readonly T[],
): { word: T } | { problem: string } {
  const found = allowed.find((one) => one === word);
  if (found !== undefined) return { word: found };
  const near = nearest(word, allowed);
  const hint = near === null ? `it is one of ${allowed.join(", ")}` : `did you mean ${near}?`;
  return { problem: `${what} cannot be ${JSON.stringify(word)}; ${hint}` };
}
