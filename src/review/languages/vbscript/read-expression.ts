import type { Argument, Expression } from "../../code/program.ts";
import { callAt, constantAt, memberAt, nameAt } from "../lowered.ts";
import { deeper } from "../cursor.ts";
import { accept, peek, RESULT, spanFrom, type Reader } from "./reader.ts";
import { numberValue, type Token } from "./tokens.ts";

/** Operators from those that bind least, and what they are called in the program form. */
const LEVELS: readonly ReadonlyMap<string, string>[] = [
  new Map([["imp", "imp"]]),
  new Map([["eqv", "eqv"]]),
  new Map([["xor", "^"]]),
  new Map([["or", "|"]]),
  new Map([["and", "&"]]),
  new Map([
    ["=", "=="],
    ["<>", "!="],
    ["<", "<"],
    [">", ">"],
    ["<=", "<="],
    [">=", ">="],
    ["=<", "<="],
    ["=>", ">="],
    ["is", "=="],
    ["like", "like"],
  ]),
  new Map([["&", "&&"]]),
  new Map([
    ["+", "+"],
    ["-", "-"],
  ]),
  new Map([["mod", "%"]]),
  new Map([["\\", "\\"]]),
  new Map([
    ["*", "*"],
    ["/", "/"],
  ]),
  new Map([["^", "**"]]),
];

const NOT = 5;
const JOINS = "&&";

/** Reads an expression; one that is not there is empty. */
export function readExpression(reader: Reader, index = 0): Expression {
  const operators = LEVELS[index];
  if (operators === undefined) return readUnary(reader);
  const from = peek(reader);
  if (index === NOT && accept(reader, "not")) {
    const operand = deeper(reader, () => readExpression(reader, NOT));
    return { kind: "operation", operator: "not", operands: [operand], at: spanFrom(reader, from) };
  }
  const first = readExpression(reader, index + 1);
  return continued(reader, first, from, index);
}

/** What stands behind a first operand, on this level of operators. */
function continued(reader: Reader, first: Expression, from: Token, index: number): Expression {
  const operators = LEVELS[index] ?? new Map<string, string>();
  let left = first;
  let parts: Expression[] | null = null;
  for (;;) {
    const token = peek(reader);
    const operator = token.kind === "text" ? undefined : operators.get(token.text);
    if (operator === undefined) return left;
    reader.at += 1;
    const right = readExpression(reader, index + 1);
    const at = spanFrom(reader, from);
    if (operator === JOINS) {
      // A chain of joined texts is one text of many parts, however long it is.
      parts ??= [left];
      parts.push(right);
      left = { kind: "text", parts, at };
    } else left = { kind: "operation", operator, operands: [left, right], at };
  }
}

/** Goes on with an expression whose first part is already there. */
export function readBehind(reader: Reader, first: Expression, from: Token): Expression {
  let value = first;
  for (let index = LEVELS.length - 1; index >= 0; index -= 1) {
    value = continued(reader, value, from, index);
  }
  return value;
}

function readUnary(reader: Reader): Expression {
  const from = peek(reader);
  if (from.kind === "sign" && accept(reader, "-", "+")) {
    const operand = deeper(reader, () => readUnary(reader));
    return {
      kind: "operation",
      operator: from.text,
      operands: [operand],
      at: spanFrom(reader, from),
    };
  }
  const value = readChain(reader, false);
  return isCall(reader, value) ? called(value) : value;
}

/** A function's name alone, or that of a method, may be a call. */
function isCall(reader: Reader, value: Expression): boolean {
  if (value.kind === "member") return true;
  return (
    value.kind === "name" &&
    reader.functions.has(value.name) &&
    reader.within?.locals.has(value.name) !== true
  );
}

function called(value: Expression): Expression {
  const { at } = value;
  const call: Expression = { kind: "call", callee: value, args: [], at };
  return { kind: "choice", test: null, options: [value, call], at };
}

/**
 * A value with its members and arguments. At the beginning of a statement a parenthesis after
 * a blank begins an argument: `f (x), y`.
 */
export function readChain(reader: Reader, statement: boolean): Expression {
  const from = peek(reader);
  let value = readPrimary(reader);
  for (;;) {
    const token = peek(reader);
    if (token.kind !== "sign") return value;
    if (token.text === "." || token.text === "!") {
      reader.at += 1;
      const name = peek(reader);
      if (name.kind !== "name") return value;
      reader.at += 1;
      if (value.kind === "name" && isCall(reader, value)) value = called(value);
      value = namedMember(value, name.text, spanFrom(reader, from));
    } else if (token.text === "(" && !(statement && token.spaced)) {
      reader.at += 1;
      const args = deeper(reader, () => readArguments(reader, ")"));
      accept(reader, ")");
      value = applied(reader, value, args, from);
    } else return value;
  }
}

/** What an element holds is decoded when it is read as what its type says. */
function namedMember(object: Expression, name: string, at: Expression["at"]): Expression {
  const member = memberAt(object, name, at);
  if (name !== "nodetypedvalue") return member;
  return { kind: "choice", test: null, options: [member, callAt("#typed", [object], at)], at };
}

function readPrimary(reader: Reader): Expression {
  const token = peek(reader);
  const at = { line: token.line, endLine: token.line, column: token.column };
  const empty: Expression = { kind: "opaque", parts: [], at };
  if (token.kind === "end") return empty;
  if (token.kind === "sign" && token.text === ".") return subjectOf(reader, at);
  reader.at += 1;
  if (token.kind === "text") return constantAt(token.text, at);
  if (token.kind === "number") return constantAt(numberValue(token.text), at);
  if (token.kind === "name") return readName(reader, token, at);
  if (token.text === "(") {
    const inner = deeper(reader, () => readExpression(reader));
    accept(reader, ")");
    return inner;
  }
  if (token.text !== ",") reader.recovered = true;
  // What stands where a value should stand is left for whoever reads on.
  if (/[,)]/.test(token.text)) reader.at -= 1;
  return empty;
}

/** A member of the object that `With` names: its dot is still to come. */
function subjectOf(reader: Reader, at: Expression["at"]): Expression {
  const subject = reader.subjects.at(-1);
  if (subject === undefined) reader.recovered = true;
  return subject === undefined ? { kind: "opaque", parts: [], at } : nameAt(subject, at);
}

const VALUES: ReadonlyMap<string, string | number | boolean | null> = new Map<
  string,
  string | number | boolean | null
>([
  ["true", true],
  ["false", false],
  ["null", null],
  ["nothing", null],
  ["empty", ""],
  ["vbnullstring", ""],
  ["vbcrlf", "\r\n"],
  ["vbnewline", "\r\n"],
  ["vblf", "\n"],
  ["vbcr", "\r"],
  ["vbtab", "\t"],
  ["vbhide", 0],
]);

function readName(reader: Reader, token: Token, at: Expression["at"]): Expression {
  const value = VALUES.get(token.text);
  if (value !== undefined) return constantAt(value, at);
  if (token.text === "new") {
    const name = peek(reader).text;
    reader.at += 1;
    let full = name;
    while (accept(reader, ".")) {
      full += `.${peek(reader).text}`;
      reader.at += 1;
    }
    // A type of a library is made like any object of the host.
    const made = callAt("createobject", [constantAt(full, at)], at);
    return full === name ? callAt(name, [], at) : made;
  }
  if (token.text === "byval" || token.text === "byref") return readChain(reader, false);
  const own = reader.within?.name === token.text && peek(reader).text !== "(";
  return nameAt(own ? RESULT : token.text, at);
}

/** `x(1)` is an item of a variable, and a call of anything else. */
function applied(reader: Reader, callee: Expression, args: Argument[], from: Token): Expression {
  const at = spanFrom(reader, from);
  const [index] = args;
  const { within, variables } = reader;
  const holds =
    callee.kind === "name" &&
    (variables.has(callee.name) || within?.locals.has(callee.name) === true);
  if (!holds || index === undefined || args.length !== 1) {
    return { kind: "call", callee, args, at };
  }
  const item: Expression = { kind: "member", object: callee, property: index.value, at };
  // A variable may hold a reference to a function.
  return { kind: "choice", test: null, options: [item, { kind: "call", callee, args, at }], at };
}

/** Arguments up to the sign that ends them, or to the end of the statement. */
export function readArguments(reader: Reader, closing: string | null): Argument[] {
  const args: Argument[] = [];
  for (;;) {
    const token = peek(reader);
    if (token.kind === "end" || (token.kind === "sign" && token.text === closing)) return args;
    const before = reader.at;
    // `name:=value` names the argument.
    if (token.kind === "name" && peek(reader, 1).text === ":=") reader.at += 2;
    args.push({ value: readExpression(reader) });
    if (accept(reader, ",")) continue;
    const next = peek(reader);
    if (next.kind === "end" || next.text === closing) return args;
    if (isElse(next)) return args;
    if (reader.at === before) reader.at += 1;
    reader.recovered = true;
  }
}

/** `If a Then b Else c`: the word ends the statement before it. */
function isElse(token: Token): boolean {
  return token.kind === "name" && /^(?:else|end)$/.test(token.text);
}
