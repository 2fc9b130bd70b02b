import type { Span } from "../../../model/span.ts";
import type { Argument, Expression, Statement, Target } from "../../code/program.ts";
import type { SyntaxNode } from "../syntax.ts";
import { constantAt, memberAt, statementOf } from "../lowered.ts";
import type { TypeInfo } from "./declared.ts";
import type { Usings } from "./names.ts";

/**
 * What the parts of the lowering need of each other and know in common. They call through
 * this, so that their imports go one way.
 */
export interface Lowering {
  expression(node: SyntaxNode): Expression;
  statements(nodes: readonly SyntaxNode[]): Statement[];
  target(node: SyntaxNode): Target;
  /** The types that the file declares, by name. */
  readonly types: ReadonlyMap<string, TypeInfo>;
  readonly usings: Usings;
  /** The type whose body is being lowered, and the types around it; innermost last. */
  readonly within: readonly TypeInfo[];
  /** Names that the current function declares itself. */
  readonly locals: ReadonlySet<string>;
  /** What `?.` was applied to, in the expression behind it. */
  readonly bound: Expression | null;
  inBinding<T>(object: Expression, lower: () => T): T;
  inType<T>(type: TypeInfo, lower: () => T): T;
  inFunction<T>(locals: ReadonlySet<string>, lower: () => T): T;
  /** A name that no program can spell. */
  fresh(): string;
}

/** A call of a method. */
export function methodAt(
  object: Expression,
  name: string,
  args: readonly Argument[],
  at: Span,
): Expression {
  return { kind: "call", callee: memberAt(object, name, at), args: [...args], at };
}

/** Gives a variable of this function a value. */
export function assignAt(name: string, value: Expression, at: Span): Statement {
  return statementOf({ kind: "assign", target: { kind: "name", name, local: true }, value, at });
}

/** Gives a member of an object a value. */
export function assignMemberAt(
  object: Expression,
  name: string,
  value: Expression,
  at: Span,
): Expression {
  const target: Target = { kind: "member", object, property: constantAt(name, at) };
  return { kind: "assign", target, value, at };
}

/** Something with parts and no meaning of its own. */
export function opaqueOf(parts: readonly Expression[], at: Span): Expression {
  return { kind: "opaque", parts: [...parts], at };
}
