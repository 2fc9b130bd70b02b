import type { Span } from "../../../model/span.ts";
import type { Expression } from "../../code/program.ts";

/** A word as it is written: quotes are part of its texts. */
export interface Word {
  parts: Expression[];
  /** An expansion stands outside of quotes: its value may be many words. */
  splits: boolean;
  from: number;
  to: number;
}

/** `> file`, `2>> file`, `< file`. */
export interface Redirect {
  from: number;
  to: Word;
  reads: boolean;
  appends: boolean;
}

/** One command with its words; `rest` is the whole line behind a name that takes it as it is. */
export interface CommandNode {
  kind: "command";
  words: Word[];
  rest: Word | null;
  /** Where the command ends, without its redirects. */
  end: number;
  /** The letters of the loops around it. */
  loops: string;
  /** How many command lines it stands in. */
  inner: number;
  at: Span;
}

/** A batch file in its parts. */
export type Node =
  | CommandNode
  | { kind: "label"; name: string; at: Span }
  | { kind: "group"; body: Node[]; at: Span }
  /** Commands one after another; a conditional one depends on how the one before it ended. */
  | { kind: "chain"; items: { node: Node; conditional: boolean }[]; at: Span }
  | { kind: "pipe"; items: Node[]; at: Span }
  | { kind: "redirected"; body: Node | null; redirects: Redirect[]; at: Span }
  | { kind: "if"; test: Word[]; then: Node | null; otherwise: Node | null; at: Span }
  | ForNode;

/** A loop: over words, over numbers (`/l`), or over the lines of something (`/f`). */
export interface ForNode {
  kind: "for";
  how: "words" | "numbers" | "lines";
  /** The variables in the order of the tokens that they get. */
  names: string[];
  delimiters: string | null;
  set: ForSet;
  body: Node | null;
  at: Span;
}

/** What a loop goes over. */
export type ForSet =
  | { kind: "words"; words: Word[] }
  | { kind: "command"; nodes: Node[] }
  | { kind: "text"; word: Word };
