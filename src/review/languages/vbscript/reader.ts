import type { Span } from "../../../model/span.ts";
import type { Expression, Statement, Target } from "../../code/program.ts";
import type { Token } from "./tokens.ts";

/** A list of tokens with a place in it, and what is known of the program around. */
export interface Reader {
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
  readonly limit: number;
  /** Names that are variables somewhere: `x(1)` is an item of them, no call. */
  readonly variables: ReadonlySet<string>;
  /** Functions of the text: their names alone are calls. */
  readonly functions: ReadonlySet<string>;
  /** The function that is being read. */
  within: { name: string; locals: ReadonlySet<string> } | null;
  /** Names that stand for the objects of `With`. */
  readonly subjects: string[];
  made: number;
  /** Something was gone over that means nothing here. */
  recovered: boolean;
}

/** What is behind the last token. */
const NOTHING: Token = { kind: "end", text: "", spaced: false, line: 1, column: 1 };

/** Starts reading. */
export function createReader(tokens: readonly Token[], limit: number): Reader {
  return {
    tokens,
    at: 0,
    depth: 0,
    limit,
    ...namesIn(tokens),
    within: null,
    subjects: [],
    made: 0,
    recovered: false,
  };
}

/** Names that are declared or given a value, and those of functions. */
function namesIn(tokens: readonly Token[]): Pick<Reader, "variables" | "functions"> {
  const names = new Set<string>();
  const functions = new Set<string>();
  tokens.forEach((token, index) => {
    if (token.kind !== "name") return;
    const before = tokens[index - 1];
    const after = tokens[index + 1];
    const starts = before === undefined || before.kind === "end" || before.text === "set";
    if (/^(?:sub|function|get|let)$/.test(before?.text ?? "")) functions.add(token.text);
    else if (/^(?:dim|redim|preserve|const|each|for)$/.test(before?.text ?? ""))
      names.add(token.text);
    else if (starts && after?.text === "=") names.add(token.text);
    else if (before?.text === "," && declares(tokens, index)) names.add(token.text);
  });
  for (const name of functions) names.delete(name);
  return { variables: names, functions };
}

/** Whether a name stands in a list that begins with `Dim`. */
function declares(tokens: readonly Token[], index: number): boolean {
  for (let at = index - 1; at >= Math.max(0, index - 60); at -= 1) {
    const token = tokens[at];
    if (token === undefined || token.kind === "end") return false;
    if (token.text === "dim" && token.kind === "name") return true;
  }
  return false;
}

/** The token that is read next, or one behind it. */
export function peek(reader: Reader, ahead = 0): Token {
  return reader.tokens[reader.at + ahead] ?? { ...NOTHING, line: lastLine(reader) };
}

function lastLine({ tokens }: Reader): number {
  return tokens.at(-1)?.line ?? 1;
}

/** Whether all was read. */
export function isDone(reader: Reader): boolean {
  return reader.at >= reader.tokens.length;
}

/** Goes behind the next token when it is this word or sign. */
export function accept(reader: Reader, ...texts: readonly string[]): boolean {
  const token = peek(reader);
  if (token.kind !== "name" && token.kind !== "sign") return false;
  if (!texts.includes(token.text)) return false;
  reader.at += 1;
  return true;
}

/** Whether the next token is one of these words. */
export function isWord(reader: Reader, ...words: readonly string[]): boolean {
  const token = peek(reader);
  return token.kind === "name" && words.includes(token.text);
}

/** Goes to the end of the statement. */
export function skipStatement(reader: Reader): void {
  while (!isDone(reader) && peek(reader).kind !== "end") reader.at += 1;
}

/** The lines from a token up to where reading stands. */
export function spanFrom(reader: Reader, from: Token): Span {
  const last = reader.tokens[reader.at - 1] ?? from;
  return { line: from.line, endLine: Math.max(from.line, last.line), column: from.column };
}

/** What a function gives is kept under this name until it ends. */
export const RESULT = "#result";

/** What a written name is as something that gets a value. */
export function targetOf(reader: Reader, value: Expression): Target | null {
  if (value.kind === "name") {
    const { within } = reader;
    if (within?.name === value.name) return { kind: "name", name: RESULT, local: true };
    const local = within?.locals.has(value.name) === true;
    return { kind: "name", name: value.name, local };
  }
  if (value.kind === "member") {
    return { kind: "member", object: value.object, property: value.property };
  }
  const [index] = value.kind === "call" ? value.args : [];
  if (value.kind !== "call" || index === undefined) return null;
  return { kind: "member", object: value.callee, property: index.value };
}

/** Gives something a value. */
export function assignTo(target: Target, value: Expression, at: Span): Statement {
  return { kind: "expression", value: { kind: "assign", target, value, at }, at };
}
