import type { Span } from "../../../model/span.ts";
import type { Expression, FunctionNode, Statement, Target } from "../../code/program.ts";
import type { SyntaxNode } from "../syntax.ts";
import { statementOf } from "../lowered.ts";
import type { ClassInfo, Classes } from "./classes.ts";
import type { Imports } from "./imports.ts";

/**
 * What the parts of the lowering need of each other and know in common. They call through
 * this, so that their imports go one way.
 */
export interface Lowering {
  expression(node: SyntaxNode): Expression;
  statements(nodes: readonly SyntaxNode[]): Statement[];
  method(node: SyntaxNode, name: string | null): FunctionNode;
  target(node: SyntaxNode): Target;
  /** An expression that stands for what it does: it may change what it is called on. */
  effect(node: SyntaxNode): Expression;
  /** Runs `lower` with the members of a class in sight; null: with those around it. */
  inClass<T>(owner: ClassInfo | null, lower: () => T): T;
  /** Runs `lower` with names that belong to a body, and the types they were declared with. */
  inBody<T>(names: readonly (readonly [string, string])[], lower: () => T): T;
  /** A variable that the current body has from here on. */
  declare(name: string, type: string): void;
  /** The type a variable in sight was declared with; null when it is none. */
  typeOf(name: string): string | null;
  /** The class whose members stand here, or null between classes. */
  readonly owner: ClassInfo | null;
  /** Whether this is the body of a method: there is a `this`. */
  readonly inside: boolean;
  readonly classes: Classes;
  readonly imports: Imports;
  /** A name that no program can spell. */
  fresh(): string;
}

/** Any one of several values. */
export function anyOf(options: readonly Expression[], at: Span): Expression {
  const [only] = options;
  if (options.length === 1 && only !== undefined) return only;
  return { kind: "choice", test: null, options: [...options], at };
}

/** Gives a new variable a value. */
export function assignAt(name: string, value: Expression, at: Span): Statement {
  const target: Target = { kind: "name", name, local: true };
  return statementOf({ kind: "assign", target, value, at });
}
