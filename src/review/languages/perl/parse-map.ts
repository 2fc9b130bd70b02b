import type { Argument, Expression } from "../../code/program.ts";
import { matchHere, peek, spanFrom, takeMatch, takes } from "../cursor.ts";
import { nameAt, operationAt } from "../lowered.ts";
import { skipSpace } from "./blanks.ts";
import { endsList } from "./ends.ts";
import { readBlock } from "./parse-call.ts";
import type { Parser } from "./parser.ts";

/** `map { … } @list` and `map f($_), @list`. */
export function withBlock(parser: Parser, word: string, start: number): Expression {
  const { cursor, notes } = parser;
  const open = takes(cursor, "(");
  skipSpace(parser);
  const args: Argument[] = [];
  if (peek(cursor) === "{" && !isHash(parser)) {
    args.push(readBlock(parser));
    skipSpace(parser);
    takes(cursor, ",");
  } else if (word === "sort") {
    const by = takeMatch(cursor, /\$\w+(?=\s+[@(a-z])|[A-Za-z_]\w*(?=\s+[@(])(?!\s*\()/y)?.[0];
    if (by !== undefined && !/^(?:map|grep|keys|values|reverse|sort|split)$/.test(by))
      args.push({ value: nameAt(by, spanFrom(cursor, start)) });
    else cursor.position -= by?.length ?? 0;
  } else args.push(asFunction(parser));
  skipSpace(parser);
  takeMatch(cursor, /,|=>/y);
  skipSpace(parser);
  const items = endsList(parser) ? [] : [parser.list()];
  if (open) {
    skipSpace(parser);
    takes(cursor, ")");
  }
  const at = spanFrom(cursor, start);
  const list: Expression =
    items[0] === undefined
      ? { kind: "list", items: [], at }
      : items[0].kind === "list"
        ? items[0]
        : operationAt("#list", [items[0]], at);
  const out: Expression = {
    kind: "call",
    callee: nameAt(word, at),
    args: [...args, { value: list }],
    at,
  };
  notes.several.add(out);
  return out;
}

/** `map {"a" => 1}, @x`: what looks like a block is a hash when a comma stands behind it. */
function isHash({ cursor }: Parser): boolean {
  return matchHere(cursor, /\{[^{}\n]{0,200}\}\s*,/y) !== null;
}

function asFunction(parser: Parser): Argument {
  const value = parser.item();
  const { at } = value;
  const body = [{ kind: "return" as const, value, at }];
  return {
    value: {
      kind: "function",
      function: {
        name: null,
        parameters: ["$_"],
        defaults: [null],
        rest: false,
        self: null,
        inline: true,
        body,
        at,
      },
      at,
    },
  };
}
