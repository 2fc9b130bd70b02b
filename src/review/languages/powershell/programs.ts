import type { Span } from "../../../model/span.ts";
import type { Argument, Expression } from "../../code/program.ts";
import { callAt, constantAt, nameAt } from "../lowered.ts";
import { writtenText } from "./parser.ts";
import type { Piece, Word } from "./word.ts";

/** A program with its words, started as from any other language; files that it names run too. */
export function programCall(
  program: Expression,
  pieces: readonly Piece[],
  at: Span,
  name: string | null,
): Expression {
  const words: Argument[] = pieces.flatMap(wordsOf);
  const list: Expression = { kind: "list", items: words, at };
  return startedProgram(plainProgram(program), list, at, name);
}

/** Starts whatever a value names, when it names a program or a file. */
export function dynamicProgram(value: Expression, pieces: readonly Piece[], at: Span): Expression {
  const list: Expression = { kind: "list", items: pieces.flatMap(wordsOf), at };
  const items = [callAt("#program", [value], at), value, list].map((each) => ({ value: each }));
  const call: Expression = { kind: "call", callee: { kind: "list", items, at }, args: [], at };
  return { kind: "choice", test: null, options: [call, callAt("#run-file", [value], at)], at };
}

/** Starts a program with a list of arguments. */
export function startedProgram(
  program: Expression,
  list: Expression,
  at: Span,
  name: string | null,
): Expression {
  const call: Expression = {
    kind: "call",
    callee: nameAt("&start-process", at),
    args: [{ value: program }, { value: list }],
    at,
  };
  // Plain names are programs of the system; everything else may be a file.
  if (name !== null && /^[\w-]+(?:\.exe)?$/.test(name)) return call;
  const ran = callAt("#run-file", [program], at);
  return { kind: "choice", test: null, options: [call, ran], at };
}

/** `curl.exe` and `CURL` are curl. */
function plainProgram(program: Expression): Expression {
  const text = writtenText(program);
  if (text === null || !/^[\w.-]+$/.test(text)) return program;
  return constantAt(text.toLowerCase().replace(/\.exe$/, ""), program.at);
}

function wordsOf(piece: Piece): Argument[] {
  if (piece.kind === "splat") return [{ value: piece.value, spread: true }];
  if (piece.kind === "value") return [{ value: spelt(piece.word) }];
  const raw = constantAt(piece.raw, piece.value?.value.at ?? { line: 1, endLine: 1 });
  if (piece.value === null) return [{ value: raw }];
  return [{ value: { kind: "text", parts: [raw, spelt(piece.value)], at: raw.at } }];
}

/** Numbers and lists are handed to a program as they are spelt. */
function spelt({ value, raw }: Word): Expression {
  if (value.kind === "constant" && typeof value.value === "number")
    return constantAt(raw, value.at);
  const plain =
    value.kind === "list" && value.items.every((each) => each.value.kind === "constant");
  return plain ? constantAt(raw, value.at) : value;
}
