import type { Span } from "../../../model/span.ts";
import type { Argument, Expression } from "../../code/program.ts";
import { callAt, constantAt, nameAt, opaqueAt } from "../lowered.ts";
import { HIDDEN_PROGRAMS, isCommand, usualCommand } from "./aliases.ts";
import { writtenText, type Parser } from "./parser.ts";
import type { Piece } from "./word.ts";
import { namedPieces } from "./parameters.ts";
import { dynamicProgram, programCall } from "./programs.ts";
import { SPECIAL } from "./special.ts";

/** What a command begins with. */
export interface CommandHead {
  /** The name as it is written down; null when it is put together at run time. */
  name: string | null;
  value: Expression;
  /** `&` and `.` call whatever a value is. */
  invoked: string | null;
}

/** A verb and a noun: what functions are called. */
const FUNCTION = /^[a-z]{2,20}-[a-z]\w{0,60}$/;

interface Command {
  head: CommandHead;
  pieces: readonly Piece[];
  input: Expression | null;
  at: Span;
}

/** A command as a call: of a function of the text, a command of PowerShell, a program or a file. */
export function lowerCommand(command: Command, parser: Parser): Expression {
  const { head, pieces, input, at } = command;
  if (head.name === null) return lowerDynamic(command, parser);
  if (head.invoked === "." && isFile(head.name)) {
    const module = constantAt(head.name, at);
    return opaqueAt([{ kind: "import", module, at }, ...valuesOf(pieces)], at);
  }
  const small = head.name.toLowerCase();
  const defined = parser.functions.has(small);
  const usual = defined ? small : usualCommand(head.name);
  const program = !defined && (isProgram(usual, pieces) || callsProgram(small, pieces));
  if (program) {
    const started = withInput(programCall(head.value, pieces, at, small), input, at);
    if (!FUNCTION.test(small)) return started;
    // A function that another file defines.
    const { args } = namedPieces(pieces, parser, false);
    const call = called(nameAt(`&${small}`, at), args, input, at, true);
    return { kind: "choice", test: null, options: [call, started], at };
  }
  const special = defined ? undefined : SPECIAL.get(usual);
  const named = namedPieces(pieces, parser, !defined);
  const out = special?.({ ...named, input, at }, parser) ?? null;
  if (out !== null) return out;
  return called(nameAt(`&${usual}`, at), named.args, input, at, defined);
}

/** A call; what is piped into a function of the text is what it knows as `$_`. */
export function called(
  callee: Expression,
  args: readonly Argument[],
  input: Expression | null,
  at: Span,
  takesInput: boolean,
): Expression {
  const piped: Argument[] = input !== null && takesInput ? [{ name: "_", value: input }] : [];
  const call: Expression = { kind: "call", callee, args: [...args, ...piped], at };
  return input === null ? call : { ...call, input };
}

/** `& $x a b`: a function, a script block, a command, a program or a file, whatever it is. */
function lowerDynamic({ head, pieces, input, at }: Command, parser: Parser): Expression {
  const name = parser.fresh();
  const set = assigned(name, head.value, at);
  const value = nameAt(name, at);
  const words: Expression[] = [set];
  const kept = pieces.map((piece) => keptOnce(piece, words, parser));
  const named = namedPieces(kept, parser, true);
  const first = callAt("#callee", [value], at);
  const callee: Expression = { kind: "list", items: [{ value: first }], at };
  const call = called(callee, named.args, input, at, true);
  const program = withInput(dynamicProgram(value, kept, at), input, at);
  const loads: Expression[] = head.invoked === "." ? [{ kind: "import", module: value, at }] : [];
  const either: Expression = { kind: "choice", test: null, options: [call, program, ...loads], at };
  return { kind: "sequence", items: [...words, either], at };
}

/** A value that is used twice is evaluated once. */
function keptOnce(piece: Piece, before: Expression[], parser: Parser): Piece {
  if (piece.kind === "splat") return piece;
  const word = piece.kind === "value" ? piece.word : piece.value;
  if (word === null || word.value.kind === "constant" || word.value.kind === "name") return piece;
  const name = parser.fresh();
  before.push(assigned(name, word.value, word.value.at));
  const once = { value: nameAt(name, word.value.at), raw: word.raw };
  return piece.kind === "value" ? { ...piece, word: once } : { ...piece, value: once };
}

function assigned(name: string, value: Expression, at: Span): Expression {
  return { kind: "assign", target: { kind: "name", name, local: true }, value, at };
}

function withInput(call: Expression, input: Expression | null, at: Span): Expression {
  return input === null
    ? call
    : { kind: "sequence", items: [callAt("#piped", [input], at), call], at };
}

function isFile(name: string): boolean {
  return /[\\/]|\.psm?1$/i.test(name);
}

/** A path is a file; a word that is no command of PowerShell is a program. */
function isProgram(usual: string, pieces: readonly Piece[]): boolean {
  if (isCommand(usual) || usual.startsWith("#")) return false;
  const takesBlocks = pieces.some(
    (piece) => piece.kind === "value" && piece.word.value.kind === "function",
  );
  return !takesBlocks;
}

/** `curl -sSL …` is the program: the command of that name knows no such options. */
function callsProgram(small: string, pieces: readonly Piece[]): boolean {
  if (!HIDDEN_PROGRAMS.has(small)) return false;
  return pieces.some((piece) => {
    if (piece.kind === "parameter")
      return /^-(?:[a-z]|[sfLSkOoXdHFTu]{2,5}|-[a-z-]+)$/.test(piece.raw);
    return piece.kind === "value" && (writtenText(piece.word.value) ?? "").startsWith("--");
  });
}

function valuesOf(pieces: readonly Piece[]): Expression[] {
  return pieces.flatMap((piece) => {
    if (piece.kind === "splat") return [piece.value];
    if (piece.kind === "value") return [piece.word.value];
    return piece.value === null ? [] : [piece.value.value];
  });
}
