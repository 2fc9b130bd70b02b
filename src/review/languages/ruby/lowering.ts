import type { Span } from "../../../model/span.ts";
import type { Argument, Expression, Statement, Target } from "../../code/program.ts";
import type { SyntaxNode } from "../syntax.ts";

/**
 * What the parts of the lowering need of each other and know in common. They call through
 * this, so that their imports go one way.
 */
export interface Lowering {
  expression(node: SyntaxNode): Expression;
  /** Statements; with `answers` the value of the last one is what they answer. */
  statements(nodes: readonly SyntaxNode[], answers: boolean): Statement[];
  target(node: SyntaxNode): Target;
  /** Runs `lower` for the body of a method, or of a block, which shares the names around it. */
  inBody<T>(kind: "method" | "block", lower: () => T): T;
  /** Whether the names that are assigned here are the method's own. */
  readonly local: boolean;
  /** Methods and classes that the text defines anywhere. */
  readonly methods: ReadonlySet<string>;
  readonly classes: ReadonlySet<string>;
  /** Methods that can be called without an object here, since the class around has them. */
  readonly own: ReadonlySet<string>;
  /** The same of a class or module of the text, by its name. */
  methodsOf(name: string): ReadonlySet<string>;
  /** Lowers what is inside of the class or module of that name. */
  inClass<T>(name: string, lower: () => T): T;
  /** For each `<<~A` the text below the line that it stands for. */
  readonly textsBelow: ReadonlyMap<SyntaxNode, SyntaxNode>;
  /** A name that no program can spell. */
  fresh(): string;
}

/** A call of whatever a value is: a function, or the name of one. */
export function callOf(called: Expression, args: readonly Argument[], at: Span): Expression {
  return {
    kind: "call",
    callee: { kind: "list", items: [{ value: called }], at },
    args: [...args],
    at,
  };
}
