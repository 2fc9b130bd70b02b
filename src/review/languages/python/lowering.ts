import type { Span } from "../../../model/span.ts";
import type { Argument, Expression, Statement, Target } from "../../code/program.ts";
import type { SyntaxNode } from "../syntax.ts";

/**
 * What the parts of the lowering need of each other and know in common. They call through
 * this, so that their imports go one way.
 */
export interface Lowering {
  expression(node: SyntaxNode): Expression;
  statements(nodes: readonly SyntaxNode[]): Statement[];
  target(node: SyntaxNode): Target;
  /** Runs `lower` for the body of a function whose names are its own. */
  inFunction<T>(body: SyntaxNode | null, lower: () => T): T;
  /** Names that the current function takes from the module. */
  readonly outer: ReadonlySet<string>;
  readonly nonlocal: ReadonlySet<string>;
  /** Names that imports bind anywhere in the file. */
  readonly imported: ReadonlySet<string>;
  /** Every name that the file uses and binds nowhere. */
  readonly unbound: readonly string[];
  /** A name that no program can spell. */
  fresh(): string;
}

/** Under this name a program reaches the module's own names. */
export const MODULE_SCOPE = "#module";

/** The list in which a generator collects what it yields. */
export const YIELDED = "#yielded";

/** A value that stands in the program as it is. */
export function constantNode(value: string | number | boolean | null, at: Span): Expression {
  return { kind: "constant", value, at };
}

/** A name, looked up where it stands. */
export function nameNode(name: string, at: Span): Expression {
  return { kind: "name", name, at };
}

/** A member under a name that is known. */
export function memberNode(object: Expression, name: string, at: Span): Expression {
  return { kind: "member", object, property: constantNode(name, at), at };
}

/** A call of a function that every program has, under its own or an unspellable name. */
export function callNode(name: string, args: readonly Expression[], at: Span): Expression {
  return { kind: "call", callee: nameNode(name, at), args: args.map(argument), at };
}

/** A value as a plain argument. */
export function argument(value: Expression): Argument {
  return { value };
}

/** Gives a local name a value. */
export function assignNode(name: string, value: Expression, at: Span): Statement {
  const target: Target = { kind: "name", name, local: true };
  return { kind: "expression", value: { kind: "assign", target, value, at }, at };
}
