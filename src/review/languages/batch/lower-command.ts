import type { Expression } from "../../code/program.ts";
import { lowerWordsAsCommand } from "../shell/lower-command.ts";
import { textAt } from "../shell/lowering.ts";
import { callAt } from "../lowered.ts";
import { BUILTINS } from "./builtins.ts";
import {
  argumentsOf,
  programName,
  silent,
  textOf,
  type Command,
  type Lowering,
} from "./lowering.ts";
import { PROGRAMS } from "./programs.ts";
import { spells } from "./read-word.ts";
import { runWritten } from "./running.ts";
import { AGAIN } from "./source.ts";

/** One command: built in, a program of Windows, a file, or a program of any system. */
export function lowerCommand(command: Command, to: Lowering): Expression {
  const { node, at, input } = command;
  const [first, ...rest] = node.words;
  if (first === undefined) return input ?? textAt("", at);
  const text = textOf(first);
  if (text === null) return readAgain(command, to);
  const name = programName(text);
  if (rest.some((word) => word.parts.length === 0)) return textAt("", at);
  const special = BUILTINS.get(builtinName(name)) ?? PROGRAMS.get(name);
  const known = special?.(command, to) ?? null;
  if (known !== null) return known;
  if (isFile(text, name)) return lowerFile(command, text);
  const words = [{ value: textAt(name, at) }, ...argumentsOf(rest, at)];
  return lowerWordsAsCommand({ words, input, at }, SURROUNDINGS);
}

const SURROUNDINGS = { stdin: null, functions: new Set<string>() };

/** `cd..` and `call:x` need no blank. */
function builtinName(name: string): string {
  return /^(?:cd|chdir|md|mkdir|call)(?=[.:/\\])/.exec(name)?.[0] ?? name;
}

/**
 * A command whose name is put together: its line is read again once the name is known. The
 * words behind it stay as they are written, so that what they hold is still followed.
 */
function readAgain({ node, input, at }: Command, to: Lowering): Expression {
  const { source } = to;
  const [first] = node.words;
  if (first === undefined) return textAt("", at);
  const mark = `${AGAIN}${source.delayed ? "!" : " "}${node.loops}\n`;
  const rest = source.text.slice(first.to, node.end);
  const name: Expression = { kind: "text", parts: first.parts, at };
  const known = callAt(spells(first.parts) ? "#spelt" : "#known", [name], at);
  const line: Expression = { kind: "text", parts: [textAt(mark, at), known, textAt(rest, at)], at };
  const call = callAt("#line", [line], at);
  return input === null || call.kind !== "call" ? call : { ...call, input };
}

function isFile(text: string, name: string): boolean {
  return /[\\/]/.test(name) ||
    /\.(?:bat|cmd|vbs|vbe|js|jse|wsf|wsc|hta|ps1|exe|com|lnk|scr|pif|msi)$/i.test(text)
    ? !/^\/|^[a-z]:$/i.test(text) || /^\/\w+\//.test(text)
    : false;
}

/** A file that is started: of the repository, or written before; then its content runs too. */
function lowerFile({ node, at }: Command, text: string): Expression {
  const callee: Expression = { kind: "name", name: `path:${text.replaceAll('"', "")}`, at };
  const run: Expression = { kind: "call", callee, args: argumentsOf(node.words.slice(1), at), at };
  const items = [run, ...runWritten(textAt(text, at), at)];
  return silent(items, at);
}
