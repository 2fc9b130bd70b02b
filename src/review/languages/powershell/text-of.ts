import { concatenate } from "../../code/expressions.ts";
import { only, type Value } from "../../code/value.ts";
import { joinedBy, listIn } from "../decoded.ts";

/** The text that a value becomes in a text: lists have blanks between their items. */
export function asText(value: Value | undefined): string | null {
  if (value === undefined) return null;
  const known = only(value);
  if (known instanceof Uint8Array) return [...known.slice(0, 20_000)].join(" ");
  if (known === null) return "";
  if (typeof known === "boolean") return known ? "True" : "False";
  if (known !== undefined) return String(known);
  const joined = listIn(value) === null ? null : joinedBy(value, " ");
  return joined === null ? null : String(only(joined) ?? "");
}

/** Values put one after another as text. */
export function concatenated(values: readonly Value[]): Value {
  return concatenate(
    values.map((value) => {
      const joined = listIn(value) === null ? null : joinedBy(value, " ");
      return joined ?? value;
    }),
  );
}
