import type { Expression } from "../../code/program.ts";
import { callAt, constantAt, nameAt, opaqueAt } from "../lowered.ts";
import { deeper, peek, spanFrom, takeMatch, takes } from "../cursor.ts";
import { skipBlanks, skipLines } from "./blanks.ts";
import { writtenText, type Parser } from "./parser.ts";
import { parseString, takeVariable } from "./parse-string.ts";
import { takeType } from "./type-names.ts";
import { variableAt } from "./variables.ts";

const NUMBER =
  /(?:0x([0-9a-f]+)|0b([01]+)|(\d+(?:\.\d+)?(?:e[+-]?\d+)?|\.\d+))(u?[ysl]|[und])?(kb|mb|gb|tb|pb)?(?![\w])/iy;

const UNITS: Readonly<Record<string, number>> = {
  kb: 2 ** 10,
  mb: 2 ** 20,
  gb: 2 ** 30,
  tb: 2 ** 40,
  pb: 2 ** 50,
};

/** A value without what stands before and behind it; always passes at least one sign. */
export function parsePrimary(parser: Parser): Expression {
  const { cursor } = parser;
  const start = cursor.position;
  const text = parseString(parser);
  if (text !== null) return text;
  const opened = parseOpened(parser);
  if (opened !== null) return opened;
  const variable = takeVariable(parser) ?? takeMatch(cursor, /@(\w+)/y)?.[1] ?? null;
  if (variable !== null) return variableAt(variable, spanFrom(cursor, start));
  const number = takeNumber(parser);
  if (number !== null) return constantAt(number, spanFrom(cursor, start));
  const type = peek(cursor) === "[" ? takeType(cursor) : null;
  if (type !== null) return nameAt(`[${type.replace(/\[\]$/, "")}]`, spanFrom(cursor, start));
  cursor.recovered = true;
  if (takeMatch(cursor, /[\w-]+/y) === null && !/^[\n;)}]?$/.test(peek(cursor)))
    cursor.position += 1;
  return opaqueAt([], spanFrom(cursor, start));
}

function takeNumber({ cursor }: Parser): number | null {
  const found = takeMatch(cursor, NUMBER);
  if (found === null) return null;
  const [, hex, binary, decimal] = found;
  const value =
    hex !== undefined
      ? Number.parseInt(hex, 16)
      : binary !== undefined
        ? Number.parseInt(binary, 2)
        : Number(decimal);
  return value * (UNITS[(found[5] ?? "").toLowerCase()] ?? 1);
}

/** What stands in brackets: `( )`, `$( )`, `@( )`, `@{ }` and `{ }`. */
function parseOpened(parser: Parser): Expression | null {
  const { cursor } = parser;
  const start = cursor.position;
  if (takes(cursor, "@{")) return deeper(cursor, () => parseTable(parser, start));
  if (takes(cursor, "@(")) {
    const inner = deeper(cursor, () => parser.gathered(")", start));
    return callAt("#array", [inner], spanFrom(cursor, start));
  }
  if (takes(cursor, "$(")) return deeper(cursor, () => parser.gathered(")", start));
  if (takes(cursor, "{")) return deeper(cursor, () => parser.scriptBlock(start));
  if (!takes(cursor, "(")) return null;
  return deeper(cursor, () => parser.gathered(")", start));
}

/** `@{ name = value; "other" = value }`. */
function parseTable(parser: Parser, start: number): Expression {
  const { cursor } = parser;
  const entries: { key: Expression | null; value: Expression }[] = [];
  for (;;) {
    skipLines(cursor, true);
    if (takes(cursor, "}") || peek(cursor) === "") break;
    const before = cursor.position;
    const key = parseKey(parser);
    skipBlanks(cursor);
    if (!takes(cursor, "=")) {
      cursor.recovered = true;
      if (cursor.position === before) cursor.position += 1;
      continue;
    }
    skipLines(cursor);
    const value = parser.gatheredStatement(cursor.position) ?? parser.pipeline();
    entries.push({ key, value });
  }
  return { kind: "record", entries, at: spanFrom(cursor, start) };
}

function parseKey(parser: Parser): Expression {
  const { cursor } = parser;
  const start = cursor.position;
  const word = takeMatch(cursor, /[A-Za-z_][\w-]*/y);
  if (word !== null) return constantAt(word[0].toLowerCase(), spanFrom(cursor, start));
  const key = parser.expression(false);
  const text = writtenText(key);
  return text === null ? key : constantAt(text.toLowerCase(), key.at);
}
