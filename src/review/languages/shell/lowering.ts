import type { Span } from "../../../model/span.ts";
import type { Argument, Expression, Statement } from "../../code/program.ts";
import type { SyntaxNode } from "../syntax.ts";

/**
 * What the parts of the lowering need of each other and know in common. They call through
 * this, so that their imports go one way.
 */
export interface Lowering {
  /** What a node that runs commands prints, given what it reads. */
  run(node: SyntaxNode, input: Expression | null): Expression;
  word(node: SyntaxNode): Expression;
  /** Statements whose output is gathered under the name `out`, when somebody reads it. */
  statements(nodes: readonly SyntaxNode[], out: string | null): Statement[];
  /** What commands read that nothing is piped into. */
  stdin: Expression | null;
  /** Functions that the text defines anywhere. */
  readonly functions: ReadonlySet<string>;
  /** Numbers under which connections are open, as far as the text was read. */
  readonly connections: Map<string, Expression>;
  /** A name that no program can spell. */
  fresh(): string;
}

/** What a command may read or call besides programs. */
export type Surroundings = Pick<Lowering, "stdin" | "functions">;

/** A command as it is given: its words, what is piped into it, and where it stands. */
export interface Command {
  words: Argument[];
  input: Expression | null;
  at: Span;
}

/** Under this name a script reaches its variables by names that are put together. */
export const SHELL_SCOPE = "#shell";

/** The list of a script's or a function's arguments. */
export const ARGUMENTS = "$@";

/** What a function reads that something is piped into. */
export const STDIN = "#stdin";

/** A text that is written down. */
export function textAt(value: string, at: Span): Expression {
  return { kind: "constant", value, at };
}

/** Gives a variable a value; `local` keeps it in the function where it stands. */
export function assignAt(name: string, value: Expression, at: Span, local = false): Expression {
  return { kind: "assign", target: { kind: "name", name, local }, value, at };
}

/** Any of several outputs, and all they came from. */
export function anyOf(parts: readonly Expression[], at: Span): Expression {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return parts.length === 0
    ? textAt("", at)
    : { kind: "choice", test: null, options: [...parts], at };
}

/** The text of a word that has no expansions; null for others. */
export function constantText(word: Expression | undefined): string | null {
  return word?.kind === "constant" && typeof word.value === "string" ? word.value : null;
}

/** A word whose value is taken as one word, though the shell would split it. */
export function unsplit(word: Argument): Argument {
  const { value } = word;
  const splits =
    value.kind === "call" && value.callee.kind === "name" && value.callee.name === "#split";
  const inner = splits ? value.args[0]?.value : undefined;
  return inner === undefined ? word : { value: inner };
}
