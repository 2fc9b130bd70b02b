import { concatenate } from "../../code/expressions.ts";
import { api, constant, join, only, onlyText, UNKNOWN, type Value } from "../../code/value.ts";
import { asTextValue } from "./format.ts";

/** A path is its text, and has the methods of paths. */
export function path(text: Value): Value {
  return join(text, api("pathlib.Path()"));
}

/** Paths put one after another as `os.path.join` does; what is not known leaves a gap. */
export function joinPath(parts: readonly Value[]): Value | null {
  if (parts.length === 0) return null;
  const slash = constant("/");
  const texts = parts.map(asTextValue);
  const last = texts.findLastIndex(
    (part, index) => index > 0 && (onlyText(part) ?? "").startsWith("/"),
  );
  const used = last > 0 ? texts.slice(last) : texts;
  return concatenate(
    used.flatMap((part, index) => {
      const before = index === 0 ? "/" : (onlyText(used[index - 1] ?? UNKNOWN) ?? "");
      return before.endsWith("/") ? [part] : [slash, part];
    }),
  );
}

/** Whether a value is a path rather than a text. */
export function isPath(value: Value): boolean {
  if (!value.apis.includes("pathlib.Path()")) return false;
  return typeof only(value) === "string" || (value.known.length === 0 && value.prefix !== null);
}
