import { fromMarkdown } from "mdast-util-from-markdown";
import fc from "fast-check";

interface Node {
  type: string;
  value?: string;
  url?: string;
  children?: Node[];
}

/** What a CommonMark parser sees in a text. */
export interface Seen {
  /** Types of all nodes, each once. */
  types: Set<string>;
  /** All text outside of code nodes. */
  prose: string;
  /** All text inside of code nodes, one entry for each. */
  code: string[];
  urls: string[];
  headings: number;
}

export function seen(markdown: string): Seen {
  const found: Seen = { types: new Set(), prose: "", code: [], urls: [], headings: 0 };
  visit(fromMarkdown(markdown), found);
  return found;
}

function visit(node: Node, found: Seen): void {
  found.types.add(node.type);
  if (node.type === "code" || node.type === "inlineCode") found.code.push(node.value ?? "");
  else if (node.value !== undefined) found.prose += ` ${node.value}`;
  if (node.type === "heading") found.headings += 1;
  if (node.url !== undefined) found.urls.push(node.url);
  for (const child of node.children ?? []) visit(child, found);
}

/** Pieces that Markdown, GitHub, a terminal or a browser would act on. */
const PIECES = [
  "```",
  "`````",
  "~~~",
  "`",
  "``",
  " ` ",
  "](https://bad.example.invalid)",
  "![pic](//bad)",
  "[x]",
  "<img src=bad>",
  "<!--",
  "-->",
  "<details>",
  "</code>",
  "\n# zebra",
  "\n## ",
  "\nzebra\n===\n",
  "@octocat",
  "#1",
  "GH-1",
  "org/repo#2",
  "\u202e",
  "\u200b",
  "\u{E0041}",
  "\ufe0f",
  "\x1b[31m",
  "\x1b]8;;https://bad\x07",
  "\x9b2J",
  "\r",
  "\r\n",
  "\n",
  "\n\n",
  "\n    zebra",
  "|",
  "\\",
  "\\`",
  "&#64;zebra",
  "&lt;",
  "https://bad.example.invalid",
  "www.bad.example.invalid",
  "\n- [ ] zebra",
  "\n1. ",
  "\n> ",
  "\n---\n",
  "\n[ref]: https://bad",
  "\0",
  "\x08",
  "\u2028",
  "\u00a0",
  "zebra",
  "é",
  "😀",
  "a\u0301\u0301\u0301\u0301\u0301\u0301",
  "\ud800",
  "ZEBRA",
  "**",
  "__",
  "$$",
  "```mermaid",
  "0123456789abcdef0123456789abcdef01234567",
  ":smile:",
  " ",
  "\t",
];

/** Text that somebody writes who wants it to be more than text. */
export const hostile = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 24 }).map((pieces) => pieces.join("")),
  fc
    .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: "binary", maxLength: 8 })), {
      maxLength: 16,
    })
    .map((pieces) => pieces.join("")),
);
