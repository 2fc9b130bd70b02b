import type { Argument, Expression } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { callAt, nameAt } from "../lowered.ts";
import { ARGUMENTS, constantText, textAt, type Lowering } from "./lowering.ts";
import { expandBraces } from "./braces.ts";
import { lowerExpansion, variable } from "./expansion.ts";

/** The words that one written word becomes: braces are expanded, unquoted values are split. */
export function lowerWords(node: SyntaxNode, to: Lowering): Argument[] {
  const { at } = node;
  if (node.type === "word" || node.type === "concatenation") {
    const braced = expandBraces(node.text);
    if (braced !== null) return braced.map((text) => ({ value: textAt(unescapeWord(text), at) }));
  }
  if (isAllArguments(node)) {
    return [{ value: callAt("#words", [lowerWord(node, to)], at), spread: true }];
  }
  const value = lowerWord(node, to);
  if (!splits(node)) return [{ value }];
  return [{ value: callAt("#split", [value], at), spread: true }];
}

/** `"$@"` and `"${a[@]}"` are as many words as there are. */
function isAllArguments(node: SyntaxNode): boolean {
  return /^"?\$(?:@|\{@\}|\{\w+\[@\]\})"?$/.test(node.text);
}

/** What stands outside of quotes is split at white space once it is known. */
function splits(node: SyntaxNode): boolean {
  if (node.type === "concatenation") return parts(node).some(splits);
  return /^(?:simple_expansion|expansion|command_substitution)$/.test(node.type);
}

/** Lowers one word with its quotes and expansions. */
export function lowerWord(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
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
      return lowerString(node, to);
    case "command_name":
    case "concatenation":
      return joined(
        parts(node).map((each) => lowerWord(each, to)),
        node,
      );
    case "simple_expansion":
      return variable(node.text.slice(1), at);
    case "expansion":
      return lowerExpansion(node, to);
    case "command_substitution":
    case "process_substitution":
    case "subshell":
      return to.run(node, null);
    case "array":
      return { kind: "list", items: parts(node).flatMap((each) => lowerWords(each, to)), at };
    default:
      return {
        kind: "opaque",
        parts: parts(node).map((each) => lowerWord(each, to)),
        at,
      };
  }
}

/** A text of parts; constants that stand side by side are one. */
function joined(all: readonly Expression[], { at }: SyntaxNode): Expression {
  const texts = all.map(constantText);
  if (texts.every((text) => text !== null)) return textAt(texts.join(""), at);
  const [only] = all;
  if (all.length === 1 && only !== undefined) return only;
  return { kind: "text", parts: all.map(inText), at };
}

/** All arguments inside of a text are one text. */
function inText(part: Expression): Expression {
  return part.kind === "name" && part.name === ARGUMENTS
    ? callAt("#joined", [part], part.at)
    : part;
}

function lowerString(node: SyntaxNode, to: Lowering): Expression {
  const inner = node.children.filter((each) => each.type === "string");
  const [translated] = inner;
  if (node.type === "translated_string" && translated !== undefined) {
    return lowerString(translated, to);
  }
  return lowerQuoted(node, 1, 1, to);
}

/** Quoted text: what lies between its expansions is taken from the text as it is. */
export function lowerQuoted(
  node: SyntaxNode,
  skipped: number,
  tail: number,
  to: Lowering,
): Expression {
  const out: Expression[] = [];
  let from = skipped;
  for (const each of parts(node)) {
    if (each.type === "string_content" || each.type === "heredoc_content") continue;
    push(out, node.text.slice(from, each.start - node.start), node);
    out.push(lowerWord(each, to));
    from = each.start - node.start + each.text.length;
  }
  push(out, node.text.slice(from, node.text.length - tail), node);
  return joined(out, node);
}

function push(out: Expression[], text: string, { at }: SyntaxNode): void {
  if (text !== "") out.push(textAt(text.replace(/\\([$`"\\])|\\\n/g, "$1"), at));
}

/** Assigns what a node says: `a=b`, `a+=b`, `a[i]=b`. */
export function lowerAssignment(node: SyntaxNode, to: Lowering, local = false): Expression {
  const { at } = node;
  const target = child(node, "name");
  const subscript = target?.type === "subscript" ? target : null;
  const name = `$${(subscript === null ? target : child(subscript, "name"))?.text ?? ""}`;
  const written = child(node, "value");
  const given = written === null ? textAt("", at) : lowerWord(written, to);
  const appends = node.children.some((each) => each.type === "+=");
  const before = nameAt(name, at);
  const value: Expression = !appends
    ? given
    : written?.type === "array"
      ? {
          kind: "list",
          items: [
            { value: before, spread: true },
            { value: given, spread: true },
          ],
          at,
        }
      : { kind: "text", parts: [before, given], at };
  if (subscript === null)
    return { kind: "assign", target: { kind: "name", name, local }, value, at };
  const index = child(subscript, "index");
  const property: Expression =
    index?.type === "number"
      ? { kind: "constant", value: Number(index.text), at }
      : index === null
        ? { kind: "opaque", parts: [], at }
        : lowerWord(index, to);
  return { kind: "assign", target: { kind: "member", object: before, property }, value, at };
}

/** What a bare word is once the shell has taken its backslashes away. */
function unescapeWord(text: string): string {
  return text.includes("\\") ? text.replace(/\\\n/g, "").replace(/\\(.)/g, "$1") : text;
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
