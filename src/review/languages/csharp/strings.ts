import type { Expression } from "../../code/program.ts";
import { parts, type SyntaxNode } from "../syntax.ts";
import { constantAt } from "../lowered.ts";
import { type Lowering } from "./lowering.ts";

/** A text or a character as written; null for any other node. */
export function literalText(node: SyntaxNode): string | null {
  switch (node.type) {
    case "string_literal":
    case "character_literal":
      return parts(node)
        .map((part) => (part.type === "escape_sequence" ? unescape(part.text) : content(part)))
        .join("");
    case "verbatim_string_literal":
      return node.text.replace(/^@"|"(?:u8)?$/g, "").replaceAll('""', '"');
    case "raw_string_literal":
      return rawText(node.text);
    default:
      return null;
  }
}

function content(part: SyntaxNode): string {
  return /content$/.test(part.type) ? part.text : "";
}

/** Lines of a raw text lose the indentation of the quotes that end it (C# 11, "Raw string literals"). */
function rawText(text: string): string {
  const quotes = /^"+/.exec(text)?.[0].length ?? 3;
  const inner = text.replace(/u8$/, "").slice(quotes, -quotes);
  const lines = inner.split("\n");
  if (lines.length < 2 || lines[0]?.trim() !== "") return inner;
  const indent = /^[ \t]*$/.exec(lines.at(-1) ?? "")?.[0] ?? "";
  return lines
    .slice(1, -1)
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()))
    .join("\n")
    .replace(/\r(?=\n|$)/g, "");
}

const SIMPLE: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  v: "\v",
  f: "\f",
  a: "\u0007",
  b: "\b",
  e: "\u001b",
  "0": "\0",
};

/** Source: C# specification, "Character literals". */
function unescape(text: string): string {
  const code = /^\\(?:x([0-9a-fA-F]{1,4})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))$/.exec(text);
  if (code === null) return SIMPLE[text.slice(1)] ?? text.slice(1);
  const number = Number.parseInt(code[1] ?? code[2] ?? code[3] ?? "0", 16);
  return number > 0x10ffff ? "\uFFFD" : String.fromCodePoint(number);
}

/** A text with expressions in it: `$"…"`, `$@"…"` and `$"""…"""`. */
export function lowerInterpolated(node: SyntaxNode, to: Lowering): Expression {
  const verbatim = node.children.some(
    (each) => each.type === "interpolation_start" && each.text.includes("@"),
  );
  const lowered = parts(node).flatMap((part): Expression[] => {
    if (part.type === "escape_sequence") return [constantAt(unescape(part.text), part.at)];
    if (part.type === "string_content")
      return [constantAt(braced(verbatim ? part.text.replaceAll('""', '"') : part.text), part.at)];
    if (part.type !== "interpolation") return [];
    const inner = parts(part).find((each) => !/^interpolation_/.test(each.type));
    return inner === undefined ? [] : [to.expression(inner)];
  });
  return { kind: "text", parts: [constantAt("", node.at), ...lowered], at: node.at };
}

/** Two braces stand for one. */
function braced(text: string): string {
  return text.replaceAll("{{", "{").replaceAll("}}", "}");
}
