import type { Expression, Statement, Target } from "../../code/program.ts";
import { peek, spanFrom, takeMatch, takes } from "../cursor.ts";
import { constantAt, opaqueAt, operationAt, statementOf } from "../lowered.ts";
import { targetOf } from "./assign.ts";
import { skipSpace } from "./blanks.ts";
import type { Parser } from "./parser.ts";

/** Branches, loops and handlers; null for anything else. */
export function parseControl(parser: Parser): Statement[] | null {
  const { cursor } = parser;
  const start = cursor.position;
  const word = takeMatch(
    cursor,
    /(?:if|unless|given|when)(?=\s*\()|(?:while|until)(?=\s*\()|for(?:each)?(?=\s*[($]|\s+(?:my|our|state)\b)|default(?=\s*\{)|try(?=\s*\{)/y,
  )?.[0];
  switch (word) {
    case "if":
    case "unless":
      return [parseIf(parser, word === "unless", start)];
    case "given":
    case "when":
      return parseGiven(parser, word, start);
    case "default":
      return [{ kind: "block", body: block(parser), at: spanFrom(cursor, start) }];
    case "while":
    case "until":
      return parseWhile(parser, word === "until", start);
    case "for":
    case "foreach":
      return parseFor(parser, start);
    case "try":
      return parseTry(parser, start);
    default:
      return null;
  }
}

/** `{ … }`; nothing where none stands. */
function block(parser: Parser): Statement[] {
  const { cursor } = parser;
  skipSpace(parser);
  if (takes(cursor, "{")) return parser.statements("}");
  cursor.recovered = true;
  return [];
}

/** `( … )`. */
function condition(parser: Parser): Expression {
  const { cursor } = parser;
  skipSpace(parser);
  const start = cursor.position;
  if (!takes(cursor, "(")) cursor.recovered = true;
  skipSpace(parser);
  if (takes(cursor, ")")) return constantAt(true, spanFrom(cursor, start));
  const test = parser.full();
  skipSpace(parser);
  if (!takes(cursor, ")")) cursor.recovered = true;
  return test;
}

function parseIf(parser: Parser, negative: boolean, start: number): Statement {
  const { cursor } = parser;
  const test = condition(parser);
  const first = block(parser);
  const clauses: { test: Expression; body: Statement[] }[] = [];
  skipSpace(parser);
  while (takeMatch(cursor, /els(?:e\s*)?if\b/y) !== null) {
    clauses.push({ test: condition(parser), body: block(parser) });
    skipSpace(parser);
  }
  const last = takeMatch(cursor, /else(?=\s*\{)/y) === null ? [] : block(parser);
  const at = spanFrom(cursor, start);
  const others = clauses.reduceRight<Statement[]>(
    (rest, each) => [{ kind: "branch", test: each.test, bodies: [each.body, rest], at }],
    last,
  );
  return { kind: "branch", test, bodies: negative ? [others, first] : [first, others], at };
}

function parseGiven(parser: Parser, word: string, start: number): Statement[] {
  const test = condition(parser);
  const body = block(parser);
  const at = spanFrom(parser.cursor, start);
  if (word === "given") return [statementOf(test), { kind: "block", body, at }];
  return [{ kind: "branch", test: opaqueAt([test, opaqueAt([], at)], at), bodies: [body, []], at }];
}

/** `while (my $line = <$fh>)` goes through the lines; another loop turns as long as it may. */
function parseWhile(parser: Parser, negative: boolean, start: number): Statement[] {
  const { cursor } = parser;
  const test = condition(parser);
  const body = block(parser);
  if (takeMatch(cursor, /\s*continue(?=\s*\{)/y) !== null) body.push(...block(parser));
  const at = spanFrom(cursor, start);
  const lines = linesOf(test);
  if (lines !== null) {
    const of = operationAt("#lines", [lines.of], at);
    return [
      {
        kind: "loop",
        test: null,
        update: null,
        each: { target: lines.target, of, keys: false },
        body,
        at,
      },
    ];
  }
  const whole = negative ? operationAt("!", [test], at) : test;
  return [{ kind: "loop", test: whole, update: null, each: null, body, at }];
}

function linesOf(test: Expression): { of: Expression; target: Target } | null {
  if (test.kind === "operation" && test.operator === "#readline")
    return { of: test, target: { kind: "name", name: "$_", local: false } };
  if (
    test.kind === "assign" &&
    test.value.kind === "operation" &&
    test.value.operator === "#readline"
  )
    return { of: test.value, target: test.target };
  const [inner] = test.kind === "opaque" ? test.parts : [];
  return inner === undefined || test.kind !== "opaque"
    ? null
    : inner.kind === "operation" && inner.operator === "#known"
      ? linesOf(inner.operands[0] ?? test)
      : linesOf(inner);
}

function parseFor(parser: Parser, start: number): Statement[] {
  const { cursor } = parser;
  skipSpace(parser);
  const local = takeMatch(cursor, /(?:my|our|state)\s*/y) !== null;
  const names = !local
    ? undefined
    : takeMatch(cursor, /\(\s*(\$\w+(?:\s*,\s*\$\w+)*)\s*\)/y)?.[1]?.split(/\s*,\s*/);
  const name = names === undefined ? takeMatch(cursor, /\$(?:\w|::)+/y)?.[0] : undefined;
  skipSpace(parser);
  if (!takes(cursor, "(")) {
    cursor.recovered = true;
    return [];
  }
  skipSpace(parser);
  const first = /[;)]/.test(peek(cursor)) ? null : parser.full();
  skipSpace(parser);
  if (name === undefined && takes(cursor, ";")) return parseCounted(parser, first, start);
  if (!takes(cursor, ")")) cursor.recovered = true;
  const body = block(parser);
  const at = spanFrom(cursor, start);
  const of = operationAt(
    names === undefined ? "#list" : "#pairs",
    first === null ? [constantAt(null, at)] : [first],
    at,
  );
  const target: Target =
    names === undefined
      ? { kind: "name", name: name ?? "$_", local }
      : {
          kind: "parts",
          parts: names.map((each, index) => ({
            property: constantAt(index, at),
            target: { kind: "name", name: each, local },
            fallback: null,
          })),
        };
  return [{ kind: "loop", test: null, update: null, each: { target, of, keys: false }, body, at }];
}

/** `for (my $i = 0; $i < 3; $i++)`. */
function parseCounted(parser: Parser, first: Expression | null, start: number): Statement[] {
  const { cursor } = parser;
  skipSpace(parser);
  const test = peek(cursor) === ";" ? null : parser.full();
  skipSpace(parser);
  takes(cursor, ";");
  skipSpace(parser);
  const update = peek(cursor) === ")" ? null : parser.full();
  skipSpace(parser);
  if (!takes(cursor, ")")) cursor.recovered = true;
  const body = block(parser);
  const at = spanFrom(cursor, start);
  const loop: Statement = {
    kind: "loop",
    test: test ?? constantAt(true, at),
    update,
    each: null,
    body,
    at,
  };
  return first === null ? [loop] : [statementOf(first), loop];
}

/** The body, its handler, and what comes last. */
function parseTry(parser: Parser, start: number): Statement[] {
  const { cursor } = parser;
  const body = block(parser);
  const bodies: Statement[][] = [];
  let last: Statement[] = [];
  for (;;) {
    skipSpace(parser);
    const word = takeMatch(cursor, /(?:catch|finally)(?=\s*[({])/y)?.[0];
    if (word === undefined) break;
    skipSpace(parser);
    const caught: Statement[] = [];
    if (peek(cursor) === "(") {
      const { target, place } = targetOf(parser, condition(parser));
      if (target !== null)
        caught.push({
          kind: "expression",
          value: { kind: "assign", target, value: opaqueAt([], place.at), at: place.at },
          at: place.at,
        });
    }
    const inside = [...caught, ...block(parser)];
    if (word === "finally") last = inside;
    else bodies.push(inside);
  }
  skipSpace(parser);
  takes(cursor, ";");
  const at = spanFrom(cursor, start);
  return [
    { kind: "branch", test: null, bodies: [body], at },
    { kind: "branch", test: null, bodies: [...bodies, []], at },
    ...last,
  ];
}
