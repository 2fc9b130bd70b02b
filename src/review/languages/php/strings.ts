import type { Expression } from "../../code/program.ts";
import { parts, type SyntaxNode } from "../syntax.ts";
import { constantAt } from "../lowered.ts";
import { type Lowering } from "./lowering.ts";

/** A literal text with the expressions in it. */
export function lowerText(node: SyntaxNode, to: Lowering): Expression {
  const lowered: Expression[] = [];
  let plain = "";
  for (const part of textParts(node)) {
    if (/^(?:string_content|nowdoc_string)$/.test(part.type)) plain += part.text;
    else if (part.type === "escape_sequence") plain += unescape(part.text, node.type);
    else {
      if (plain !== "") lowered.push(constantAt(plain, node.at));
      plain = "";
      lowered.push(to.expression(part));
    }
  }
  if (lowered.length === 0) return constantAt(plain, node.at);
  if (plain !== "") lowered.push(constantAt(plain, node.at));
  return { kind: "text", parts: lowered, at: node.at };
}

function textParts(node: SyntaxNode): SyntaxNode[] {
  return parts(node).flatMap((part) => {
    if (/^heredoc_(?:start|end)$/.test(part.type)) return [];
    return /^(?:heredoc_body|nowdoc_body)$/.test(part.type) ? parts(part) : [part];
  });
}

const SIMPLE: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  v: "\v",
  e: "\x1b",
  f: "\f",
  "\\": "\\",
  $: "$",
  '"': '"',
};

/** Source: PHP manual, "Strings": double quoted texts know more escapes than single quoted. */
function unescape(text: string, kind: string): string {
  if (kind === "string") return text === "\\'" || text === "\\\\" ? text.slice(1) : text;
  const code = /^\\(?:x([0-9a-fA-F]{1,2})|u\{([0-9a-fA-F]{1,6})\}|([0-7]{1,3}))$/.exec(text);
  if (code === null) return SIMPLE[text.slice(1)] ?? text;
  const [, hex, unicode, octal] = code;
  const number = Number.parseInt(hex ?? unicode ?? octal ?? "0", octal === undefined ? 16 : 8);
  return number > 0x10ffff ? "\uFFFD" : String.fromCodePoint(number);
}
