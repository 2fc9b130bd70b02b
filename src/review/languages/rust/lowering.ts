import type { Span } from "../../../model/span.ts";
import type { Argument, Expression, Statement, Target } from "../../code/program.ts";
import type { SyntaxNode } from "../syntax.ts";
import { memberAt, nameAt } from "../lowered.ts";

/** What becomes of the value that a piece of code ends with. */
export type Sink = (value: Expression) => Statement;

/**
 * What the parts of the lowering need of each other and know in common. They call through
 * this, so that their imports go one way.
 */
export interface Lowering {
  expression(node: SyntaxNode): Expression;
  /** Statements of a piece of code; its value goes to `sink`. */
  into(node: SyntaxNode, sink: Sink): Statement[];
  /** Statements of a body, items first; the last value goes to `sink`. */
  body(nodes: readonly SyntaxNode[], sink: Sink): Statement[];
  /** Gives what a pattern names the parts of a value. */
  bind(pattern: SyntaxNode, value: Expression): Statement[];
  target(node: SyntaxNode): Target;
  /**
   * Parses the inside of a macro once more, as `before` + text + `after`; null when that has
   * syntax errors and `strict` is wanted. Throws a RangeError when macros nest without end.
   */
  reparse(inside: SyntaxNode, before: string, after: string, strict: boolean): SyntaxNode | null;
  /** Names of items that the file defines anywhere. */
  readonly declared: ReadonlySet<string>;
  /** Names of types that the file gives methods. */
  readonly types: ReadonlySet<string>;
  /** Calls of `collect` whose place says that they make a text. */
  readonly textual: Set<SyntaxNode>;
  /** A name that no program can spell. */
  fresh(): string;
}

/** A call of a method. */
export function methodAt(
  object: Expression,
  name: string,
  args: readonly Expression[],
  at: Span,
): Expression {
  const list: Argument[] = args.map((value) => ({ value }));
  return { kind: "call", callee: memberAt(object, name, at), args: list, at };
}

/** Gives a name of this function a value. */
export function letAt(name: string, value: Expression, at: Span): Statement {
  const target: Target = { kind: "name", name, local: true };
  return { kind: "expression", value: { kind: "assign", target, value, at }, at };
}

/** A value that nothing takes. */
export function drop(value: Expression): Statement {
  return { kind: "expression", value, at: value.at };
}

/** A value that the function answers. */
export function giveBack(value: Expression): Statement {
  return { kind: "return", value, at: value.at };
}

/** Code that stands in the middle of an expression: a function that is called where it stands. */
export function inPlace(body: Statement[], at: Span): Expression {
  const made = { name: null, parameters: [], defaults: [], rest: false, self: null, inline: true };
  const callee: Expression = { kind: "function", function: { ...made, body, at }, at };
  return { kind: "call", callee, args: [], at };
}

/** A call of a library's function, or of one that only this lowering knows. */
export function callAt(name: string, args: readonly Expression[], at: Span): Expression {
  const [first = "", ...rest] = name.split(".");
  const callee = rest.reduce<Expression>(
    (before, each) => memberAt(before, each, at),
    nameAt(first, at),
  );
  return { kind: "call", callee, args: args.map((value) => ({ value })), at };
}
