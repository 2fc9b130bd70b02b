import { scalarNode, type Entry, type Node } from "../node.ts";

/** Levels of brackets that lockfiles use, with room. */
const DEEPEST = 20;

interface Cursor {
  text: string;
  at: number;
  line: number;
}

/** A value on one line of YAML: `{a: b, c: [d]}`, a quoted text or a plain one. Never throws. */
export function flowValue(text: string, line: number): Node {
  const cursor = { text, at: 0, line };
  if (!/^["'[{]/.test(text)) return scalarNode(text.replace(/\s#.*$/, ""), line);
  return value(cursor, 0);
}

function value(cursor: Cursor, depth: number): Node {
  skipBlanks(cursor);
  const sign = cursor.text.charAt(cursor.at);
  if (sign === "{" && depth < DEEPEST) return mapping(cursor, depth);
  if (sign === "[" && depth < DEEPEST) return list(cursor, depth);
  return scalarNode(scalar(cursor, /[,}\]]/), cursor.line);
}

function mapping(cursor: Cursor, depth: number): Node {
  const entries: Entry[] = [];
  cursor.at += 1;
  for (;;) {
    skipBlanks(cursor);
    if (closes(cursor, "}")) break;
    const key = scalar(cursor, /:(?=\s|$)|[,}]/);
    skipBlanks(cursor);
    if (cursor.text.charAt(cursor.at) === ":") cursor.at += 1;
    entries.push({ key, keyLine: cursor.line, value: value(cursor, depth + 1) });
    pastComma(cursor, "}");
  }
  return { ...scalarNode(null, cursor.line), kind: "map", entries };
}

function list(cursor: Cursor, depth: number): Node {
  const items: Node[] = [];
  cursor.at += 1;
  for (;;) {
    skipBlanks(cursor);
    if (closes(cursor, "]")) break;
    items.push(value(cursor, depth + 1));
    pastComma(cursor, "]");
  }
  return { ...scalarNode(null, cursor.line), kind: "list", items };
}

/** Past the closing bracket, or at the end of what is left. */
function closes(cursor: Cursor, close: string): boolean {
  if (cursor.at >= cursor.text.length) return true;
  if (cursor.text.charAt(cursor.at) !== close) return false;
  cursor.at += 1;
  return true;
}

/** Always moves on, so that a bracket of the other kind ends nothing and is passed over. */
function pastComma(cursor: Cursor, close: string): void {
  skipBlanks(cursor);
  if (cursor.text.charAt(cursor.at) !== close) cursor.at += 1;
}

function scalar(cursor: Cursor, end: RegExp): string {
  const rest = cursor.text.slice(cursor.at);
  const quoted = /^"((?:[^"\\]|\\.)*)"|^'((?:[^']|'')*)'/.exec(rest);
  if (quoted !== null) {
    cursor.at += quoted[0].length;
    return quoted[1] ?? quoted[2]?.replaceAll("''", "'") ?? "";
  }
  const found = rest.search(end);
  const text = found === -1 ? rest : rest.slice(0, found);
  cursor.at += text.length;
  return text.trim();
}

function skipBlanks(cursor: Cursor): void {
  while (cursor.text.charAt(cursor.at) === " ") cursor.at += 1;
}
