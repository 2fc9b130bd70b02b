import type { Argument, Expression } from "../../code/program.ts";
import { callAt, nameAt } from "../lowered.ts";
import { anyOf, constantText, textAt, type Command } from "./lowering.ts";

/** A program that reads text: how many operands come before its files, and its options. */
interface TextTool {
  before: number;
  valued?: readonly string[];
}

/** Programs that print what they read from files or from what is piped in, changed or not. */
export const TEXT_TOOLS: ReadonlyMap<string, TextTool> = new Map<string, TextTool>([
  ["grep", { before: 1, valued: ["-m", "-A", "-B", "-C"] }],
  ["egrep", { before: 1 }],
  ["zgrep", { before: 1 }],
  ["sed", { before: 1 }],
  ["awk", { before: 1, valued: ["-F", "-v"] }],
  ["gawk", { before: 1, valued: ["-F", "-v"] }],
  ["jq", { before: 1 }],
  ["tr", { before: 2 }],
  ["cut", { before: 0, valued: ["-d", "-f", "-c", "-b"] }],
  ["head", { before: 0, valued: ["-n", "-c"] }],
  ["tail", { before: 0, valued: ["-n", "-c"] }],
  ["sort", { before: 0, valued: ["-k", "-t", "-o"] }],
  ["uniq", { before: 0 }],
  ["rev", { before: 0 }],
  ["tac", { before: 0 }],
  ["nl", { before: 0 }],
  ["od", { before: 0, valued: ["-A", "-t"] }],
  ["hexdump", { before: 0, valued: ["-e", "-n"] }],
  ["xxd", { before: 0, valued: ["-l", "-s", "-c"] }],
  ["strings", { before: 0, valued: ["-n"] }],
  ["base64", { before: 0, valued: ["-w"] }],
  ["base32", { before: 0 }],
  ["gunzip", { before: 0 }],
  ["gzip", { before: 0 }],
  ["zcat", { before: 0 }],
  ["bzip2", { before: 0 }],
  ["bunzip2", { before: 0 }],
  ["xz", { before: 0 }],
]);

/** A text tool with its files put where what is piped in would be. */
export function lowerTextTool(
  name: string,
  command: Command,
  again: (inner: Command) => Expression,
): Expression | null {
  const tool = TEXT_TOOLS.get(name);
  const first = command.words[0];
  if (tool === undefined || first === undefined) return null;
  const { at } = command;
  const { options, operands } = sorted(command.words.slice(1), tool);
  const program = programOf(options) ? 0 : tool.before;
  const files = operands.slice(program).filter((word) => constantText(word.value) !== "-");
  const reads = files.map((word) => callAt("cat", [word.value], at));
  const input = [...reads, ...(command.input === null ? [] : [command.input])];
  const args = [...options, ...operands.slice(0, program)];
  const call: Expression = { kind: "call", callee: nameAt(name, at), args, at };
  const out = input.length === 0 ? call : { ...call, input: anyOf(input, at) };
  const started = name.endsWith("awk") ? startedByAwk(operands[0], at, again) : [];
  return started.length === 0 ? out : anyOf([out, ...started], at);
}

function sorted(
  words: readonly Argument[],
  tool: TextTool,
): { options: Argument[]; operands: Argument[] } {
  const options: Argument[] = [];
  const operands: Argument[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (word === undefined) continue;
    const text = constantText(word.value) ?? "";
    if (!/^-./.test(text)) {
      operands.push(word);
      continue;
    }
    options.push(word);
    const value = words[index + 1];
    if ((tool.valued?.includes(text) ?? false) && value !== undefined) {
      options.push(value);
      index += 1;
    }
  }
  return { options, operands };
}

/** With `-e` the program is an option's value, and every operand is a file. */
function programOf(options: readonly Argument[]): boolean {
  return options.some((word) => /^(?:-e|-f|--expression)$/.test(constantText(word.value) ?? ""));
}

const SYSTEM = /system\(\s{0,20}"((?:[^"\\]|\\.){1,2000})"/g;

/** What an awk program starts by `system("…")`. */
function startedByAwk(
  program: Argument | undefined,
  at: Expression["at"],
  again: (inner: Command) => Expression,
): Expression[] {
  const text = constantText(program?.value) ?? "";
  return [...text.matchAll(SYSTEM)].slice(0, 8).map((match) => {
    const code = (match[1] ?? "").replace(/\\(.)/g, "$1");
    const words = ["sh", "-c", code].map((word) => ({ value: textAt(word, at) }));
    return again({ words, input: null, at });
  });
}
