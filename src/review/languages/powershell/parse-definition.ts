import type { Expression, FunctionNode, Statement } from "../../code/program.ts";
import { callAt, constantAt, nameAt } from "../lowered.ts";
import { deeper, peek, sees, spanFrom, takeMatch, takes } from "../cursor.ts";
import { skipBlanks, skipLines } from "./blanks.ts";
import { assignAt, type Parser } from "./parser.ts";
import { functionFrom, parseParameters, type Parameter } from "./parse-function.ts";
import { takeVariable } from "./parse-string.ts";
import { takeType, usualType } from "./type-names.ts";
import { usualVariable } from "./variables.ts";

/** Functions, classes, parameters of the script and what it uses; null for anything else. */
export function parseDefinition(parser: Parser, word: string, start: number): Statement[] | null {
  switch (word) {
    case "function":
    case "filter":
    case "workflow":
    case "configuration":
      return parseFunction(parser, start);
    case "class":
      return parseClass(parser, start);
    case "enum":
      return takeMatch(parser.cursor, /enum\s+\w+(?:\s*:\s*\w+)?\s*\{[^{}]*\}/iy) === null
        ? null
        : [];
    case "param":
      return parseScriptParameters(parser, start);
    case "using":
      return parseUsing(parser, start);
    default:
      return null;
  }
}

function parseFunction(parser: Parser, start: number): Statement[] | null {
  const { cursor } = parser;
  const name = takeMatch(cursor, /\w+\s+(?:\w+:)?([^\s(){}|;'"$&]+)\s*(?=[({])/y)?.[1];
  if (name === undefined) return null;
  let parameters: Parameter[] = [];
  if (takes(cursor, "(")) {
    parameters = deeper(cursor, () => parseParameters(parser));
    skipLines(cursor);
  }
  if (!takes(cursor, "{")) return [];
  const node = deeper(cursor, () =>
    functionFrom(parser, { name: `&${name.toLowerCase()}`, parameters, start, function: true }),
  );
  return [{ kind: "function", function: node, at: node.at }];
}

/** Parameters of a script may be given by anybody: only their defaults are known. */
function parseScriptParameters(parser: Parser, start: number): Statement[] | null {
  const { cursor } = parser;
  if (takeMatch(cursor, /param\s*\(/iy) === null) return null;
  const parameters = deeper(cursor, () => parseParameters(parser));
  const at = spanFrom(cursor, start);
  return parameters.map(({ name, fallback }): Statement => {
    const nothing = callAt("#given", [nameAt("args", at)], at);
    const value = fallback ?? nothing;
    return { kind: "expression", value: assignAt(name, value, at, true), at };
  });
}

/** `using module ./x.psm1` loads a file; `using namespace` only shortens names. */
function parseUsing(parser: Parser, start: number): Statement[] | null {
  const { cursor } = parser;
  const found = takeMatch(cursor, /using\s+(module|namespace|assembly)\s+([^\s;]+)/iy);
  if (found === null) return null;
  const [, kind = "", name = ""] = found;
  if (kind.toLowerCase() !== "module") return [];
  const at = spanFrom(cursor, start);
  const module = constantAt(name.replace(/^['"]|['"]$/g, ""), at);
  return [{ kind: "expression", value: { kind: "import", module, at }, at }];
}

/** Classes; their methods are functions with an object. */
function parseClass(parser: Parser, start: number): Statement[] | null {
  const { cursor } = parser;
  const found = takeMatch(cursor, /class\s+(\w+)\s*(?::([\w.,\s]+))?\{/iy);
  if (found === null) return null;
  const name = (found[1] ?? "").toLowerCase();
  const methods: FunctionNode[] = [];
  const body: Statement[] = [];
  for (;;) {
    skipLines(cursor, true);
    if (takes(cursor, "}") || peek(cursor) === "") break;
    const before = cursor.position;
    deeper(cursor, () => parseClassMember(parser, name, methods, body));
    if (cursor.position === before) cursor.position += 1;
  }
  const at = spanFrom(cursor, start);
  const bases = (found[2] ?? "").split(",").map((each) => each.trim());
  return [
    {
      kind: "class",
      name: `[${name}]`,
      bases: bases.filter(Boolean).map((each): Expression => nameAt(`[${usualType(each)}]`, at)),
      methods,
      body,
      at,
    },
  ];
}

function parseClassMember(
  parser: Parser,
  className: string,
  methods: FunctionNode[],
  body: Statement[],
): void {
  const { cursor } = parser;
  const start = cursor.position;
  while (takeMatch(cursor, /(?:static|hidden)\b\s*/iy) !== null || takeType(cursor) !== null)
    skipLines(cursor);
  const method = takeMatch(cursor, /(\w+)\s*\(/y)?.[1]?.toLowerCase();
  if (method !== undefined) {
    const parameters = deeper(cursor, () => parseParameters(parser));
    // What follows in between calls a constructor of the base class.
    takeMatch(cursor, /\s*:\s*base\s*\([^(){}]*\)/iy);
    skipLines(cursor);
    if (!takes(cursor, "{")) return;
    const name = method === className ? "constructor" : method;
    const node = functionFrom(parser, { name, parameters, start, function: true });
    methods.push({ ...node, self: "this" });
    return;
  }
  const property = takeVariable(parser);
  if (property === null) return;
  skipBlanks(cursor);
  if (!takes(cursor, "=") || sees(cursor, "=")) return;
  skipLines(cursor);
  const value = parser.pipeline();
  const at = spanFrom(cursor, start);
  body.push({ kind: "expression", value: assignAt(usualVariable(property), value, at, true), at });
}
