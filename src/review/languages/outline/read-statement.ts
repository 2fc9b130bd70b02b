import type { Expression, Statement } from "../../code/program.ts";
import { assignTo, constantAt, nameAt, statementOf } from "../lowered.ts";
import { readClass, readFunction } from "./read-class.ts";
import { readBody, readControl } from "./read-control.ts";
import { readFunctionBody, readParameters } from "./read-lambda.ts";
import { readImport } from "./read-import.ts";
import { readTyped } from "./read-typed.ts";
import { readArguments } from "./read-arguments.ts";
import { type Reader } from "./reader.ts";
import type { Token } from "./tokens.ts";
import { skipType, skipTypeArguments } from "./skip-type.ts";

/** One statement or declaration; takes at least one token unless a block ends here. */
export function readStatement(reader: Reader): Statement[] {
  const { table } = reader;
  const notes = skipModifiers(reader);
  const token = reader.peek();
  const at = reader.span(token);
  if (token.kind === "end" || reader.accept(";")) return [];
  if (token.text === "{" && (!table.braceLambdas || notes.length > 0))
    return [{ kind: "block", body: readBody(reader), at }];
  if (token.kind === "name") {
    const known = readDeclared(reader, notes) ?? readControl(reader) ?? readJump(reader);
    if (known !== null) return known;
    if (table.imports.has(token.text) && !/^[.(=]$/.test(reader.peek(1).text))
      return readImport(reader);
    if (token.text === "init" && reader.peek(1).text === "{") {
      reader.take();
      return [{ kind: "block", body: readBody(reader), at }];
    }
    if (
      token.text === reader.classes.at(-1)?.name &&
      reader.peek(1).text === "(" &&
      table.typedNames
    ) {
      return readFunction(reader, notes);
    }
    if (table.typedNames) {
      const typed = readTyped(reader, notes);
      if (typed !== null) return typed;
    }
    if (
      reader.peek(1).text === ":" &&
      reader.peek(2).text !== ":" &&
      table.semicolons &&
      reader.peek(1).tight
    ) {
      reader.take();
      reader.take();
      return readStatement(reader);
    }
  }
  const value = reader.expression();
  reader.accept(";");
  return [statementOf(value)];
}

/** Passes over modifiers and annotations; answers the names of these. */
function skipModifiers(reader: Reader): string[] {
  const notes: string[] = [];
  for (;;) {
    const token = reader.peek();
    if (token.text === "@" && reader.peek(1).kind === "name") {
      reader.take();
      let name = reader.take().text;
      while (
        /^[.:]$/.test(reader.peek().text) &&
        reader.peek(1).kind === "name" &&
        reader.peek().tight
      ) {
        reader.take();
        name = reader.take().text;
      }
      notes.push(name);
      skipTypeArguments(reader);
      if (reader.is("(") && reader.peek().tight) readArguments(reader, ")");
    } else if (
      token.kind === "name" &&
      reader.table.modifiers.has(token.text) &&
      isModifier(reader)
    ) {
      notes.push(token.text);
      reader.take();
    } else return notes;
  }
}

/** A modifier stands before something that is declared. */
function isModifier(reader: Reader): boolean {
  const after = reader.peek(1);
  if (reader.is("case")) return reader.table.classes.has(after.text);
  if (after.kind === "name" || after.text === "@") return true;
  return reader.is("static") && after.text === "{";
}

function readDeclared(reader: Reader, notes: readonly string[]): Statement[] | null {
  const { table } = reader;
  const { text } = reader.peek();
  const after = reader.peek(1);
  if (
    table.functions.has(text) &&
    (after.kind === "name" || after.kind === "text" || after.text === "<" || after.text === "[")
  ) {
    // `def x = 1` of Groovy declares a variable, `def f() {}` a function.
    if (table.variables.has(text) && !isFunctionAhead(reader)) return readVariable(reader);
    reader.take();
    return readFunction(reader, notes);
  }
  if (table.semicolons && after.text === "(" && !NO_NAME.test(text) && isBody(reader.afterClose(1)))
    return readFunction(reader, notes);
  if (table.functions.has(text) && after.text === "(" && table.braceLambdas && text === "fun") {
    const at = reader.span(reader.take());
    return [
      {
        kind: "function",
        function: readFunctionBody(reader.fresh(), readParameters(reader), reader, at),
        at,
      },
    ];
  }
  if (
    table.classes.has(text) &&
    (after.kind === "name" || (text === "object" && notes.includes("companion")))
  )
    return readClass(reader);
  if (
    table.variables.has(text) &&
    (after.kind === "name" || after.text === "(" || after.text === "[" || after.text === "<")
  )
    return readVariable(reader);
  return null;
}

const NO_NAME = /^(?:if|for|while|switch|catch|assert|await|return|super|this)$/;

/** What stands behind the parameters of a function of Dart that says no type. */
function isBody({ text }: Token): boolean {
  return /^(?:\{|=>|async|sync)$/.test(text);
}

function isFunctionAhead(reader: Reader): boolean {
  for (let ahead = 1; ahead < 20; ahead += 1) {
    const { kind, text } = reader.peek(ahead);
    if (text === "(") return ahead > 1;
    if (kind !== "name" && kind !== "text" && !/^[.<>?,[\]]$/.test(text)) return false;
  }
  return false;
}

/** `val x: T by lazy { … }`, `var a = 1, b = 2`, `val (a, b) = c`. */
function readVariable(reader: Reader): Statement[] {
  reader.take();
  const out: Statement[] = [];
  do {
    out.push(...readOne(reader));
  } while (reader.accept(","));
  reader.accept(";");
  return out;
}

function readOne(reader: Reader): Statement[] {
  const at = reader.span(reader.peek());
  skipTypeArguments(reader);
  if (reader.is("(") || reader.is("[")) return takenApart(reader, at);
  // `final Type name`: the last name counts; `val String.name` is a property of others.
  let name = reader.take().text;
  for (;;) {
    skipTypeArguments(reader);
    while (reader.accept("?")) continue;
    if (reader.accept(".") || reader.accept("[")) {
      reader.accept("]");
      if (reader.peek().kind === "name") name = reader.take().text;
    } else if (
      reader.peek().kind === "name" &&
      !reader.peek().fresh &&
      !/^(?:by|in|get|set|as)$/.test(reader.peek().text)
    ) {
      name = reader.take().text;
    } else break;
  }
  if (reader.accept(":")) skipType(reader);
  reader.declare(name);
  return valueOf(reader, nameAt(name, at), at);
}

function valueOf(reader: Reader, place: Expression, at: Expression["at"]): Statement[] {
  if (reader.accept("by")) {
    const lazy = reader.is("lazy") && reader.peek(1).text === "{";
    if (lazy) {
      reader.take();
      return [
        statementOf(
          assignTo(place, { kind: "call", callee: reader.expression(30), args: [], at }, at, true),
        ),
      ];
    }
    return [statementOf(assignTo(place, reader.expression(3), at, true))];
  }
  if (reader.accept("=")) return [statementOf(assignTo(place, reader.expression(2), at, true))];
  if (/^(?:get|set)$/.test(reader.peek().text) && reader.peek(1).text === "(") {
    reader.take();
    const made = readFunctionBody(null, readParameters(reader), reader, at);
    const call: Expression = {
      kind: "call",
      callee: { kind: "function", function: made, at },
      args: [],
      at,
    };
    return [statementOf(assignTo(place, call, at, true))];
  }
  return [];
}

function takenApart(reader: Reader, at: Expression["at"]): Statement[] {
  const names = readParameters(reader).map((each) => each.name);
  for (const name of names) reader.declare(name);
  if (!reader.accept("=")) return [];
  const value = reader.expression(2);
  const parts = names.map((name, index) => ({
    property: constantAt(index, at),
    target: { kind: "name" as const, name, local: true },
    fallback: null,
  }));
  return [statementOf({ kind: "assign", target: { kind: "parts", parts }, value, at })];
}

function readJump(reader: Reader): Statement[] | null {
  const token = reader.peek();
  const at = reader.span(token);
  if (token.text === "break" || token.text === "continue") {
    reader.take();
    if (reader.is("@")) reader.take();
    if (reader.peek().kind === "name" && !reader.peek().fresh) reader.take();
    reader.accept(";");
    return [{ kind: "jump", to: token.text, at }];
  }
  if (token.text !== "return") return null;
  reader.take();
  if (reader.is("@") && reader.peek().tight) {
    reader.take();
    reader.take();
  }
  const next = reader.peek();
  const empty =
    next.kind === "end" || /^[;})]$/.test(next.text) || (next.fresh && !reader.table.semicolons);
  const value = empty ? null : reader.expression();
  reader.accept(";");
  return [{ kind: "return", value, at }];
}
