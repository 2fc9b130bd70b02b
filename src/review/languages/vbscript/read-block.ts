import type { Expression, FunctionNode, Statement } from "../../code/program.ts";
import { constantAt, nameAt } from "../lowered.ts";
import { readChain, readExpression } from "./read-expression.ts";
import { deeper } from "../cursor.ts";
import {
  accept,
  assignTo,
  isDone,
  isWord,
  peek,
  RESULT,
  skipStatement,
  spanFrom,
  targetOf,
  type Reader,
} from "./reader.ts";
import type { Token } from "./tokens.ts";

/** How the blocks read what is inside of them. */
interface Inner {
  statements(reader: Reader, ...stops: readonly string[]): Statement[];
  statement(reader: Reader): Statement[];
}

type Block = (reader: Reader, from: Token, inner: Inner) => Statement[];

/** Statements that hold others, by their first word, which is already read. */
export const BLOCKS: ReadonlyMap<string, Block> = new Map<string, Block>([
  ["if", readIf],
  ["for", readFor],
  ["do", readDo],
  ["while", readWhile],
  ["select", readSelect],
  ["with", readWith],
  ["sub", (reader, from, inner) => functionStatement(readFunction(reader, from, inner, "sub"))],
  [
    "function",
    (reader, from, inner) => functionStatement(readFunction(reader, from, inner, "function")),
  ],
  [
    "property",
    (reader, from, inner) => functionStatement(readFunction(reader, from, inner, "property")),
  ],
  ["class", readClass],
]);

function readIf(reader: Reader, from: Token, inner: Inner): Statement[] {
  const test = readExpression(reader);
  accept(reader, "then");
  if (peek(reader).kind !== "end") return readLine(reader, from, test, inner);
  const bodies: Statement[][] = [inner.statements(reader, "elseif", "else", "end")];
  let tests = 1;
  while (isWord(reader, "elseif", "else")) {
    if (accept(reader, "elseif")) {
      const other = readExpression(reader);
      accept(reader, "then");
      tests += 1;
      const at = spanFrom(reader, from);
      const body = inner.statements(reader, "elseif", "else", "end");
      bodies.push([{ kind: "expression", value: other, at }, ...body]);
    } else {
      accept(reader, "else");
      bodies.push(inner.statements(reader, "end", "elseif"));
    }
  }
  accept(reader, "end");
  accept(reader, "if");
  const at = spanFrom(reader, from);
  return tests === 1
    ? [{ kind: "branch", test, bodies, at }]
    : [
        { kind: "expression", value: test, at },
        { kind: "branch", test: null, bodies, at },
      ];
}

/** `If a Then b : c Else d` on one line. */
function readLine(reader: Reader, from: Token, test: Expression, inner: Inner): Statement[] {
  const part = (): Statement[] => {
    const out: Statement[] = [];
    while (!isDone(reader) && !isWord(reader, "else") && peek(reader).text !== "\n") {
      const before = reader.at;
      if (peek(reader).kind === "end") reader.at += 1;
      else if (isWord(reader, "end") && peek(reader, 1).text === "if") reader.at += 2;
      else out.push(...deeper(reader, () => inner.statement(reader)));
      if (reader.at === before) reader.at += 1;
    }
    return out;
  };
  const bodies = [part()];
  if (accept(reader, "else")) bodies.push(part());
  return [{ kind: "branch", test, bodies, at: spanFrom(reader, from) }];
}

function readFor(reader: Reader, from: Token, inner: Inner): Statement[] {
  const each = accept(reader, "each");
  const variable = readChain(reader, false);
  const target = targetOf(reader, variable) ?? {
    kind: "name" as const,
    name: "#each",
    local: true,
  };
  if (each) {
    accept(reader, "in");
    const of = readExpression(reader);
    const body = closed(reader, inner, "next");
    const at = spanFrom(reader, from);
    return [
      { kind: "loop", test: null, update: null, each: { target, of, keys: false }, body, at },
    ];
  }
  accept(reader, "=");
  const start = readExpression(reader);
  accept(reader, "to");
  const end = readExpression(reader);
  const at = spanFrom(reader, from);
  const step = accept(reader, "step") ? readExpression(reader) : constantAt(1, at);
  const body = closed(reader, inner, "next");
  const down = step.kind === "operation" && step.operator === "-";
  const next: Expression = { kind: "operation", operator: "+", operands: [variable, step], at };
  return [
    assignTo(target, start, at),
    {
      kind: "loop",
      test: { kind: "operation", operator: down ? ">=" : "<=", operands: [variable, end], at },
      update: { kind: "assign", target, value: next, at },
      each: null,
      body,
      at,
    },
  ];
}

/** The statements up to a word, which is gone over with the rest of its line. */
function closed(reader: Reader, inner: Inner, word: string): Statement[] {
  const body = inner.statements(reader, word);
  if (accept(reader, word) && peek(reader).kind === "name" && word === "next") reader.at += 1;
  return body;
}

function readDo(reader: Reader, from: Token, inner: Inner): Statement[] {
  const before = readCondition(reader);
  const body = inner.statements(reader, "loop");
  accept(reader, "loop");
  const test = before ?? readCondition(reader) ?? constantAt(true, spanFrom(reader, from));
  return [{ kind: "loop", test, update: null, each: null, body, at: spanFrom(reader, from) }];
}

function readCondition(reader: Reader): Expression | null {
  const from = peek(reader);
  if (accept(reader, "while")) return readExpression(reader);
  if (!accept(reader, "until")) return null;
  const operands = [readExpression(reader)];
  return { kind: "operation", operator: "not", operands, at: spanFrom(reader, from) };
}

function readWhile(reader: Reader, from: Token, inner: Inner): Statement[] {
  const test = readExpression(reader);
  const body = inner.statements(reader, "wend");
  accept(reader, "wend");
  return [{ kind: "loop", test, update: null, each: null, body, at: spanFrom(reader, from) }];
}

function readSelect(reader: Reader, from: Token, inner: Inner): Statement[] {
  accept(reader, "case");
  const value = readExpression(reader);
  const bodies: Statement[][] = [];
  inner.statements(reader, "case", "end");
  while (accept(reader, "case")) {
    skipStatement(reader);
    bodies.push(inner.statements(reader, "case", "end"));
  }
  accept(reader, "end");
  accept(reader, "select");
  const at = spanFrom(reader, from);
  return [
    { kind: "expression", value, at },
    { kind: "branch", test: null, bodies, at },
  ];
}

function readWith(reader: Reader, from: Token, inner: Inner): Statement[] {
  const value = readExpression(reader);
  const name = `#with${(reader.made += 1)}`;
  reader.subjects.push(name);
  const body = inner.statements(reader, "end");
  reader.subjects.pop();
  accept(reader, "end");
  accept(reader, "with");
  const at = spanFrom(reader, from);
  return [assignTo({ kind: "name", name, local: true }, value, at), ...body];
}

function functionStatement(made: FunctionNode): Statement[] {
  return [{ kind: "function", function: made, at: made.at }];
}

function readFunction(reader: Reader, from: Token, inner: Inner, word: string): FunctionNode {
  if (word === "property") accept(reader, "get", "let", "set");
  const name = peek(reader).text;
  reader.at += 1;
  const parameters = readParameters(reader);
  if (accept(reader, "as")) readChain(reader, false);
  const around = reader.within;
  const own = localsIn(reader, word);
  reader.within = { name, locals: new Set([...parameters, ...own]) };
  const statements = readBody(reader, inner, word);
  reader.within = around;
  const at = spanFrom(reader, from);
  const empty = own.map((local): Statement => {
    const target = { kind: "name" as const, name: local, local: true };
    return assignTo(target, constantAt("", at), at);
  });
  const result: Statement = { kind: "return", value: nameAt(RESULT, at), at };
  const start = assignTo({ kind: "name", name: RESULT, local: true }, constantAt("", at), at);
  return {
    name,
    parameters,
    defaults: parameters.map(() => null),
    rest: false,
    self: null,
    body: [start, ...empty, ...statements, result],
    at,
  };
}

/** Up to `End Sub`: an `End` alone stops the program, and what follows is read all the same. */
function readBody(reader: Reader, inner: Inner, word: string): Statement[] {
  const out: Statement[] = [];
  for (;;) {
    out.push(...inner.statements(reader, "end"));
    if (isDone(reader)) return out;
    reader.at += 1;
    if (accept(reader, word)) return out;
    // The function before this one was not closed.
    if (isWord(reader, "sub", "function", "property", "class")) {
      reader.at += 1;
      return out;
    }
  }
}

function readParameters(reader: Reader): string[] {
  const out: string[] = [];
  if (!accept(reader, "(")) return out;
  while (!isDone(reader) && peek(reader).kind !== "end" && !accept(reader, ")")) {
    if (accept(reader, "byval", "byref", "optional", "paramarray", ",")) continue;
    const token = peek(reader);
    reader.at += 1;
    if (token.kind !== "name") continue;
    out.push(token.text);
    if (accept(reader, "(")) accept(reader, ")");
    if (accept(reader, "as")) readChain(reader, false);
    if (accept(reader, "=")) readExpression(reader);
  }
  return out;
}

/** Names that are declared in the function that begins here. */
function localsIn(reader: Reader, word: string): string[] {
  const names: string[] = [];
  let declares = false;
  for (let at = reader.at; at < reader.tokens.length; at += 1) {
    const token = reader.tokens[at];
    if (token === undefined) break;
    const next = reader.tokens[at + 1];
    if (token.text === "end" && token.kind === "name" && next?.text === word) break;
    if (token.kind === "end") declares = false;
    else if (
      declares &&
      token.kind === "name" &&
      /^(?:dim|,)$/.test(reader.tokens[at - 1]?.text ?? "")
    ) {
      names.push(token.text);
    } else if (token.kind === "name" && token.text === "dim") declares = true;
  }
  return names;
}

function readClass(reader: Reader, from: Token, inner: Inner): Statement[] {
  const name = peek(reader).text;
  reader.at += 1;
  const body = readBody(reader, inner, "class");
  const methods = body.flatMap((each) => (each.kind === "function" ? [each.function] : []));
  const rest = body.filter((each) => each.kind !== "function");
  const at = spanFrom(reader, from);
  return [...rest, { kind: "class", name, bases: [], methods, body: [], at }];
}
