import type { Span } from "../../../model/span.ts";
import type { Expression, Statement } from "../../code/program.ts";
import type { Cursor } from "../cursor.ts";

/**
 * What the parts of the reader need of each other and know in common. They call through
 * this, so that their imports go one way.
 */
export interface Parser {
  readonly cursor: Cursor;
  /** One expression; without commas where those part arguments. */
  expression(commas: boolean): Expression;
  /** Commands and expressions with pipes between them, or an assignment. */
  pipeline(): Expression;
  /** Statements up to a closing sign, which is passed, or to the end of the text. */
  statements(close: ")" | "}" | ""): Statement[];
  /** `{ … }`: the cursor stands behind the opening brace. */
  scriptBlock(start: number): Expression;
  /** What statements up to a closing sign give, together. */
  gathered(close: ")" | "}", start: number): Expression;
  /** What one statement gives: `$x = if (a) { b }`. */
  gatheredStatement(start: number): Expression | null;
  /** Functions that the text defines anywhere, in small letters. */
  readonly functions: ReadonlySet<string>;
  /** Parameters without a value that the text defines anywhere, in small letters. */
  readonly switches: ReadonlySet<string>;
  readonly output: Output;
  /** A name that no program can spell. */
  fresh(): string;
}

/** Where the statements that are being read put what they give. */
export interface Output {
  /** The name under which it is gathered; null where nobody reads it. */
  name: string | null;
  /** One value of several, when the statement may not run. */
  perhaps: boolean;
  /** Variables belong to the function that is being read. */
  local: boolean;
  /** Functions that are open around. */
  functions: number;
}

/** Gives a name a value. */
export function assignAt(name: string, value: Expression, at: Span, local: boolean): Expression {
  return { kind: "assign", target: { kind: "name", name, local }, value, at };
}

/** The text that an expression is written down as; null for everything else. */
export function writtenText(expression: Expression | undefined): string | null {
  if (expression?.kind !== "constant") return null;
  return typeof expression.value === "string" ? expression.value : null;
}
