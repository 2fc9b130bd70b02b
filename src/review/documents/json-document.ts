import { createScanner, parseTree, type Node as JsonNode } from "jsonc-parser";
import { linesOf, type Lines } from "../text/lines.ts";
import { DEEPEST, MOST_NODES, NOTHING, type Entry, type Node, type Parsed } from "./node.ts";

/**
 * Reads JSON as its most forgiving consumer does: comments, trailing commas and doubled keys
 * are kept, and errors are read past. Never throws for the text.
 */
export function parseJson(text: string): Parsed {
  const plain = text.replace(/^\ufeff/, "");
  const problem = tooLarge(plain);
  if (problem !== null) return { root: NOTHING, problem };
  const tree = parseTree(plain, [], { allowTrailingComma: true, allowEmptyContent: true });
  if (tree === undefined) {
    return { root: NOTHING, problem: plain.trim() === "" ? null : "is not JSON" };
  }
  return { root: nodeOf(tree, linesOf(plain)), problem: null };
}

/** Kinds of token, as jsonc-parser numbers them in its declaration of `SyntaxKind`. */
const OPEN: readonly number[] = [1, 3];
const CLOSE: readonly number[] = [2, 4];
const END = 17;

/** The parser recurses, so that depth and number are counted before it starts. */
function tooLarge(text: string): string | null {
  const scanner = createScanner(text, true);
  let depth = 0;
  let tokens = 0;
  for (let token: number = scanner.scan(); token !== END; token = scanner.scan()) {
    tokens += 1;
    if (OPEN.includes(token)) depth += 1;
    if (CLOSE.includes(token)) depth -= 1;
    if (depth > DEEPEST) return `nests deeper than ${DEEPEST} levels`;
    if (tokens > MOST_NODES * 4) return "has too many values to be read";
  }
  return null;
}

function nodeOf(json: JsonNode, lines: Lines): Node {
  const { line, endLine } = lines.span(json.offset, json.offset + json.length);
  const base = { entries: [], items: [], scalar: null, line, endLine, textLine: line };
  switch (json.type) {
    case "object":
      return { ...base, kind: "map", entries: entriesOf(json, lines) };
    case "array":
      return {
        ...base,
        kind: "list",
        items: (json.children ?? []).map((item) => nodeOf(item, lines)),
      };
    case "property":
    case "string":
    case "number":
    case "boolean":
    case "null":
      return { ...base, kind: "scalar", scalar: scalarOf(json.value) };
  }
}

function entriesOf(json: JsonNode, lines: Lines): Entry[] {
  return (json.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    if (key === undefined) return [];
    const keyLine = lines.span(key.offset, key.offset + 1).line;
    return [
      {
        key: String(key.value),
        keyLine,
        value: value === undefined ? NOTHING : nodeOf(value, lines),
      },
    ];
  });
}

function scalarOf(value: unknown): Node["scalar"] {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? value
    : null;
}
