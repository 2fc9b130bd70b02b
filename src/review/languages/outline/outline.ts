import type { Expression, Reading, Statement } from "../../code/program.ts";
import { opaqueAt } from "../lowered.ts";
import type { OutlineTable } from "./outline-table.ts";
import { namesByBrace, type Outline } from "./outline-names.ts";
import { readBody } from "./read-control.ts";
import { readExpression } from "./read-expression.ts";
import { readStatement } from "./read-statement.ts";
import { type Reader } from "./reader.ts";
import { tokensOf, type Token } from "./tokens.ts";

/**
 * Reads a text of a language with braces by its table: names, members, calls, functions,
 * texts with what is put in, and the order in which things happen. What it does not know it
 * passes over. Linear; throws a RangeError for what nests deeper than `depth`.
 */
export function readOutline(text: string, table: OutlineTable, depth: number): Reading {
  const tokens = tokensOf(text, table, depth);
  const outline = namesByBrace(tokens, table);
  const reader = createReader(tokens, table, depth, outline);
  const body: Statement[] = [];
  while (reader.peek().kind !== "end") {
    const before = reader.place;
    body.push(...reader.statement());
    if (reader.place === before) reader.take();
  }
  return { program: { body: [...body, ...reader.entries] }, recovered: false };
}

/** Where a reader stands. */
interface State {
  tokens: readonly Token[];
  at: number;
  depth: number;
  loose: boolean;
  receiver: boolean;
  /** False inside of a text, whose tokens no outline knows. */
  main: boolean;
  made: number;
}

function createReader(
  tokens: readonly Token[],
  table: OutlineTable,
  deepest: number,
  outline: Outline,
): Reader {
  const state: State = {
    tokens,
    at: 0,
    depth: 0,
    loose: false,
    receiver: false,
    main: true,
    made: 0,
  };
  const deeper = <T>(read: () => T): T => {
    state.depth += 1;
    if (state.depth > deepest) throw new RangeError(`nests deeper than ${deepest}`);
    const result = read();
    state.depth -= 1;
    return result;
  };
  const reader: Reader = {
    table,
    ...cursorOf(state, outline),
    ...scopesOf(state),
    get place() {
      return state.at;
    },
    get loose() {
      return state.loose;
    },
    get receiver() {
      return state.receiver;
    },
    expression: (binding = 0) => deeper(() => readExpression(reader, binding)),
    statement: () => deeper(() => readStatement(reader)),
    body: () => readBody(reader),
    inserted: (inner) => {
      const around = { ...state };
      Object.assign(state, { tokens: inner, at: 0, loose: true, main: false });
      const [value] = readAll(reader);
      const { depth, made } = state;
      Object.assign(state, around, { depth, made });
      return value ?? opaqueAt([], reader.span(inner[0] ?? END));
    },
    namesIn: (brace) => (state.main ? (outline.names.get(brace) ?? NONE) : NONE),
    own: outline.own,
    extensions: new Set(outline.extensions),
    imports: new Map(),
    entries: [],
    fresh: () => `#${(state.made += 1)}`,
  };
  return reader;
}

type Cursor = Pick<Reader, "peek" | "take" | "is" | "accept" | "span" | "afterClose">;

function cursorOf(state: State, outline: Outline): Cursor {
  const end = (): Token => state.tokens.at(-1) ?? END;
  const take = (): Token => {
    const token = state.tokens[state.at] ?? end();
    if (state.at < state.tokens.length - 1) state.at += 1;
    return token;
  };
  const is = (text: string): boolean => {
    const token = state.tokens[state.at] ?? end();
    return token.text === text && token.kind !== "text";
  };
  return {
    peek: (ahead = 0) => state.tokens[state.at + ahead] ?? end(),
    take,
    is,
    accept: (text) => {
      const here = is(text);
      if (here) take();
      return here;
    },
    span: ({ line, column }) => ({ line, endLine: line, column }),
    afterClose: (ahead = 0) => {
      const at = state.at + ahead;
      return state.tokens[((state.main ? outline.closes.get(at) : undefined) ?? at) + 1] ?? end();
    },
  };
}

type Scopes = Pick<
  Reader,
  "scoped" | "declare" | "isDeclared" | "inClass" | "classes" | "within" | "asReceiver"
>;

function scopesOf(state: State): Scopes {
  const scopes: Set<string>[] = [new Set()];
  const counts = new Map<string, number>();
  const classes: { name: string; members: ReadonlySet<string> }[] = [];
  const depths: number[] = [];
  const open = (name: string, by: number) => counts.set(name, (counts.get(name) ?? 0) + by);
  return {
    scoped: (names, read) => {
      const scope = new Set(names);
      scopes.push(scope);
      for (const name of scope) open(name, 1);
      const result = read();
      for (const name of scope) open(name, -1);
      scopes.pop();
      return result;
    },
    declare: (name) => {
      const scope = scopes.at(-1);
      // What a class declares are its members.
      if (scopes.length <= (depths.at(-1) ?? 0) || scope === undefined || scope.has(name)) return;
      scope.add(name);
      open(name, 1);
    },
    isDeclared: (name) => (counts.get(name) ?? 0) > 0,
    inClass: (name, members, read) => {
      classes.push({ name, members });
      depths.push(scopes.length);
      const around = state.receiver;
      state.receiver = false;
      const result = read();
      state.receiver = around;
      depths.pop();
      classes.pop();
      return result;
    },
    classes,
    within: (is, read) => {
      const around = state.loose;
      state.loose = is;
      const result = read();
      state.loose = around;
      return result;
    },
    asReceiver: (is, read) => {
      const around = state.receiver;
      state.receiver = is;
      const result = read();
      state.receiver = around;
      return result;
    },
  };
}

const NONE: ReadonlySet<string> = new Set();
const END: Token = {
  kind: "end",
  text: "",
  parts: [],
  line: 1,
  column: 1,
  fresh: true,
  tight: false,
};

function readAll(reader: Reader): Expression[] {
  const out: Expression[] = [];
  while (reader.peek().kind !== "end") {
    const before = reader.place;
    out.push(reader.expression());
    if (reader.place === before) reader.take();
  }
  return out;
}
