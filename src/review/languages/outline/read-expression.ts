import type { Expression } from "../../code/program.ts";
import { assignTo, callOf, constantAt, memberAt, nameAt } from "../lowered.ts";
import { readPostfix } from "./read-postfix.ts";
import { type Reader } from "./reader.ts";
import { readCases } from "./read-cases.ts";
import { blockValue, cast, STARTS } from "./reader.ts";
import { skipType } from "./skip-type.ts";
import type { Token } from "./tokens.ts";

const LEVELS: readonly (readonly [number, string])[] = [
  [4, "?: ??"],
  [5, "||"],
  [6, "&&"],
  [7, "== != === !== =~ ==~"],
  [8, "< > <= >= is !is in !in as instanceof as?"],
  [9, ".. ..<"],
  [10, "| ^ &"],
  [11, "<< >> >>> ++"],
  [13, "+ -"],
  [14, "* / %"],
];
const BINDING: ReadonlyMap<string, number> = new Map(
  LEVELS.flatMap(([level, signs]) =>
    signs.split(" ").map((sign): [string, number] => [sign, level]),
  ),
);
const INFIX = 12;
const ASSIGNS = /^(?:[-+*/%^|&]|\?\?|<<|>>)?=$/;
/** Signs that go on with the value of the line before. */
const CONTINUES = /^(?:\?:|\?\?|&&|\|\||\?)$/;
const NAMED: Readonly<Record<string, string>> = {
  xor: "^",
  and: "&",
  or: "|",
  shl: "<<",
  shr: ">>",
  ushr: ">>",
  "===": "==",
  "!==": "!=",
};

/** A value with everything that binds at least as strongly as `least`. */
export function readExpression(reader: Reader, least: number): Expression {
  let left = readPostfix(reader);
  for (;;) {
    const token = reader.peek();
    if (token.kind === "end" || stops(token, reader)) return left;
    const next = assigned(left, token, least, reader) ?? combined(left, token, least, reader);
    if (next === null) return left;
    left = next;
  }
}

/** A line that begins with something else ends the one before. */
function stops(token: Token, reader: Reader): boolean {
  if (!token.fresh || reader.loose || reader.table.semicolons) return false;
  return !CONTINUES.test(token.text);
}

function assigned(
  left: Expression,
  token: Token,
  least: number,
  reader: Reader,
): Expression | null {
  if (!ASSIGNS.test(token.text) || least > 2) return null;
  const at = reader.span(reader.take());
  const value = reader.expression(2);
  const operator = token.text.slice(0, -1);
  if (operator === "") return setTo(left, value, at, reader) ?? assignTo(left, value, at);
  const plain = operator === "??" ? "||" : operator;
  const whole: Expression =
    plain === "+" && value.kind === "text"
      ? { kind: "text", parts: [left, ...value.parts], at }
      : { kind: "operation", operator: plain, operands: [left, value], at };
  return assignTo(left, whole, at);
}

/** `x.text = y`, where that calls a method: `x.setText(y)`. */
function setTo(
  left: Expression,
  value: Expression,
  at: Expression["at"],
  reader: Reader,
): Expression | null {
  const { setters } = reader.table;
  if (left.kind === "name") {
    const setter = setters.get(left.name);
    if (setter === undefined || reader.isDeclared(left.name)) return null;
    return callOf(nameAt(setter, at), [value], at);
  }
  if (left.kind !== "member" || left.property.kind !== "constant") return null;
  const setter = setters.get(String(left.property.value));
  if (setter === undefined) return null;
  const [object, given] = [nameAt(reader.fresh(), at), nameAt(reader.fresh(), at)];
  const items = [
    assignTo(object, left.object, at, true),
    assignTo(given, value, at, true),
    assignTo({ ...left, object }, given, at),
    callOf(memberAt(object, setter, at), [given], at),
  ];
  return { kind: "sequence", items, at };
}

function combined(
  left: Expression,
  token: Token,
  least: number,
  reader: Reader,
): Expression | null {
  const { text } = token;
  const at = reader.span(token);
  if (text === "?" && reader.table.ternary && least <= 3) return conditional(left, reader);
  if (text === "match" && reader.table.matches && /^(?:\{|case)$/.test(reader.peek(1).text)) {
    reader.take();
    return blockValue(readCases(left, reader), at);
  }
  // `"a" #| "b" !` starts all that stands before it.
  const started = reader.table.matches && /^!+$/.test(text) && !token.fresh;
  if (started && least <= 2 && (reader.peek(1).fresh || /^[)\]},;]?$/.test(reader.peek(1).text))) {
    reader.take();
    return callOf(memberAt(left, STARTS, at), [], at);
  }
  const level = BINDING.get(text);
  if (level !== undefined) return level < least ? null : operation(left, token, level, reader);
  const infix = infixLevel(token, reader);
  if (infix === 0 || infix < least) return null;
  const { table } = reader;
  reader.take();
  const negated = NAMED[text];
  const right = reader.expression(infix + 1);
  if (negated !== undefined)
    return { kind: "operation", operator: negated, operands: [left, right], at };
  const piped = joinedProcess(left, text, right, at, reader);
  if (piped !== null) return piped;
  if (text === "->" || (text === "to" && !table.matches))
    return { kind: "list", items: [{ value: left }, { value: right }], at };
  return callOf(memberAt(left, text, at), [right], at);
}

const JOINED: Readonly<Record<string, string>> = {
  "#|": " | ",
  "#&&": " && ",
  "#||": " || ",
  "###": "; ",
};

/** `a #| b` of two commands is one command; `url #> file` keeps what the address gives. */
function joinedProcess(
  left: Expression,
  sign: string,
  right: Expression,
  at: Expression["at"],
  { table }: Reader,
): Expression | null {
  if (!table.matches) return null;
  const between = JOINED[sign];
  if (between !== undefined)
    return callOf(nameAt("#joined", at), [left, constantAt(between, at), right], at);
  if (sign === "#>" || sign === "#>>") return callOf(memberAt(left, "printInto", at), [right], at);
  return sign === "#<" ? callOf(memberAt(left, "readFrom", at), [right], at) : null;
}

/** Signs that are an operator of a library and nothing that the language has itself. */
const OPERATOR = /^(?!(?:[:=!?#@\\]|!!|=>|<-|->?>|<:|>:)$)[-+*/%&|^<>=!:#~?\\]+$|^->$/;

/** How strongly a name or an unknown sign between two values binds; 0 when it is none. */
function infixLevel(token: Token, reader: Reader): number {
  const { table } = reader;
  const after = reader.peek(1);
  if (table.matches && token.kind === "sign" && OPERATOR.test(token.text)) {
    if (token.fresh || after.fresh || /^[)\]},;]$/.test(after.text)) return 0;
    return /^[^!=<>].*=$|^:=$/.test(token.text) ? 1 : INFIX;
  }
  if (!table.infixNames || token.kind !== "name" || token.fresh) return 0;
  if (
    /^(?:else|catch|finally|while|if|case|yield|match|then|do|extends|with|by|where)$/.test(
      token.text,
    )
  )
    return 0;
  const operand =
    after.kind === "text" ||
    after.kind === "number" ||
    after.kind === "name" ||
    /^[([{]$/.test(after.text);
  return operand && !after.fresh && token.text !== "get" && token.text !== "set" ? INFIX : 0;
}

function operation(left: Expression, token: Token, level: number, reader: Reader): Expression {
  const at = reader.span(reader.take());
  const { text } = token;
  if (text === "as" || text === "is" || text === "!is" || text === "instanceof") {
    reader.accept("?");
    reader.accept("!");
    return cast(left, text === "as" ? skipType(reader) : (skipType(reader), ""), at);
  }
  const right = reader.expression(level + 1);
  if (text === "?:" || text === "??")
    return { kind: "choice", test: null, options: [left, right], at };
  if (text === "+" && (isText(left) || isText(right))) {
    const parts = left.kind === "text" ? [...left.parts, right] : [left, right];
    return { kind: "text", parts, at };
  }
  if (text === "++") return callOf(memberAt(left, "++", at), [right], at);
  if (text === "<<" && reader.table.bareArguments)
    return callOf(memberAt(left, "leftShift", at), [right], at);
  // `'a'.execute() | 'b'.execute()` gives what a prints to b.
  if (text === "|" && reader.table.bareArguments && right.kind === "call")
    return { ...right, input: left };
  if (text === ".." || text === "..<")
    return callOf({ kind: "name", name: "#range", at }, [left, right, constantAt(text, at)], at);
  if (text === "in" || text === "!in") return { kind: "opaque", parts: [left, right], at };
  return { kind: "operation", operator: NAMED[text] ?? text, operands: [left, right], at };
}

function isText(value: Expression): boolean {
  return value.kind === "text" || (value.kind === "constant" && typeof value.value === "string");
}

function conditional(test: Expression, reader: Reader): Expression {
  const at = reader.span(reader.take());
  const first = reader.within(true, () => reader.expression(3));
  if (!reader.accept(":")) return { kind: "choice", test, options: [first], at };
  return { kind: "choice", test, options: [first, reader.expression(2)], at };
}
