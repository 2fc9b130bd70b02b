import type { Argument, Expression } from "../../code/program.ts";
import { takes } from "../cursor.ts";
import { operationAt } from "../lowered.ts";
import { skipSpace } from "./blanks.ts";
import type { Parser } from "./parser.ts";

/** What is several values stands in a list with all of them. */
export function argumentsFrom({ notes }: Parser, items: readonly Expression[]): Argument[] {
  return items.flatMap((value): Argument[] => {
    if (!notes.several.has(value)) return [{ value }];
    if (value.kind === "list") return value.items;
    return [{ value: operationAt("#list", [value], value.at), spread: true }];
  });
}

/** Arguments in parentheses: the cursor stands on the opening one. */
export function parenthesised(parser: Parser): Argument[] {
  const { cursor } = parser;
  cursor.position += 1;
  skipSpace(parser);
  if (takes(cursor, ")")) return [];
  const all = parser.full();
  skipSpace(parser);
  if (!takes(cursor, ")")) cursor.recovered = true;
  return argumentsFrom(parser, [all]);
}
