import type { Span } from "../../../model/span.ts";
import type { Token } from "./tokens.ts";

/** A list of tokens with a place in it. */
export interface Reader {
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
  readonly limit: number;
  /** How many functions are open around. */
  within: number;
  made: number;
  /** Something was gone over that means nothing here. */
  recovered: boolean;
}

const NOTHING: Token = { kind: "end", text: "", line: 1, column: 1 };

/** Starts reading. */
export function createReader(tokens: readonly Token[], limit: number): Reader {
  return { tokens, at: 0, depth: 0, limit, within: 0, made: 0, recovered: false };
}

/** The token that is read next, or one behind it. */
export function peek(reader: Reader, ahead = 0): Token {
  return reader.tokens[reader.at + ahead] ?? { ...NOTHING, line: reader.tokens.at(-1)?.line ?? 1 };
}

/** Whether the next token is one of these words or signs. */
export function isNext(reader: Reader, ...texts: readonly string[]): boolean {
  const token = peek(reader);
  return (token.kind === "name" || token.kind === "sign") && texts.includes(token.text);
}

/** Goes behind the next token when it is one of these words or signs. */
export function accept(reader: Reader, ...texts: readonly string[]): boolean {
  if (!isNext(reader, ...texts)) return false;
  reader.at += 1;
  return true;
}

/** Goes behind what has to stand here; where it does not, something is missing. */
export function expect(reader: Reader, text: string): void {
  if (!accept(reader, text)) reader.recovered = true;
}

/** A name, which is passed; null where none stands. */
export function acceptName(reader: Reader): string | null {
  const token = peek(reader);
  if (token.kind !== "name") return null;
  reader.at += 1;
  return token.text;
}

/** The lines from a token up to where reading stands. */
export function spanFrom(reader: Reader, from: Token): Span {
  const last = reader.tokens[reader.at - 1] ?? from;
  return { line: from.line, endLine: Math.max(from.line, last.line), column: from.column };
}

/** A name that no program can spell. */
export function fresh(reader: Reader): string {
  reader.made += 1;
  return `#${reader.made}`;
}
