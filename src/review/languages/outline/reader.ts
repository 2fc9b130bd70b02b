import type { Span } from "../../../model/span.ts";
import type { Expression, FunctionNode, Statement } from "../../code/program.ts";
import { callOf, memberAt } from "../lowered.ts";
import type { OutlineTable } from "./outline-table.ts";
import type { Token } from "./tokens.ts";

/** What the parts of the reader need of each other and know in common. */
export interface Reader {
  readonly table: OutlineTable;
  /** The token here, or one that follows. */
  peek(ahead?: number): Token;
  /** Takes a token. */
  take(): Token;
  /** Whether the sign or word stands here. */
  is(text: string): boolean;
  /** Takes the sign or word when it stands here. */
  accept(text: string): boolean;
  /** Where a token stands. */
  span(token: Token): Span;
  /** The token behind the bracket that closes the one here, or one that follows. */
  afterClose(ahead?: number): Token;
  /** How many tokens were taken. */
  readonly place: number;
  expression(binding?: number): Expression;
  statement(): Statement[];
  /** The statements between braces, or one statement. */
  body(): Statement[];
  /** A part of a text, read as an expression. */
  inserted(tokens: Token[]): Expression;
  /** Lines end nothing inside of parentheses. */
  readonly loose: boolean;
  within<T>(loose: boolean, read: () => T): T;
  /** Runs `read` with names of its own. */
  scoped<T>(names: readonly string[], read: () => T): T;
  declare(name: string): void;
  readonly isDeclared: (name: string) => boolean;
  /** Classes around, innermost last, with the names of their members. */
  inClass<T>(name: string, members: ReadonlySet<string>, read: () => T): T;
  readonly classes: readonly { name: string; members: ReadonlySet<string> }[];
  /** Reads a function in which names without an owner belong to `#this`. */
  asReceiver<T>(is: boolean, read: () => T): T;
  readonly receiver: boolean;
  /** Names that the block after a brace declares, gathered before. */
  namesIn(open: number): ReadonlySet<string>;
  /** Functions and classes of the whole file. */
  readonly own: ReadonlySet<string>;
  /** Functions that are called on a value although the file defines them. */
  readonly extensions: Set<string>;
  readonly imports: Map<string, string>;
  /** What others call after the file is loaded. */
  readonly entries: Statement[];
  fresh(): string;
}

/** What `!`, `!!` and the lines of a process of Scala are called in its vocabulary. */
export const STARTS = "startProcess";

/** Statements whose last value is what they answer. */
export function valued(statements: readonly Statement[]): Statement[] {
  const last = statements.at(-1);
  if (last === undefined) return [];
  const before = statements.slice(0, -1);
  switch (last.kind) {
    case "expression":
      return [...before, { kind: "return", value: last.value, at: last.at }];
    case "branch":
      return [...before, { ...last, bodies: last.bodies.map(valued) }];
    case "block":
      return [...before, { ...last, body: valued(last.body) }];
    default:
      return [...statements];
  }
}

/** Statements where a value stands: a function that is called at once. */
export function blockValue(statements: readonly Statement[], at: Span): Expression {
  const body = valued(statements);
  return callOf({ kind: "function", function: functionNode(null, [], body, at), at }, [], at);
}

/** What is said to be of another type stays what it is, but for the letter of a number. */
export function cast(value: Expression, type: string, at: Expression["at"]): Expression {
  return /^(?:char|Character)$/.test(type) ? callOf(memberAt(value, "toChar", at), [], at) : value;
}

/** A function with plain parameters. */
export function functionNode(
  name: string | null,
  parameters: readonly { name: string; fallback: Expression | null }[],
  body: Statement[],
  at: Span,
): FunctionNode {
  return {
    name,
    parameters: parameters.map((each) => each.name),
    defaults: parameters.map((each) => each.fallback),
    rest: false,
    self: null,
    body,
    at,
  };
}
