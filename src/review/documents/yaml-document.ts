import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type Scalar } from "yaml";
import {
  DEEPEST,
  MOST_NODES,
  NOTHING,
  scalarNode,
  type Entry,
  type Node,
  type Parsed,
} from "./node.ts";

/** More open brackets or dashes than this in a row are an attack on the reader. */
const MOST_OPEN = 1000;
/** The library takes seconds for a megabyte; GitHub takes no workflow of this size. */
const LONGEST = 512 * 1024;

/**
 * Reads YAML with every scalar as the text that stands there. Aliases and merge keys are
 * resolved within a budget, doubled keys are kept. Never throws for the text.
 */
export function parseYaml(text: string): Parsed {
  const problem = tooLarge(text);
  if (problem !== null) return { root: NOTHING, problem };
  try {
    return convert(text);
  } catch (error) {
    // The library recurses: what nests deeper than its stack is not configuration.
    if (error instanceof RangeError) return { root: NOTHING, problem: "nests too deep to be read" };
    throw error;
  }
}

function tooLarge(text: string): string | null {
  if (text.length > LONGEST) return "is too large to be read as YAML";
  let open = 0;
  let marks = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 0x5b || unit === 0x7b) open += 1;
    else if (unit === 0x5d || unit === 0x7d) open -= 1;
    // "- - - -" and "? ? ? ?" nest without a bracket.
    if (unit === 0x2d || unit === 0x3f || unit === 0x3a) marks += 1;
    else if (unit !== 0x20) marks = 0;
    if (open > MOST_OPEN) return "nests too deep to be read";
    if (marks > MOST_OPEN && text.charCodeAt(at - 1) === 0x20) return "nests too deep to be read";
  }
  return null;
}

interface Conversion {
  lines: LineCounter;
  anchors: Map<string, Node>;
  nodes: number;
  problem: string | null;
}

function convert(text: string): Parsed {
  const lines = new LineCounter();
  const options = {
    lineCounter: lines,
    uniqueKeys: false,
    schema: "failsafe",
    logLevel: "silent",
    prettyErrors: false,
  } as const;
  const documents = parseAllDocuments(text.replace(/^\ufeff/, ""), options);
  if (!Array.isArray(documents)) return { root: NOTHING, problem: null };
  const state: Conversion = { lines, anchors: new Map(), nodes: 0, problem: null };
  const roots = documents.map((each) => nodeOf(each.contents, state, 0));
  const error = documents.flatMap((each) => each.errors)[0];
  if (error !== undefined && state.problem === null) {
    state.problem = `line ${lines.linePos(error.pos[0]).line} is not YAML: ${error.code}`;
  }
  const [first = NOTHING] = roots;
  if (roots.length <= 1) return { root: first, problem: state.problem };
  const last = roots[roots.length - 1] ?? first;
  return {
    // Some tools take all documents, some the first, some the last: what stands in one counts.
    root: {
      ...first,
      kind: "list",
      items: roots,
      entries: roots.flatMap((each) => [...each.entries]),
      endLine: last.endLine,
    },
    problem: state.problem,
  };
}

function nodeOf(yaml: unknown, state: Conversion, depth: number): Node {
  state.nodes += 1;
  if (depth > DEEPEST) state.problem ??= `nests deeper than ${DEEPEST} levels`;
  if (state.nodes > MOST_NODES) state.problem ??= "has too many values to be read";
  if (depth > DEEPEST || state.nodes > MOST_NODES) return NOTHING;
  if (isAlias(yaml)) return aliased(yaml.source, state);
  const node = plainNode(yaml, state, depth);
  const anchor = isScalar(yaml) || isMap(yaml) || isSeq(yaml) ? yaml.anchor : undefined;
  if (anchor !== undefined) state.anchors.set(anchor, node);
  return node;
}

/** Shares the node: no copy is made, but whoever walks the result walks all of it. */
function aliased(name: string, state: Conversion): Node {
  const node = state.anchors.get(name) ?? NOTHING;
  state.nodes += sizeOf(node, MOST_NODES - state.nodes);
  return state.nodes > MOST_NODES ? NOTHING : node;
}

/** Counts up to `most`: an alias bomb is small in memory and endless to walk. */
function sizeOf(node: Node, most: number): number {
  let size = 0;
  const open = [node];
  for (let next = open.pop(); next !== undefined && size <= most; next = open.pop()) {
    size += 1;
    open.push(...next.items, ...next.entries.map((entry) => entry.value));
  }
  return size;
}

function plainNode(yaml: unknown, state: Conversion, depth: number): Node {
  if (isScalar(yaml)) return scalarOf(yaml, state);
  const { line, endLine } = placeOf(yaml, state);
  const base = { scalar: null, line, endLine, textLine: line };
  if (isMap(yaml)) {
    const entries = yaml.items.flatMap((pair) => entriesOf(pair, state, depth));
    return { ...base, kind: "map", entries, items: [] };
  }
  if (isSeq(yaml)) {
    const items = yaml.items.map((item) => nodeOf(item, state, depth + 1));
    return { ...base, kind: "list", entries: [], items };
  }
  return NOTHING;
}

function entriesOf(
  pair: { key: unknown; value: unknown },
  state: Conversion,
  depth: number,
): Entry[] {
  const key = isScalar(pair.key)
    ? String(pair.key.value)
    : isAlias(pair.key)
      ? `*${pair.key.source}`
      : "";
  const keyLine = placeOf(pair.key, state).line;
  const value =
    pair.value === null ? scalarNode("", keyLine) : nodeOf(pair.value, state, depth + 1);
  if (key !== "<<") return [{ key, keyLine, value }];
  const merged = value.kind === "list" ? value.items : [value];
  return merged.flatMap((each) => [...each.entries]);
}

function scalarOf(yaml: Scalar, state: Conversion): Node {
  const { line, endLine } = placeOf(yaml, state);
  const block = yaml.type === "BLOCK_LITERAL" || yaml.type === "BLOCK_FOLDED";
  return scalarNode(textOfScalar(yaml.value), line, endLine, block ? line + 1 : line);
}

function placeOf(yaml: unknown, { lines }: Conversion): { line: number; endLine: number } {
  const ranged = isScalar(yaml) || isMap(yaml) || isSeq(yaml) || isAlias(yaml) ? yaml.range : null;
  if (ranged === null || ranged === undefined) return { line: 1, endLine: 1 };
  const line = Math.max(1, lines.linePos(ranged[0]).line);
  return { line, endLine: Math.max(line, lines.linePos(Math.max(ranged[0], ranged[1] - 1)).line) };
}

/** YAML 1.1 has a type for bytes, which the library hands out as such: tools read text in them. */
function textOfScalar(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("utf8");
  return typeof value === "string" ? value : "";
}
