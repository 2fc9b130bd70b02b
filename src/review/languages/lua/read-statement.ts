import type { Expression, FunctionNode, Statement, Target } from "../../code/program.ts";
import {
  assignAt,
  callAt,
  constantAt,
  memberAt,
  nameAt,
  opaqueAt,
  operationAt,
  statementOf,
} from "../lowered.ts";
import { isReserved, readExpression, readList, readSuffixed } from "./read-expression.ts";
import { assignAll, builtBy, give } from "./assign.ts";
import { severalOf } from "./calls.ts";
import { deeper } from "../cursor.ts";
import {
  accept,
  acceptName,
  expect,
  fresh,
  isNext,
  peek,
  spanFrom,
  type Reader,
} from "./reader.ts";
import type { Token } from "./tokens.ts";

/** Statements up to one of these words, or to the end of the text. */
export function readBlock(reader: Reader, ...stops: readonly string[]): Statement[] {
  const out: Statement[] = [];
  while (peek(reader).kind !== "end" && !isNext(reader, ...stops)) {
    const before = reader.at;
    out.push(...deeper(reader, () => readStatement(reader)));
    if (reader.at === before) {
      reader.at += 1;
      reader.recovered = true;
    }
  }
  return out;
}

function readStatement(reader: Reader): Statement[] {
  const from = peek(reader);
  if (from.kind === "text" || from.kind === "number") return readAssignment(reader);
  reader.at += 1;
  switch (from.text) {
    case ";":
      return [];
    case "::":
      acceptName(reader);
      accept(reader, "::");
      return [];
    case "goto":
      if (peek(reader).kind !== "name") break;
      reader.at += 1;
      return [];
    case "break":
      return [{ kind: "jump", to: "break", at: spanFrom(reader, from) }];
    case "do": {
      const body = readBlock(reader, "end");
      expect(reader, "end");
      return [{ kind: "block", body, at: spanFrom(reader, from) }];
    }
    case "if":
      return [readIf(reader, from)];
    case "while":
    case "repeat":
      return [readLoop(reader, from)];
    case "for":
      return readFor(reader, from);
    case "function":
      return readNamed(reader, from);
    case "local":
      return readLocal(reader, from);
    case "return":
      return readReturn(reader, from);
    default:
  }
  reader.at -= 1;
  return readAssignment(reader);
}

function expression(reader: Reader): Expression {
  return readExpression(reader, readFunction);
}

function readIf(reader: Reader, from: Token): Statement {
  const test = expression(reader);
  accept(reader, "then");
  const body = readBlock(reader, "elseif", "else", "end");
  let others: Statement[] = [];
  const next = peek(reader);
  if (accept(reader, "elseif")) others = [deeper(reader, () => readIf(reader, next))];
  else {
    if (accept(reader, "else")) others = readBlock(reader, "end");
    expect(reader, "end");
  }
  return { kind: "branch", test, bodies: [body, others], at: spanFrom(reader, from) };
}

function readLoop(reader: Reader, from: Token): Statement {
  const repeats = from.text === "repeat";
  const before = repeats ? null : expression(reader);
  if (!repeats) accept(reader, "do");
  const body = readBlock(reader, repeats ? "until" : "end");
  expect(reader, repeats ? "until" : "end");
  const after = repeats ? expression(reader) : null;
  const at = spanFrom(reader, from);
  const test = before ?? operationAt("!", [after ?? constantAt(true, at)], at);
  return { kind: "loop", test, update: null, each: null, body, at };
}

function readFor(reader: Reader, from: Token): Statement[] {
  const names = readNames(reader);
  const [name = fresh(reader)] = names;
  if (accept(reader, "=")) return readCounted(reader, name, from);
  expect(reader, "in");
  const given = readList(reader, readFunction);
  accept(reader, "do");
  const body = readBlock(reader, "end");
  expect(reader, "end");
  const at = spanFrom(reader, from);
  const [of] = given;
  const pairs =
    of?.kind === "call" && of.callee.kind === "name" && /^i?pairs$/.test(of.callee.name);
  const [table] = pairs ? of.args : [];
  if (table !== undefined) return overPairs(reader, names, table.value, body, at);
  const whole = of ?? opaqueAt([], at);
  const target: Target = { kind: "name", name, local: true };
  const others = names.slice(1).map((each) => give(each, nameAt(name, at), at));
  const each = { target, of: operationAt("#items", [whole], at), keys: false };
  return [{ kind: "loop", test: null, update: null, each, body: [...others, ...body], at }];
}

function overPairs(
  reader: Reader,
  names: readonly string[],
  table: Expression,
  body: readonly Statement[],
  at: Expression["at"],
): Statement[] {
  const [all, place] = [fresh(reader), fresh(reader)];
  const key = nameAt(place, at);
  const value: Expression = { kind: "member", object: nameAt(all, at), property: key, at };
  const [first = fresh(reader), second = fresh(reader)] = names;
  const target: Target = { kind: "name", name: place, local: true };
  const each = { target, of: callAt("#keys", [nameAt(all, at)], at), keys: false };
  const given = [give(first, operationAt("#key", [key], at), at), give(second, value, at)];
  return [
    give(all, table, at),
    { kind: "loop", test: null, update: null, each, body: [...given, ...body], at },
  ];
}

function readCounted(reader: Reader, name: string, from: Token): Statement[] {
  const [start, stop, step] = readList(reader, readFunction);
  accept(reader, "do");
  const body = readBlock(reader, "end");
  expect(reader, "end");
  const at = spanFrom(reader, from);
  const variable = nameAt(name, at);
  const by = step ?? constantAt(1, at);
  const down = by.kind === "operation" && by.operator === "-";
  const test = operationAt(down ? ">=" : "<=", [variable, stop ?? opaqueAt([], at)], at);
  const target: Target = { kind: "name", name, local: true };
  const update = assignAt(target, operationAt("+", [variable, by], at), at);
  return [
    give(name, start ?? opaqueAt([], at), at),
    { kind: "loop", test, update, each: null, body, at },
  ];
}

function readNames(reader: Reader): string[] {
  const names: string[] = [];
  do {
    const name = acceptName(reader);
    if (name === null) break;
    names.push(name);
    if (accept(reader, "<")) {
      acceptName(reader);
      accept(reader, ">");
    }
  } while (accept(reader, ","));
  return names;
}

/** `function a.b:c() … end`. */
function readNamed(reader: Reader, from: Token): Statement[] {
  const name = acceptName(reader) ?? fresh(reader);
  let place: Expression = nameAt(name, spanFrom(reader, from));
  let self = false;
  while (isNext(reader, ".", ":")) {
    self = isNext(reader, ":");
    reader.at += 1;
    place = memberAt(place, acceptName(reader) ?? "", spanFrom(reader, from));
  }
  const value = readFunction(reader, from, self);
  const at = spanFrom(reader, from);
  if (place.kind === "name" && value.kind === "function") {
    const node = { ...value.function, name };
    return [{ kind: "function", function: node, at }];
  }
  return [statementOf(assignAt(targetOf(reader, place), value, at))];
}

/** A function: the cursor stands on its parameters. */
export function readFunction(reader: Reader, from: Token, self: boolean): Expression {
  const parameters = self ? ["self"] : [];
  expect(reader, "(");
  while (!isNext(reader, ")") && peek(reader).kind !== "end") {
    const token = peek(reader);
    reader.at += 1;
    if (token.kind === "name" || token.text === "...") parameters.push(token.text);
    if (isReserved(token.text)) break;
  }
  accept(reader, ")");
  reader.within += 1;
  const body = readBlock(reader, "end");
  reader.within -= 1;
  expect(reader, "end");
  const at = spanFrom(reader, from);
  const node: FunctionNode = {
    name: null,
    parameters,
    defaults: parameters.map(() => null),
    rest: parameters.at(-1) === "...",
    self: null,
    body,
    at,
  };
  return { kind: "function", function: node, at };
}

function readLocal(reader: Reader, from: Token): Statement[] {
  if (accept(reader, "function")) return readNamed(reader, from);
  const names = readNames(reader);
  const values = accept(reader, "=") ? readList(reader, readFunction) : [];
  const at = spanFrom(reader, from);
  const targets = names.map((name): Target => ({ kind: "name", name, local: true }));
  return assignAll(reader, targets, values, at);
}

function readReturn(reader: Reader, from: Token): Statement[] {
  const ends = isNext(reader, "end", "else", "elseif", "until", ";") || peek(reader).kind === "end";
  const values = ends ? [] : readList(reader, readFunction);
  accept(reader, ";");
  const at = spanFrom(reader, from);
  const [first] = values;
  const value = first === undefined ? null : values.length === 1 ? first : severalOf(values, at);
  // What a file answers is what those get that load it.
  if (reader.within === 0 && value !== null)
    return [{ kind: "export", name: "default", value, at }];
  return [{ kind: "return", value, at }];
}

/** An assignment, or a call. */
function readAssignment(reader: Reader): Statement[] {
  const from = peek(reader);
  const first = readSuffixed(reader, readFunction);
  if (!isNext(reader, "=", ",")) {
    const at = spanFrom(reader, from);
    return [{ kind: "expression", value: first, at }];
  }
  const places = [first];
  while (accept(reader, ",")) places.push(readSuffixed(reader, readFunction));
  expect(reader, "=");
  const values = readList(reader, readFunction);
  const at = spanFrom(reader, from);
  const targets = places.map((place) => targetOf(reader, place));
  return [...assignAll(reader, targets, values, at), ...builtBy(first, values[0], at)];
}

function targetOf(reader: Reader, place: Expression): Target {
  if (place.kind === "name") return { kind: "name", name: place.name, local: false };
  if (place.kind === "member")
    return { kind: "member", object: place.object, property: place.property };
  return { kind: "name", name: fresh(reader), local: true };
}
