/** A value as a document writes it. */
export type Scalar = string | number | boolean | null;

/** One key of a mapping with its value. A key that stands twice is there twice. */
export interface Entry {
  key: string;
  keyLine: number;
  value: Node;
}

/**
 * A piece of a JSON, YAML or TOML document with its place: one shape for all of them, so
 * that a reader of settings need not know which one it reads.
 */
export interface Node {
  kind: "map" | "list" | "scalar";
  entries: readonly Entry[];
  items: readonly Node[];
  scalar: Scalar;
  /** First and last line in the document. */
  line: number;
  endLine: number;
  /** For a text: the line on which its first line stands. */
  textLine: number;
}

/** A document taken apart, as far as that went, and why it went no further. */
export interface Parsed {
  root: Node;
  problem: string | null;
}

/** Nodes that one document may have, aliases and merges resolved. */
export const MOST_NODES = 300_000;
/** Levels that one document may have; configuration needs ten. */
export const DEEPEST = 100;

/** A scalar node; also what stands for something that is not there. */
export function scalarNode(scalar: Scalar, line: number, endLine = line, textLine = line): Node {
  return { kind: "scalar", entries: [], items: [], scalar, line, endLine, textLine };
}

export const NOTHING: Node = scalarNode(null, 1);

/** All values of a key: of a doubled key, every reader takes another one, so all count. */
export function all(node: Node, ...path: readonly string[]): Node[] {
  let found: Node[] = [node];
  for (const key of path) {
    found = found.flatMap((each) =>
      each.entries.filter((entry) => entry.key === key).map((entry) => entry.value),
    );
  }
  return found;
}

/** Every entry of all mappings at a path. */
export function entriesAt(node: Node, ...path: readonly string[]): Entry[] {
  return all(node, ...path).flatMap((each) => [...each.entries]);
}

/** The values of a key that are lists give their items, a single value gives itself. */
export function each(node: Node, ...path: readonly string[]): Node[] {
  return all(node, ...path).flatMap((found) =>
    found.kind === "list" ? [...found.items] : [found],
  );
}

/** The node as text: numbers and booleans as written in JSON; null for anything else. */
export function textOf(node: Node): string | null {
  if (node.kind !== "scalar" || node.scalar === null) return null;
  return String(node.scalar);
}

/** The texts at a path. */
export function texts(node: Node, ...path: readonly string[]): string[] {
  return each(node, ...path).flatMap((found) => textOf(found) ?? []);
}

/** A node in one line for a person: JSON, cut at a length. */
export function shown(node: Node, longest = 300): string {
  const text = written(node, longest);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function written(node: Node, room: number): string {
  if (room <= 0) return "…";
  if (node.kind === "scalar") return String(node.scalar);
  const parts: string[] = [];
  let left = room;
  const children: [string, Node][] =
    node.kind === "list"
      ? node.items.map((item) => ["", item])
      : node.entries.map((entry) => [`${entry.key}: `, entry.value]);
  for (const [label, child] of children) {
    if (left <= 0) break;
    const part = label + written(child, left);
    parts.push(part);
    left -= part.length + 2;
  }
  return node.kind === "list" ? `[${parts.join(", ")}]` : `{${parts.join(", ")}}`;
}
