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
  /** Runs `lower` for what only runs where `test` holds: a variable may be proven a closure. */
  where<T>(test: SyntaxNode | null, body: SyntaxNode | null, lower: () => T): T;
  /** Variables that are known to hold closures, and so never the name of a function. */
  readonly closures: ReadonlySet<string>;
  /** Variables of the current function that are not its own. */
  readonly shared: ReadonlySet<string>;
  /** Functions that the text defines, as they are usually written. */
  readonly functions: ReadonlySet<string>;
  /** What `use` calls names of other name spaces. */
  readonly imported: ReadonlyMap<string, string>;
  /** A name that no program can spell. */
  fresh(): string;
}

/** What gives a variable another value, by whatever way. */
const CHANGES = /\$\$|\$\{|\b(?:extract|parse_str|eval|include|require)\b/;

/**
 * The variable that a test shows to be a closure, `$f instanceof Closure`, unless the code that
 * runs then may have given it another value.
 */
export function provenClosure(test: SyntaxNode | null, body: SyntaxNode | null): string | null {
  const [, name] =
    /^\(?\s*(\$\w+)\s+instanceof\s+\\?Closure\s*\)?$/i.exec(test?.text.slice(0, 200) ?? "") ?? [];
  if (name === undefined || body === null || CHANGES.test(body.text)) return null;
  // It is only called, or handed on as it is.
  const uses = body.text.split(name).slice(1);
  const only = uses.every((after) => /^(?:\w|\s*[(;]|\s*->)/.test(after));
  return only ? name : null;
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
