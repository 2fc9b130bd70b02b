import type { Expression } from "../../code/program.ts";
import { parts, type SyntaxNode } from "../syntax.ts";
import { constantAt } from "../lowered.ts";
import { type Lowering } from "./lowering.ts";

const SIMPLE: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  e: "\x1b",
  s: " ",
  "0": "\0",
};

/** A literal text with the expressions in it. */
export function lowerText(node: SyntaxNode, to: Lowering): Expression {
  const lowered: Expression[] = [];
  let plain = "";
  for (const part of parts(node)) {
    if (part.type === "string_content" || part.type === "heredoc_content") plain += part.text;
    else if (part.type === "escape_sequence") plain += unescape(part.text);
    else if (part.type === "interpolation") {
      if (plain !== "") lowered.push(constantAt(plain, node.at));
      plain = "";
      lowered.push(...parts(part).map((each) => to.expression(each)));
    }
  }
  if (lowered.length === 0) return constantAt(plain, node.at);
  if (plain !== "") lowered.push(constantAt(plain, node.at));
  return { kind: "text", parts: lowered, at: node.at };
}

function unescape(text: string): string {
  const code = /^\\(?:x([0-9a-fA-F]{1,2})|u\{?([0-9a-fA-F]{1,6})\}?|([0-7]{2,3}))$/.exec(text);
  if (code === null) return SIMPLE[text.slice(1)] ?? text.slice(1);
  const [, hex, unicode, octal] = code;
  const number = Number.parseInt(hex ?? unicode ?? octal ?? "0", octal === undefined ? 16 : 8);
  return number > 0x10ffff ? "\uFFFD" : String.fromCodePoint(number);
}
