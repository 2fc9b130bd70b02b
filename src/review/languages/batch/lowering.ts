import type { Span } from "../../../model/span.ts";
import type { Argument, Expression, Statement } from "../../code/program.ts";
import { assignAt, constantText, textAt } from "../shell/lowering.ts";
import { callAt, nameAt } from "../lowered.ts";
import { plain } from "./read-word.ts";
import type { Source } from "./source.ts";
import type { CommandNode, Node, Word } from "./tree.ts";

/**
 * What the parts of the lowering need of each other and know in common. They call through
 * this, so that their imports go one way.
 */
export interface Lowering {
  readonly source: Source;
  /** What a command prints, given what it reads. */
  run(node: Node, input: Expression | null): Expression;
  /** What several commands print together. */
  group(nodes: readonly Node[], input: Expression | null): Expression;
  /** Statements whose output is gathered under the name `out`, when somebody reads it. */
  statements(nodes: readonly Node[], out: string | null): Statement[];
  /** A command whose words begin later: what stands behind `call` and `start`. */
  command(node: CommandNode, input: Expression | null): Expression;
  /** Commands in a part of the text. */
  read(from: number, end: number, around: CommandNode): Node[];
  /** A name that no program can spell. */
  fresh(): string;
}

/** A command that is being lowered. */
export interface Command {
  node: CommandNode;
  input: Expression | null;
  at: Span;
}

/** Under this name stands what was written to files. */
const FILES = "#files";

/** The beginning of a program: nothing was written yet. */
export function noFiles(at: Span): Statement {
  const value = assignAt(FILES, { kind: "record", entries: [], at }, at);
  return { kind: "expression", value, at };
}

/** What is in a file: in the repository, or written before. */
export function contentOf(path: Expression, at: Span): Expression {
  return callAt("#content", [nameAt(FILES, at), path, callAt("cat", [path], at)], at);
}

/** What this program wrote to a file. */
export function writtenTo(path: Expression, at: Span): Expression {
  return callAt("#content", [nameAt(FILES, at), path], at);
}

/** Writes a value to a file and prints nothing. */
export function writeTo(
  path: Expression,
  value: Expression,
  how: { appends: boolean; name: string },
  at: Span,
): Expression {
  const kept = nameAt(how.name, at);
  const mode = textAt(how.appends ? "append" : "", at);
  const items = [
    assignAt(how.name, value, at, true),
    callAt("redirect", [path, kept], at),
    callAt("#write", [nameAt(FILES, at), path, kept, mode], at),
    textAt("", at),
  ];
  return { kind: "sequence", items, at };
}

/** The words behind the name of a command, as programs get them. */
export function argumentsOf(words: readonly Word[], at: Span): Argument[] {
  return words.map((word) => argumentOf(word, at));
}

/** A word as an argument; a variable alone may be many words. */
export function argumentOf(word: Word, at: Span): Argument {
  const value = plain(word, at);
  if (value.kind === "name" && value.name === "%*") {
    return { value: callAt("#words", [value], at), spread: true };
  }
  if (!word.splits || word.parts.length !== 1) return { value };
  return { value: callAt("#split", [value], at), spread: true };
}

/** The text of a word without quotes; null when a part of it is put together at run time. */
export function textOf(word: Word | undefined): string | null {
  return word === undefined ? null : constantText(plain(word, NOWHERE));
}

const NOWHERE: Span = { line: 1, endLine: 1 };

/** A switch of a Windows program: `/x`, in its texts also `-x`. */
export function isSwitch(word: Word): boolean {
  const first = constantText(word.parts[0]);
  return first !== null && /^"?[/-][a-z?]/i.test(first) && !/^"?\/\w+\//.test(first);
}

/** The words that are no switches. */
export function operandsOf({ node }: Command): Expression[] {
  return node.words
    .slice(1)
    .filter((word) => !isSwitch(word))
    .map((word) => plain(word, node.at));
}

/** A call of something that is evaluated for what it does; it prints nothing. */
export function silent(items: readonly Expression[], at: Span): Expression {
  return { kind: "sequence", items: [...items, textAt("", at)], at };
}

/** A program as it is named without folder and extension, in small letters. */
export function programName(text: string): string {
  const clean = text.trim().replaceAll("\\", "/").toLowerCase();
  const system = /^(?:.*\/(?:system32|syswow64|sysnative|wbem|v1\.0)|c:\/windows)\/([^/]+)$/.exec(
    clean,
  );
  return (system?.[1] ?? clean).replace(/\.(?:exe|com)$/, "");
}
