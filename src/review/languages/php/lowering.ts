import type { Span } from "../../../model/span.ts";
import type { Expression, Statement, Target } from "../../code/program.ts";
import type { SyntaxNode } from "../syntax.ts";

/**
 * What the parts of the lowering need of each other and know in common. They call through
 * this, so that their imports go one way.
 */
export interface Lowering {
  expression(node: SyntaxNode): Expression;
  statements(nodes: readonly SyntaxNode[]): Statement[];
  target(node: SyntaxNode): Target;
  /** Runs `lower` for the body of a function that shares these variables with its surroundings. */
  inFunction<T>(shared: ReadonlySet<string>, lower: () => T): T;
  /** Variables of the current function that are not its own. */
  readonly shared: ReadonlySet<string>;
  /** What `use` calls names of other name spaces. */
  readonly imported: ReadonlyMap<string, string>;
  /** A name that no program can spell. */
  fresh(): string;
}

/** A constant. */
export function constantAt(value: string | number | boolean | null, at: Span): Expression {
  return { kind: "constant", value, at };
}

/** A name: a variable with its `$`, a function or a class. */
export function nameAt(name: string, at: Span): Expression {
  return { kind: "name", name, at };
}

/** A member of an object, a class or an array. */
export function memberAt(object: Expression, name: string | number, at: Span): Expression {
  return { kind: "member", object, property: constantAt(name, at), at };
}

/** A call of a function of the language, or of one that only this lowering knows. */
export function callAt(name: string, args: readonly Expression[], at: Span): Expression {
  return { kind: "call", callee: nameAt(name, at), args: args.map((value) => ({ value })), at };
}

/** Gives a variable a value. */
export function assignAt(name: string, value: Expression, at: Span): Statement {
  const target: Target = { kind: "name", name, local: true };
  return { kind: "expression", value: { kind: "assign", target, value, at }, at };
}

/** Functions, methods and classes are the same in any case; name spaces are joined by dots. */
export function usualName(text: string): string {
  return text
    .replace(/^(?:namespace)?\\/, "")
    .replaceAll("\\", ".")
    .toLowerCase();
}
