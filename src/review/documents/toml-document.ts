import { DEEPEST, MOST_NODES, scalarNode, type Entry, type Node, type Parsed } from "./node.ts";

interface Table extends Node {
  kind: "map";
  entries: Entry[];
  /** The last value of each key, so that many tables cost no more than their number. */
  last: Map<string, Node>;
}

/** Where the reader stands; every function takes what it understands and moves on. */
interface Cursor {
  text: string;
  at: number;
  line: number;
  depth: number;
  nodes: number;
}

/**
 * Reads TOML with places. What is not TOML is passed over to the next line and named as the
 * problem. Never throws for the text.
 */
export function parseToml(text: string): Parsed {
  const cursor: Cursor = { text: text.replace(/^\ufeff/, ""), at: 0, line: 1, depth: 0, nodes: 0 };
  const root = table(1);
  let problem: string | null = null;
  let current = root;
  for (skipBlank(cursor); cursor.at < cursor.text.length; skipBlank(cursor)) {
    const { line } = cursor;
    let read: boolean;
    if (cursor.text.charAt(cursor.at) === "[") {
      const next = header(cursor, root);
      read = next !== null;
      current = next ?? current;
    } else read = pair(cursor, current);
    if (!endOfLine(cursor) || !read) problem ??= `line ${line} is not TOML`;
    if (cursor.nodes > MOST_NODES) return { root, problem: "has too many values to be read" };
  }
  return { root, problem };
}

function table(line: number): Table {
  const place = { line, endLine: line, textLine: line };
  return { kind: "map", entries: [], items: [], scalar: null, last: new Map(), ...place };
}

/** `[a.b]` or `[[a.b]]`: the table that the following pairs go into. */
function header(cursor: Cursor, root: Table): Table | null {
  const { line } = cursor;
  const listed = cursor.text.startsWith("[[", cursor.at);
  cursor.at += listed ? 2 : 1;
  const keys = keyPath(cursor);
  skipBlanks(cursor);
  const close = listed ? "]]" : "]";
  if (keys === null || !cursor.text.startsWith(close, cursor.at)) return null;
  cursor.at += close.length;
  let at = root;
  for (const [index, key] of keys.entries())
    at = childTable(at, key, line, listed && index === keys.length - 1);
  return at;
}

/** The table at a key: the last one of a list of tables, or a new one. */
function childTable(parent: Table, key: string, line: number, append: boolean): Table {
  const found = parent.last.get(key);
  if (found !== undefined && isTable(found) && !append) return found;
  const last = found?.kind === "list" ? found.items[found.items.length - 1] : undefined;
  if (last !== undefined && isTable(last) && !append) return last;
  const made = table(line);
  if (!append) put(parent, key, made);
  else if (found?.kind === "list") pushItem(found, made);
  else put(parent, key, { ...made, kind: "list", entries: [], items: [made] });
  return made;
}

function put(into: Table, key: string, value: Node): void {
  into.entries.push({ key, keyLine: value.line, value });
  into.last.set(key, value);
}

function isTable(node: Node): node is Table {
  return node.kind === "map" && "last" in node;
}

function pushItem(list: Node, item: Node): void {
  // The list is ours, made above, and nobody else has seen it yet.
  (list.items as Node[]).push(item);
}

function pair(cursor: Cursor, into: Table): boolean {
  const { line } = cursor;
  const keys = keyPath(cursor);
  skipBlanks(cursor);
  if (keys === null || cursor.text.charAt(cursor.at) !== "=") return false;
  cursor.at += 1;
  skipBlanks(cursor);
  const read = value(cursor);
  const last = keys.pop();
  if (read === null || last === undefined) return false;
  let at = into;
  for (const key of keys) at = childTable(at, key, line, false);
  put(at, last, read);
  return true;
}

function keyPath(cursor: Cursor): string[] | null {
  const keys: string[] = [];
  for (;;) {
    skipBlanks(cursor);
    const sign = cursor.text.charAt(cursor.at);
    if (sign === '"' || sign === "'") {
      const text = quoted(cursor);
      if (text === null) return null;
      keys.push(text);
    } else {
      const bare = /[A-Za-z0-9_-]+/y;
      bare.lastIndex = cursor.at;
      const match = bare.exec(cursor.text);
      if (match === null) return null;
      keys.push(match[0]);
      cursor.at += match[0].length;
    }
    skipBlanks(cursor);
    if (cursor.text.charAt(cursor.at) !== "." || keys.length > DEEPEST) return keys;
    cursor.at += 1;
  }
}

function value(cursor: Cursor): Node | null {
  const { line } = cursor;
  cursor.nodes += 1;
  if (cursor.depth > DEEPEST || cursor.nodes > MOST_NODES) return null;
  const sign = cursor.text.charAt(cursor.at);
  if (sign === '"' || sign === "'") {
    const opened = /^(?:"""|''')\r?\n/.test(cursor.text.slice(cursor.at, cursor.at + 5));
    const text = quoted(cursor);
    return text === null ? null : scalarNode(text, line, cursor.line, opened ? line + 1 : line);
  }
  if (sign === "[") return nested(cursor, "]", (list) => array(list, cursor));
  if (sign === "{") return nested(cursor, "}", (map) => pair(cursor, map));
  const bare = /[^\s,\]}#]+/y;
  bare.lastIndex = cursor.at;
  const match = bare.exec(cursor.text);
  if (match === null) return null;
  cursor.at += match[0].length;
  if (match[0] === "true" || match[0] === "false") return scalarNode(match[0] === "true", line);
  return scalarNode(match[0], line);
}

/** The inside of an array or an inline table, item by item. */
function nested(cursor: Cursor, close: string, item: (into: Table) => boolean): Node | null {
  const into = table(cursor.line);
  cursor.at += 1;
  cursor.depth += 1;
  for (;;) {
    skipBlank(cursor);
    if (cursor.at >= cursor.text.length) return null;
    if (cursor.text.charAt(cursor.at) === close) break;
    if (!item(into)) return null;
    skipBlank(cursor);
    if (cursor.text.charAt(cursor.at) === ",") cursor.at += 1;
    else if (cursor.text.charAt(cursor.at) !== close) return null;
  }
  cursor.at += 1;
  cursor.depth -= 1;
  if (close === "}") return { ...into, endLine: cursor.line };
  return {
    ...into,
    kind: "list",
    entries: [],
    items: into.entries.map((entry) => entry.value),
    endLine: cursor.line,
  };
}

/** Items of an array are kept as entries without a key until it is closed. */
function array(into: Table, cursor: Cursor): boolean {
  const item = value(cursor);
  if (item === null) return false;
  into.entries.push({ key: "", keyLine: item.line, value: item });
  return true;
}

function quoted(cursor: Cursor): string | null {
  const { text, at } = cursor;
  const sign = text.charAt(at);
  const mark = text.startsWith(sign.repeat(3), at) ? sign.repeat(3) : sign;
  let end = at + mark.length;
  while (end < text.length && !text.startsWith(mark, end)) {
    if (mark.length === 1 && text.charAt(end) === "\n") return null;
    end += sign === '"' && text.charAt(end) === "\\" ? 2 : 1;
  }
  if (end >= text.length) return null;
  // Up to two more quotes may stand before the closing three.
  while (mark.length === 3 && text.charAt(end + 3) === sign) end += 1;
  const inside = text.slice(at + mark.length, end);
  cursor.at = end + mark.length;
  cursor.line += countLines(inside);
  const body = mark.length === 3 ? inside.replace(/^\r?\n/, "") : inside;
  return sign === '"' ? unescaped(body) : body;
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  e: "\x1b",
};

function unescaped(text: string): string {
  return text.replace(
    /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|([ \t\r]*\n\s*)|(.))/gs,
    (whole, short?: string, long?: string, byte?: string, fold?: string, sign?: string) => {
      if (fold !== undefined) return "";
      if (sign !== undefined) return ESCAPES[sign] ?? sign;
      const code = parseInt(short ?? long ?? byte ?? "", 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

function countLines(text: string): number {
  return text.split("\n").length - 1;
}

function skipBlanks(cursor: Cursor): void {
  while (/[ \t]/.test(cursor.text.charAt(cursor.at))) cursor.at += 1;
}

/** Blanks, line ends and comments. */
function skipBlank(cursor: Cursor): void {
  for (; cursor.at < cursor.text.length; cursor.at += 1) {
    const sign = cursor.text.charAt(cursor.at);
    if (sign === "#") {
      const end = cursor.text.indexOf("\n", cursor.at);
      cursor.at = end === -1 ? cursor.text.length : end;
    }
    if (cursor.text.charAt(cursor.at) === "\n") cursor.line += 1;
    else if (!/\s/.test(cursor.text.charAt(cursor.at))) return;
  }
}

/** Nothing may follow on the line but a comment; otherwise the rest of it is passed over. */
function endOfLine(cursor: Cursor): boolean {
  const end = cursor.text.indexOf("\n", cursor.at);
  const rest = cursor.text.slice(cursor.at, end === -1 ? cursor.text.length : end);
  cursor.at = end === -1 ? cursor.text.length : end;
  return /^[ \t\r]*(?:#.*)?$/.test(rest);
}
