import type { Span } from "../../../model/span.ts";
import type { Expression, Target } from "../../code/program.ts";
import {
  assignAt,
  callAt,
  constantAt,
  memberAt,
  nameAt,
  opaqueAt,
  operationAt,
} from "../lowered.ts";
import { spanFrom } from "../cursor.ts";
import { givenAs } from "./apis.ts";
import type { Parser } from "./parser.ts";

/** What `left operator right` is: something gets a value. */
export function assigned(
  parser: Parser,
  left: Expression,
  operator: string,
  right: Expression,
  at: Span,
): Expression {
  if (left.kind === "list" && operator === "=") return assignEach(parser, left, right, at);
  if (isGlob(left)) return assignGlob(parser, left, right, at);
  const { before, place, target } = targetOf(parser, left);
  if (target === null) return opaqueAt([left, right], at);
  const value =
    operator === "="
      ? valueFor(parser, left, right, at)
      : changed(place, operator.slice(0, -1), right, at);
  const whole = assignAt(target, value, at);
  if (before.length === 0) return whole;
  return { kind: "sequence", items: [...before, whole], at };
}

/** Lists and hashes take lists; everything else takes one value. */
function valueFor(parser: Parser, left: Expression, right: Expression, at: Span): Expression {
  const { notes } = parser;
  const name = left.kind === "name" ? left.name : notes.several.has(left) ? "@" : "";
  if (name.startsWith("%")) return operationAt("#hash", [right], at);
  if (name.startsWith("@")) return operationAt("#list", [right], at);
  if (right.kind === "name" && right.name.startsWith("@"))
    return operationAt("#count", [right], at);
  if (right.kind === "list" && notes.lists.has(right)) return right.items.at(-1)?.value ?? right;
  return ofFramework(parser, left, oneOf(right), right);
}

/** What a function is given that nobody here calls may be what a framework gives. */
function ofFramework(
  { names, notes }: Parser,
  left: Expression,
  value: Expression,
  from: Expression,
): Expression {
  if (left.kind !== "name" || !notes.declared.has(left)) return value;
  const shifted = from.kind === "operation" && from.operator === "#shift";
  const given =
    shifted || (from.kind === "name" && from.name === "@_") ? givenAs(left.name, names.web) : null;
  return given === null
    ? value
    : { kind: "choice", test: null, options: [value, nameAt(given, value.at)], at: value.at };
}

/** Where one value is wanted, a list that is turned around is a text that is. */
export function oneOf(value: Expression): Expression {
  if (value.kind !== "call" || value.callee.kind !== "name" || value.callee.name !== "reverse")
    return value;
  return { ...value, callee: { ...value.callee, name: "#reversed" } };
}

function changed(before: Expression, operator: string, value: Expression, at: Span): Expression {
  if (operator === ".") return { kind: "text", parts: [before, value], at };
  if (/^(?:\|\||\/\/|&&)$/.test(operator))
    return { kind: "choice", test: null, options: [before, value], at };
  return operationAt(operator, [before, value], at);
}

/** `($a, @b) = …`: each takes its item, a list or a hash what is left. */
function assignEach(
  parser: Parser,
  left: Extract<Expression, { kind: "list" }>,
  right: Expression,
  at: Span,
): Expression {
  const whole = parser.fresh();
  const list = nameAt(whole, at);
  const first = assignAt(
    { kind: "name", name: whole, local: true },
    operationAt("#list", [right], at),
    at,
  );
  const items: Expression[] = [first];
  left.items.forEach(({ value: each, spread }, index) => {
    const place = spread === true && each.kind === "operation" ? (each.operands[0] ?? each) : each;
    const rest = spread === true || (place.kind === "name" && /^[@%]/.test(place.name));
    const { before, target } = targetOf(parser, place);
    if (target === null) return;
    const left = operationAt("#from", [list, constantAt(index, at)], at);
    const hash = place.kind === "name" && place.name.startsWith("%");
    const value = !rest
      ? ofFramework(parser, place, memberAt(list, index, at), right)
      : hash
        ? operationAt("#hash", [left], at)
        : left;
    items.push(...before, assignAt(target, value, at));
  });
  return { kind: "sequence", items: [...items, list], at };
}

interface Place {
  /** What has to be done first, so that nothing is done twice. */
  before: Expression[];
  /** The place as something that is read. */
  place: Expression;
  target: Target | null;
}

/** What is written as something that gets a value. */
export function targetOf(parser: Parser, left: Expression): Place {
  const { at } = left;
  switch (left.kind) {
    case "name": {
      const local = parser.notes.declared.has(left);
      return { before: [], place: left, target: { kind: "name", name: left.name, local } };
    }
    case "assign":
      return targetOfAssigned(left);
    case "opaque":
      return left.parts.length === 1 && left.parts[0] !== undefined
        ? targetOf(parser, left.parts[0])
        : { before: [left], place: left, target: null };
    case "choice":
      return { before: [left], place: left, target: null };
    case "member": {
      const before: Expression[] = [];
      const object = made(parser, left.object, before);
      const property = kept(parser, left.property, before);
      return {
        before,
        place: { kind: "member", object, property, at },
        target: { kind: "member", object, property },
      };
    }
    default:
      return { before: [left], place: left, target: null };
  }
}

function targetOfAssigned(left: Extract<Expression, { kind: "assign" }>): Place {
  const { at, target } = left;
  if (target.kind === "name") return { before: [left], place: nameAt(target.name, at), target };
  if (target.kind !== "member") return { before: [left], place: left, target: null };
  const { object, property } = target;
  return { before: [left], place: { kind: "member", object, property, at }, target };
}

/** What an item is put into comes to be by that. */
function made(parser: Parser, object: Expression, before: Expression[]): Expression {
  const { at } = object;
  const { before: first, place, target } = targetOf(parser, object);
  if (target === null) return kept(parser, object, before);
  before.push(...first, assignAt(target, operationAt("#made", [place], at), at));
  return kept(parser, place, before);
}

/** What costs nothing to read again; everything else gets a name. */
function kept(parser: Parser, value: Expression, before: Expression[]): Expression {
  if (value.kind === "name" || value.kind === "constant") return value;
  const name = parser.fresh();
  before.push(assignAt({ kind: "name", name, local: true }, value, value.at));
  return nameAt(name, value.at);
}

function isGlob(left: Expression): boolean {
  return (
    (left.kind === "name" && left.name.startsWith("*")) ||
    (left.kind === "operation" && left.operator === "#glob")
  );
}

/** `*name = \&f`: the name is another one for what stands there. */
function assignGlob(parser: Parser, left: Expression, right: Expression, at: Span): Expression {
  const name = left.kind === "name" ? left.name : globName(left);
  if (name === null) return callAt("#alias", [left, right], at);
  const full = name.replace(/^\*/, "");
  const around = parser.notes.package;
  const own = full.includes("::") || around === "main" ? full : `${around}::${full}`;
  const names = [...new Set([full, own, `*${full}`])];
  const value = parser.fresh();
  const give = (each: string): Expression =>
    assignAt({ kind: "name", name: each, local: false }, nameAt(value, at), at);
  return {
    kind: "sequence",
    items: [
      assignAt({ kind: "name", name: value, local: true }, right, at),
      ...[...names, `$${full}`, `@${full}`, `%${full}`].map(give),
    ],
    at,
  };
}

/** A name that is put together from constants: `*{"main::run"}`. */
function globName(left: Expression): string | null {
  const [inner] = left.kind === "operation" ? left.operands : [];
  if (inner?.kind === "constant" && typeof inner.value === "string")
    return inner.value.replace(/^(?:main)?::/, "");
  if (inner?.kind !== "text") return null;
  const texts = inner.parts.map((part) => (part.kind === "constant" ? String(part.value) : null));
  return texts.every((each) => each !== null) ? texts.join("").replace(/^(?:main)?::/, "") : null;
}

/** One more, or one less. */
export function stepped(
  parser: Parser,
  operand: Expression,
  sign: string,
  start: number,
): Expression {
  const at = spanFrom(parser.cursor, start);
  const { before, place, target } = targetOf(parser, operand);
  const value = operationAt(sign, [place, constantAt(1, at)], at);
  if (target === null) return value;
  return { kind: "sequence", items: [...before, assignAt(target, value, at)], at };
}
