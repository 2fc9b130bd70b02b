import type { Span } from "../../../model/span.ts";
import type { Expression, FunctionNode, Statement } from "../../code/program.ts";
import type { Cursor } from "../cursor.ts";
import type { Names } from "./names.ts";

/**
 * What the parts of the reader need of each other and know in common. They call through
 * this, so that their imports go one way.
 */
export interface Parser {
  readonly cursor: Cursor;
  /** Everything up to the end of a statement: commas, `and`, `or`. */
  full(): Expression;
  /** Items with commas between them, but no `and` and `or`. */
  list(): Expression;
  /** One item of a list: no commas. */
  item(): Expression;
  /** The operand of a named operator such as `lc`. */
  operand(): Expression;
  /** Statements up to a closing brace, which is passed, or to the end of the text. */
  statements(close: "}" | ""): Statement[];
  /** A function: the cursor stands behind `sub` and its name. */
  sub(name: string | null, start: number): FunctionNode;
  /** A reader of a part of a literal. */
  inside(text: string, at: Span): Parser;
  readonly names: Names;
  readonly notes: Notes;
  /** A name that no program can spell. */
  fresh(): string;
}

/** What is known of expressions besides what they are, and of the place that is read. */
export interface Notes {
  package: string;
  /** How many functions are open around. */
  within: number;
  /** Functions that each package defines, by their full names. */
  readonly methods: Map<string, Map<string, string>>;
  /** Modules that are loaded before anything else runs. */
  readonly uses: Statement[];
  /** Variables that are declared where they stand: `my $x`. */
  readonly declared: WeakSet<Expression>;
  /** Expressions that are several values where a list is wanted. */
  readonly several: WeakSet<Expression>;
  /** Lists in parentheses. */
  readonly lists: WeakSet<Expression>;
  /** What stands in parentheses and is no list by how it is written. */
  readonly grouped: WeakSet<Expression>;
  /** Texts that were put together with dots. */
  readonly chains: WeakSet<Expression>;
  /** Jumps that stand where an expression may: `… or return 1`. */
  readonly jumps: WeakMap<Expression, Statement>;
  /** What stands on both sides of `and` and `or`: as a statement it is a branch. */
  readonly tests: WeakMap<
    Expression,
    { operator: "and" | "or"; left: Expression; right: Expression }
  >;
  /** A pattern that is read now belongs to what stands before `=~`. */
  bound: boolean;
  /** Ends of lines behind which texts stand that begin further up, and where these end. */
  readonly heredocs: Map<number, number>;
  /** The end of the line that holds the last of their marks. */
  heredocLine: number;
  readonly made: { count: number };
}

/** Starts reading a text. */
export function createNotes(): Notes {
  return {
    package: "main",
    within: 0,
    methods: new Map(),
    uses: [],
    declared: new WeakSet(),
    several: new WeakSet(),
    lists: new WeakSet(),
    grouped: new WeakSet(),
    chains: new WeakSet(),
    jumps: new WeakMap(),
    tests: new WeakMap(),
    bound: false,
    heredocs: new Map(),
    heredocLine: -1,
    made: { count: 0 },
  };
}

/** The notes of a part of a literal: those around it, but for where its own lines end. */
export function notesWithin(notes: Notes): Notes {
  return { ...notes, bound: false, heredocs: new Map(), heredocLine: -1 };
}
