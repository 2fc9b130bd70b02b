import type { Nodes, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { terminalLine } from "../../src/report/encoder.ts";
import { type Printer, wrapped } from "./printer.ts";

/** How much of a block of code is shown; the page shows the rest. */
const MOST_CODE_ROWS = 10;

/** The rows of a terminal that show Markdown of a check run: no markup, wrapped, code set off. */
export function markdownRows(source: string, width: number, { paint }: Printer): string[] {
  const blocks = fromMarkdown(source).children.map((node) => rowsOf(node, source, width, paint));
  return blocks.flatMap((rows, i) => (i === 0 ? rows : ["", ...rows]));
}

function rowsOf(
  node: RootContent,
  source: string,
  width: number,
  paint: Printer["paint"],
): string[] {
  switch (node.type) {
    case "heading":
      return wrapped(textOf(node), width).map((row) => paint("bold", row));
    case "code":
      return codeRows(node.value, width).map((row) => paint("dim", row));
    case "list":
      return node.children.flatMap((item) =>
        wrapped(textOf(item), width - 2).map((row, i) => `${i === 0 ? "• " : "  "}${row}`),
      );
    case "paragraph": {
      const from = node.position?.start.offset ?? 0;
      const raw = source.slice(from, node.position?.end.offset ?? from);
      return tableRows(raw) ?? wrapped(textOf(node), width);
    }
    default:
      return wrapped(textOf(node), width);
  }
}

/** The last rows of a block of code, each cut to the width. */
export function codeRows(text: string, width: number): string[] {
  const all = text.replace(/\n+$/, "").split("\n");
  const shown = all.slice(-MOST_CODE_ROWS);
  const left = all.length - shown.length;
  const note = left === 0 ? [] : [`│ … ${left} lines before`];
  return [...note, ...shown.map((row) => `│ ${cut(terminalLine(row, 4096), width - 2)}`)];
}

function cut(row: string, width: number): string {
  return row.length > width ? `${row.slice(0, width - 1)}…` : row;
}

/** GitHub's tables are no CommonMark: two columns become names and values. */
function tableRows(raw: string): string[] | null {
  const [, rule = "", ...rows] = raw.split("\n");
  if (!/^\|[\s:|-]+\|$/.test(rule)) return null;
  const cells = rows.map((row) =>
    row
      .replace(/^\||\|$/g, "")
      .split("|")
      .map((cell) => cell.trim()),
  );
  const longest = Math.max(...cells.map(([name = ""]) => name.length));
  return cells.map(([name = "", ...rest]) => `${name.padEnd(longest)}  ${rest.join("  ")}`);
}

function textOf(node: Nodes): string {
  if ("value" in node) return node.type === "html" ? "" : node.value.replaceAll("\n", " ");
  return "children" in node ? node.children.map(textOf).join("") : "";
}
