import { DEEPEST, NOTHING, scalarNode, type Entry, type Node, type Parsed } from "../node.ts";
import { flowValue } from "./flow-value.ts";

/** Lines of the longest lockfile that is read; the longest in use have a tenth of it. */
const MOST_LINES = 1_000_000;

/** A mapping or list under construction, and how far its lines are indented. */
interface Level {
  indent: number;
  node: Building;
}

interface Building extends Node {
  entries: Entry[];
  items: Node[];
}

interface State {
  levels: Level[];
  /** The key that waits for what stands indented below it. */
  open: { entry: Entry; indent: number } | null;
  /** Lines that are indented deeper belong to a text and are passed over. */
  textAbove: number | null;
  problem: string | null;
}

/**
 * Reads the YAML that package managers write into lockfiles, in time linear in its length:
 * one key or item a line, nesting by blanks, flow values on one line. Anything cleverer
 * (anchors, tags, merges, several documents) is named as the problem.
 */
export function parseBlockYaml(text: string): Parsed {
  const lines = text.replace(/^\ufeff/, "").split("\n");
  if (lines.length > MOST_LINES) return { root: NOTHING, problem: "has too many lines to be read" };
  const root = building(1);
  const state: State = {
    levels: [{ indent: 0, node: root }],
    open: null,
    textAbove: null,
    problem: null,
  };
  for (const [index, raw] of lines.entries()) {
    const line = raw.trimEnd();
    const content = line.trimStart();
    if (content === "" || content.startsWith("#")) continue;
    if (content === "---" && index < 3) continue;
    readLine(content, line.length - content.length, index + 1, state);
    if (state.problem !== null) break;
  }
  return { root, problem: state.problem };
}

function building(line: number): Building {
  const place = { line, endLine: line, textLine: line };
  return { kind: "map", entries: [], items: [], scalar: null, ...place };
}

function readLine(content: string, indent: number, line: number, state: State): void {
  if (state.textAbove !== null) {
    if (indent > state.textAbove) return;
    state.textAbove = null;
  }
  const into = levelFor(indent, content.startsWith("- "), line, state);
  if (into === null) {
    state.problem = `line ${line} is not indented as a lockfile is`;
    return;
  }
  if (content.startsWith("- ")) readItem(content.slice(2), indent, line, into, state);
  else readPair(content, indent, line, into, state);
}

/** The mapping or list that a line of this indentation belongs to. */
function levelFor(indent: number, item: boolean, line: number, state: State): Building | null {
  const { open, levels } = state;
  state.open = null;
  if (open !== null && (indent > open.indent || (item && indent === open.indent))) {
    const node = building(line);
    if (item) node.kind = "list";
    open.entry.value = node;
    levels.push({ indent: item ? indent + 0.5 : indent, node });
    return levels.length > DEEPEST ? null : node;
  }
  const wanted =
    item && levels.some((level) => level.indent === indent + 0.5) ? indent + 0.5 : indent;
  for (let last = levels.at(-1); last !== undefined && last.indent > wanted; last = levels.at(-1))
    levels.pop();
  const top = levels.at(-1);
  return top?.indent === wanted ? top.node : null;
}

function readItem(text: string, indent: number, line: number, into: Building, state: State): void {
  const content = text.trimStart();
  const pair = splitPair(content);
  if (pair === null) {
    into.items.push(valueOf(content, line, state));
    return;
  }
  const node = building(line);
  into.items.push(node);
  const inner = indent + 2 + text.length - content.length;
  state.levels.push({ indent: inner, node });
  readPair(content, inner, line, node, state);
}

function readPair(
  content: string,
  indent: number,
  line: number,
  into: Building,
  state: State,
): void {
  // "? long key" stands above ": value", which may hold a mapping.
  if (content.startsWith("? ")) {
    into.entries.push({
      key: unquoted(content.slice(2)),
      keyLine: line,
      value: scalarNode(null, line),
    });
    return;
  }
  const last = into.entries.at(-1);
  if (content.startsWith(": ") && last !== undefined) {
    const node = building(line);
    last.value = node;
    state.levels.push({ indent: indent + 2, node });
    readPair(content.slice(2), indent + 2, line, node, state);
    return;
  }
  const pair = splitPair(content);
  if (pair === null) {
    state.problem = `line ${line} is not a line of a lockfile`;
    return;
  }
  const entry: Entry = { key: pair.key, keyLine: line, value: scalarNode(null, line) };
  into.entries.push(entry);
  if (pair.key === "<<") state.problem = `line ${line} merges another part of the document`;
  if (pair.value === "") state.open = { entry, indent };
  else if (/^[|>][+-]?\d?$/.test(pair.value)) state.textAbove = indent;
  else {
    entry.value = valueOf(pair.value, line, state);
    // A long text goes on in deeper lines.
    if (/^["'\w]/.test(pair.value)) state.textAbove = indent;
  }
}

function valueOf(text: string, line: number, state: State): Node {
  if (/^[&*!]/.test(text)) state.problem = `line ${line} refers to another part of the document`;
  return flowValue(text, line);
}

/** A key and what follows its colon; a quoted key may hold colons. */
function splitPair(content: string): { key: string; value: string } | null {
  const quoted = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)')\s*:(?:\s+(.*))?$/.exec(content);
  if (quoted !== null) {
    const [, double, single, value = ""] = quoted;
    return { key: double ?? single?.replaceAll("''", "'") ?? "", value: value.trim() };
  }
  if (/^["'[{]/.test(content)) return null;
  const colon = /:(?=\s|$)/.exec(content);
  if (colon === null) return null;
  const value = content.slice(colon.index + 1).trim();
  return { key: content.slice(0, colon.index), value };
}

function unquoted(text: string): string {
  const plain = text.trim();
  return /^(["']).*\1$/.test(plain) ? plain.slice(1, -1) : plain;
}
