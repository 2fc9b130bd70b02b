import type { Span } from "../../model/span.ts";
import type { Expression, Statement, Target } from "../code/program.ts";

/** A constant. */
export function constantAt(value: string | number | boolean | null, at: Span): Expression {
  return { kind: "constant", value, at };
}

/** A name as the reader of its language spells it. */
export function nameAt(name: string, at: Span): Expression {
  return { kind: "name", name, at };
}

/** A member of an object or a list. */
export function memberAt(object: Expression, name: string | number, at: Span): Expression {
  return { kind: "member", object, property: constantAt(name, at), at };
}

/** A call of a function of the language, or of one that only its reader knows. */
export function callAt(name: string, args: readonly Expression[], at: Span): Expression {
  return { kind: "call", callee: nameAt(name, at), args: args.map((value) => ({ value })), at };
}

/** An operator of the language, or one that only its reader knows. */
export function operationAt(
  operator: string,
  operands: readonly Expression[],
  at: Span,
): Expression {
  return { kind: "operation", operator, operands: [...operands], at };
}

/** A call of what an expression is. */
export function callOf(callee: Expression, args: readonly Expression[], at: Span): Expression {
  return { kind: "call", callee, args: args.map((value) => ({ value })), at };
}

/** Nothing that is known, made of these parts. */
export function opaqueAt(parts: readonly Expression[], at: Span): Expression {
  return { kind: "opaque", parts: [...parts], at };
}

/** Gives something a value. */
export function assignAt(target: Target, value: Expression, at: Span): Expression {
  return { kind: "assign", target, value, at };
}

/** Puts a value into whatever an expression names; into nothing when it names no place. */
export function assignTo(
  place: Expression,
  value: Expression,
  at: Span,
  local = false,
): Expression {
  if (place.kind === "name") {
    return { kind: "assign", target: { kind: "name", name: place.name, local }, value, at };
  }
  if (place.kind === "member") {
    const { object, property } = place;
    return { kind: "assign", target: { kind: "member", object, property }, value, at };
  }
  return { kind: "sequence", items: [place, value], at };
}

/** An expression whose value nobody reads. */
export function statementOf(value: Expression): Statement {
  return { kind: "expression", value, at: value.at };
}

/** The text that an expression is written down as; null for everything else. */
export function writtenText(expression: Expression | undefined): string | null {
  if (expression?.kind !== "constant") return null;
  return typeof expression.value === "string" ? expression.value : null;
}
