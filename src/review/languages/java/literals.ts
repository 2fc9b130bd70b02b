import type { Expression } from "../../code/program.ts";
import { parts, type SyntaxNode } from "../syntax.ts";
import { constantAt } from "../lowered.ts";
import { type Lowering } from "./lowering.ts";

const LETTERS: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  s: " ",
  "0": "\0",
  "\n": "",
};

/** What the escapes of a literal stand for (JLS 3.10.7). */
export function unescaped(text: string): string {
  return text.replace(
    /\\(?:([0-3]?[0-7]{1,2})|u+([0-9a-fA-F]{4})|([^]))/g,
    (_, octal, hex, one) => {
      if (typeof octal === "string") return String.fromCharCode(Number.parseInt(octal, 8));
      if (typeof hex === "string") return String.fromCharCode(Number.parseInt(hex, 16));
      return typeof one === "string" ? (LETTERS[one] ?? one) : "";
    },
  );
}

/** A number of any base; a long beyond what a number holds is not exact. */
export function numberIn(text: string): number {
  const plain = text.replaceAll("_", "").toLowerCase();
  if (/^0[xb]/.test(plain)) return Number(plain.replace(/l$/, ""));
  if (/^0[0-7]+l?$/.test(plain)) return Number.parseInt(plain, 8);
  return Number.parseFloat(plain);
}

/** A string, also of several lines, with what stands in it in braces. */
export function lowerText(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const block = node.text.startsWith('"""');
  const inside = parts(node).filter((each) => each.type === "string_interpolation");
  if (inside.length > 0) {
    const pieces = parts(node).map((each) =>
      each.type === "string_interpolation"
        ? ({ kind: "opaque", parts: parts(each).map((one) => to.expression(one)), at } as const)
        : constantAt(unescaped(each.text), at),
    );
    return { kind: "text", parts: pieces, at };
  }
  const raw = block ? stripped(node.text.slice(3, -3)) : node.text.slice(1, -1);
  return constantAt(unescaped(raw), at);
}

/** The indentation that all lines of a text block share is none of it (JLS 3.10.6). */
function stripped(text: string): string {
  const lines = text.replace(/^[^\n]*\n/, "").split("\n");
  const last = lines.length - 1;
  const counted = lines.filter((line, index) => line.trim() !== "" || index === last);
  const margin = Math.min(1000, ...counted.map((line) => /^\s*/.exec(line)?.[0].length ?? 0));
  return lines.map((line) => line.slice(margin).trimEnd()).join("\n");
}
