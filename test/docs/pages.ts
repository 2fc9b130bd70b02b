import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fromMarkdown } from "mdast-util-from-markdown";
import type { Code, Link, Nodes, Heading, Image } from "mdast";
import { projectFiles, ROOT } from "../architecture/sources.ts";

/** One page of the documentation, read. */
export interface Page {
  path: string;
  text: string;
  headings: Heading[];
  links: (Link | Image)[];
  blocks: Code[];
  /** What stands in code within sentences. */
  spans: string[];
}

/** The page at a path of the project. */
export function pageAt(path: string): Page {
  const text = readFileSync(join(ROOT, path), "utf8");
  const page: Page = { path, text, headings: [], links: [], blocks: [], spans: [] };
  collect(fromMarkdown(text), page);
  return page;
}

/** Every page that is written for people; examples and repositories of tests are not. */
export function pages(): Page[] {
  return projectFiles()
    .filter((path) => /^(?:[A-Z]+|docs\/[\w/-]+)\.md$/.test(path))
    .map(pageAt);
}

/** The rows of the table whose head starts with the given cell, each as its cells. */
export function tableOf({ text, path }: Page, firstHead: string): string[][] {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => cellsOf(line)[0] === firstHead);
  if (start === -1) throw new Error(`${path} has no table with ${firstHead}`);
  const rows = lines.slice(start + 2);
  const end = rows.findIndex((line) => !line.startsWith("|"));
  return rows.slice(0, end === -1 ? undefined : end).map(cellsOf);
}

/** The cells of the head of the table whose head starts with the given cell. */
export function headOf({ text, path }: Page, firstHead: string): string[] {
  const head = text
    .split("\n")
    .map(cellsOf)
    .find(([first]) => first === firstHead);
  if (head === undefined) throw new Error(`${path} has no table with ${firstHead}`);
  return head;
}

/** The words in code of one cell or line. */
export function codeIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word);
}

/** The anchor that GitHub gives a heading. */
export function anchorOf(heading: Heading): string {
  return textOf(heading)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");
}

function cellsOf(line: string): string[] {
  if (!line.startsWith("|")) return [];
  const inner = line.trim().replace(/^\||\|$/g, "");
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
}

function collect(node: Nodes, page: Page): void {
  if (node.type === "heading") page.headings.push(node);
  if (node.type === "link" || node.type === "image") page.links.push(node);
  if (node.type === "code") page.blocks.push(node);
  if (node.type === "inlineCode") page.spans.push(node.value);
  if ("children" in node) for (const child of node.children) collect(child, page);
}

function textOf(node: Nodes): string {
  if ("value" in node) return node.value;
  return "children" in node ? node.children.map(textOf).join("") : "";
}
