import type { Expression } from "../../code/program.ts";
import { constantAt, nameAt, opaqueAt } from "../lowered.ts";
import { readArguments } from "./read-arguments.ts";
import { packagePath, named } from "./names.ts";
import { readFunctionOrBlock, startsArrow, readArrow } from "./read-lambda.ts";
import { readControl } from "./read-control.ts";
import { isTypeName } from "./outline-names.ts";
import { readAnonymous } from "./read-class.ts";
import { blockValue, cast, type Reader } from "./reader.ts";
import { skipTypeArguments } from "./skip-type.ts";
import type { Token } from "./tokens.ts";

/** A value as it begins: a literal, a name, something in brackets, a function. */
export function readPrimary(reader: Reader): Expression {
  const token = reader.peek();
  const at = reader.span(token);
  if (token.kind === "text") return textOf(reader);
  if (startsArrow(reader)) return readArrow(reader);
  if (token.kind === "number") {
    reader.take();
    return constantAt(numberOf(token.text), at);
  }
  if (token.kind === "name") return readWord(token, reader);
  if (token.text === "(") return readParenthesis(reader);
  if (token.text === "[" || token.text === "<") return readList(reader);
  if (token.text === "{")
    return reader.table.braceLambdas ? readFunctionOrBlock(reader) : readBraces(reader);
  if (/^(?:!|-|\+|~|\+\+|--|\.\.\.|\.\.\.\?|&|\*|#)$/.test(token.text)) {
    reader.take();
    const operand = reader.expression(20);
    if (token.text !== "!" && token.text !== "-" && token.text !== "~") return operand;
    return { kind: "operation", operator: token.text, operands: [operand], at };
  }
  if (token.text === "@") return readAnnotated(reader);
  // What no value begins with is passed over, unless it ends what stands around.
  if (token.kind !== "end" && !/^[)\]}]$/.test(token.text)) reader.take();
  return opaqueAt([], at);
}

function numberOf(text: string): number | null {
  const plain = text
    .replaceAll("_", "")
    .replace(/[lLfFuUdDgGiI]+$/, (end) => (/^0[xX]/.test(text) && /[dDfF]/.test(end) ? end : ""));
  const number = Number(plain);
  return Number.isFinite(number) ? number : null;
}

/** A text, also several side by side. */
function textOf(reader: Reader): Expression {
  const first = reader.peek();
  const at = reader.span(first);
  const parts: Expression[] = [];
  do {
    const token = reader.take();
    for (const part of token.parts) {
      parts.push(typeof part === "string" ? constantAt(part, at) : reader.inserted(part));
    }
  } while (reader.peek().kind === "text" && reader.table.semicolons);
  if (parts.length === 0) return constantAt("", at);
  const constants = parts.flatMap((each) => (each.kind === "constant" ? [String(each.value)] : []));
  return constants.length === parts.length
    ? constantAt(constants.join(""), at)
    : { kind: "text", parts, at };
}

const MAKES = /^(?:new|const)$/;

function readWord(token: Token, reader: Reader): Expression {
  const at = reader.span(token);
  const { text } = token;
  if (text === "true" || text === "false" || text === "null" || text === "None") {
    reader.take();
    return constantAt(text === "true" ? true : text === "false" ? false : null, at);
  }
  const control = readControl(reader);
  if (control !== null) return blockValue(control, at);
  if (MAKES.test(text) && (reader.peek(1).kind === "name" || /^[[{<]$/.test(reader.peek(1).text))) {
    reader.take();
    return readPrimary(reader);
  }
  if (/^(?:await|throw|return|yield|suspend|lazy)$/.test(text) && !reader.peek(1).fresh) {
    reader.take();
    return /^[)\]},;]$/.test(reader.peek().text) ? opaqueAt([], at) : reader.expression(2);
  }
  if (
    text === "object" &&
    /^[{:]$/.test(reader.peek(1).text) &&
    reader.table.classes.has("object")
  ) {
    return readAnonymous(reader);
  }
  const prefix = reader.peek(1);
  if (
    prefix.kind === "text" &&
    prefix.tight &&
    (reader.table.matches || /^(?:r|raw)$/.test(text))
  ) {
    reader.take();
    return textOf(reader);
  }
  const path = packagePath(reader);
  if (path !== null) {
    for (let count = 0; count < path.length; count += 1) reader.take();
    skipTypeArguments(reader);
    return nameAt(reader.table.usual(path.name, reader.imports), at);
  }
  reader.take();
  skipTypeArguments(reader);
  return named(text, at, reader);
}

/** `(a)` is a; `(a, b)` is a list; `(Type) a` is a. */
function readParenthesis(reader: Reader): Expression {
  const at = reader.span(reader.peek());
  const type = reader.peek(1).text;
  if (reader.table.bareArguments && isTypeName(type) && reader.peek(2).text === ")") {
    const operand = reader.peek(3);
    if (
      !operand.fresh &&
      (/^(?:name|text|number)$/.test(operand.kind) || /^[([]$/.test(operand.text))
    ) {
      for (let count = 0; count < 3; count += 1) reader.take();
      return cast(reader.expression(20), type, at);
    }
  }
  const items = readArguments(reader, ")");
  const [only] = items;
  if (items.length === 1 && only !== undefined && only.name === undefined) return only.value;
  return { kind: "list", items: items.map(({ value }) => ({ value })), at };
}

/** `[a, b]`, `[a: b]`, `<T>[a]`. */
function readList(reader: Reader): Expression {
  const at = reader.span(reader.peek());
  if (reader.is("<") && !skipTypeArguments(reader)) {
    reader.take();
    return opaqueAt([], at);
  }
  if (reader.is("{")) return readBraces(reader);
  if (!reader.is("[")) return opaqueAt([], at);
  const items = readArguments(reader, "]");
  const named = items.filter((each) => each.name !== undefined);
  if (named.length === 0) return { kind: "list", items, at };
  const entries = named.map((each) => ({
    key: constantAt(each.name ?? "", at),
    value: each.value,
  }));
  return { kind: "record", entries, at };
}

/** `{a: b}` and `{a, b}` of Dart; in Scala, statements. */
function readBraces(reader: Reader): Expression {
  const at = reader.span(reader.peek());
  if (!reader.table.semicolons) return blockValue(reader.body(), at);
  const items = readArguments(reader, "}");
  const named = items.filter((each) => each.name !== undefined);
  if (items.length > 0 && named.length === 0) return { kind: "list", items, at };
  const entries = named.map((each) => ({
    key: constantAt(each.name ?? "", at),
    value: each.value,
  }));
  return { kind: "record", entries, at };
}

function readAnnotated(reader: Reader): Expression {
  const at = reader.span(reader.take());
  if (reader.peek().kind === "name") reader.take();
  return reader.peek().kind === "end" ? opaqueAt([], at) : reader.expression();
}
