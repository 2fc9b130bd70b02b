import type { Node } from "@vscode/tree-sitter-wasm";
import type { Expression } from "../../code/program.ts";
import type { Span } from "../../../model/span.ts";

/** Lowers commands for words that hold some; the words and the commands need each other. */
export type LowerCommand = (node: Node) => Expression;

/** The place of a node. */
export function spanOf(node: Node): Span {
  return {
    line: node.startPosition.row + 1,
    endLine: node.endPosition.row + 1,
    column: node.startPosition.column + 1,
  };
}

/** A text as an expression. */
export function textAt(value: string, at: Span): Expression {
  return { kind: "constant", value, at };
}

/** Lowers one word with its quotes and expansions. */
export function lowerWord(node: Node, lowerCommand: LowerCommand): Expression {
  const at = spanOf(node);
  switch (node.type) {
    case "word":
    case "number":
    case "variable_name":
    case "regex":
    case "extglob_pattern":
    case "file_descriptor":
    case "test_operator":
      return textAt(unescapeWord(node.text), at);
    case "raw_string":
      return textAt(node.text.slice(1, -1), at);
    case "ansi_c_string":
      return textAt(unescapeAnsi(node.text.slice(2, -1)), at);
    case "string":
    case "translated_string":
      return lowerString(node, lowerCommand);
    case "concatenation":
      return {
        kind: "text",
        parts: node.namedChildren.flatMap((each) => part(each, lowerCommand)),
        at,
      };
    case "simple_expansion":
      return variable(node.text.slice(1), at);
    case "expansion":
      return lowerExpansion(node, lowerCommand);
    case "command_substitution":
    case "process_substitution":
    case "subshell":
      return lowerCommand(node);
    case "arithmetic_expansion":
      return { kind: "opaque", parts: [], at };
    default:
      return {
        kind: "opaque",
        parts: node.namedChildren.flatMap((each) => part(each, lowerCommand)),
        at,
      };
  }
}

function part(node: Node | null, lowerCommand: LowerCommand): Expression[] {
  return node === null ? [] : [lowerWord(node, lowerCommand)];
}

/** A variable of the shell or of its environment: one name space. */
export function variable(name: string, at: Span): Expression {
  return { kind: "name", name: `$${name}`, at };
}

function lowerString(node: Node, lowerCommand: LowerCommand): Expression {
  const at = spanOf(node);
  const parts: Expression[] = [];
  let from = node.startIndex + 1;
  const base = node.startIndex;
  // White space between two expansions belongs to no child, so gaps are taken from the text.
  for (const child of node.namedChildren) {
    if (child === null || child.type === "string_content") continue;
    pushText(parts, node.text.slice(from - base, child.startIndex - base), at);
    parts.push(lowerWord(child, lowerCommand));
    from = child.endIndex;
  }
  pushText(parts, node.text.slice(from - base, -1), at);
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: "text", parts, at };
}

function pushText(parts: Expression[], text: string, at: Span): void {
  if (text !== "") parts.push(textAt(text.replace(/\\([$`"\\\n])/g, "$1"), at));
}

/** `${X}`, `${X:-word}` and their kin: the variable, or the word beside it. */
function lowerExpansion(node: Node, lowerCommand: LowerCommand): Expression {
  const at = spanOf(node);
  const children = node.namedChildren.filter((each) => each !== null);
  const name = children.find((each) => each.type === "variable_name" || each.type === "subscript");
  const others = children
    .filter((each) => each !== name)
    .map((each) => lowerWord(each, lowerCommand));
  const value = name === undefined ? textAt("", at) : variable(name.text, at);
  if (others.length === 0) return value;
  return { kind: "choice", test: null, options: [value, ...others], at };
}

/** What a bare word is once the shell has taken its backslashes away. */
function unescapeWord(text: string): string {
  return text.replace(/\\\n/g, "").replace(/\\(.)/g, "$1");
}

const ANSI: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", a: "\x07", e: "\x1b" };

function unescapeAnsi(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|([0-7]{1,3})|(.))/gs,
    (_, hex?: string, unicode?: string, octal?: string, other?: string) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (unicode !== undefined) return String.fromCharCode(Number.parseInt(unicode, 16));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      return ANSI[other ?? ""] ?? other ?? "";
    },
  );
}
