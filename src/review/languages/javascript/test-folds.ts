import type { Fold } from "../../code/analysis.ts";
import { constant, only, onlyText, record, type Value } from "../../code/value.ts";

/** What a regular expression is here: a record of its source and its flags. */
function expression(source: Value | undefined, flags: Value | undefined): Value | null {
  const [box] = source?.boxes ?? [];
  const inner = box?.fields.get("source");
  const given = inner ?? source;
  if (given === undefined || onlyText(given) === null) return null;
  const set = flags ?? box?.fields.get("flags") ?? constant("");
  return onlyText(set) === null
    ? null
    : record(
        new Map([
          ["source", given],
          ["flags", set],
        ]),
      );
}

/** What a question about two known texts answers. */
function asks(question: (text: string, other: string) => boolean): Fold {
  return (value, [other]) => {
    const [text, searched] = [onlyText(value), other === undefined ? null : onlyText(other)];
    return text === null || searched === null ? null : constant(question(text, searched));
  };
}

/** A text filled up to a length with another one, a space unless given. */
function padded(pad: (text: string, size: number, by: string) => string): Fold {
  return (value, [size, by]) => {
    const [text, filler] = [onlyText(value), by === undefined ? " " : onlyText(by)];
    const most = size === undefined ? undefined : only(size);
    if (text === null || filler === null || typeof most !== "number" || most > 10_000) return null;
    return { ...value, known: [pad(text, most, filler)] };
  };
}

/** Making of regular expressions, and questions about texts. */
export const TEST_FOLDS: [string, Fold][] = [
  ["RegExp", (_, [source, flags]) => expression(source, flags)],
  [".includes", asks((text, other) => text.includes(other))],
  [".startsWith", asks((text, other) => text.startsWith(other))],
  [".endsWith", asks((text, other) => text.endsWith(other))],
  [".padStart", padded((text, size, by) => text.padStart(size, by))],
  [".padEnd", padded((text, size, by) => text.padEnd(size, by))],
];
