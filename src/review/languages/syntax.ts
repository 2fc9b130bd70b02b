import type treeSitter from "@vscode/tree-sitter-wasm";
import type { Span } from "../../model/span.ts";

/** A node of a syntax tree, copied out of the parser's own memory. */
export interface SyntaxNode {
  type: string;
  /** The name of the field it stands in, in the node around it. */
  field: string | null;
  named: boolean;
  text: string;
  /** Where the node begins in the whole text. */
  start: number;
  at: Span;
  children: SyntaxNode[];
}

/**
 * Copies a tree in one pass, without recursion. Throws a RangeError when it nests deeper than
 * `limit`; a long chain of one of the kinds in `chains`, which grammars nest to the left,
 * counts once.
 */
export function copyTree(
  root: treeSitter.Node,
  text: string,
  limit: number,
  chains: ReadonlySet<string>,
): SyntaxNode {
  const cursor = root.walk();
  try {
    const top = copyNode(cursor, text);
    copyInside(cursor, { text, limit, chains }, [{ node: top, depth: 0 }]);
    return top;
  } finally {
    cursor.delete();
  }
}

interface Source {
  text: string;
  limit: number;
  chains: ReadonlySet<string>;
}

interface Step {
  node: SyntaxNode;
  depth: number;
}

function copyInside(cursor: treeSitter.TreeCursor, source: Source, path: Step[]): void {
  let entering = true;
  while (path.length > 0) {
    if (entering && cursor.gotoFirstChild()) {
      push(path, copyNode(cursor, source.text), source);
      continue;
    }
    entering = path.length > 1 && cursor.gotoNextSibling();
    path.pop();
    if (entering) push(path, copyNode(cursor, source.text), source);
    else cursor.gotoParent();
  }
}

function push(path: Step[], node: SyntaxNode, { limit, chains }: Source): void {
  const above = path.at(-1);
  if (above === undefined) return;
  above.node.children.push(node);
  const first = above.node.children.length === 1;
  const chain = first && node.type === above.node.type && chains.has(node.type);
  const depth = above.depth + (chain ? 0 : 1);
  if (depth > limit) throw new RangeError(`nests deeper than ${limit}`);
  path.push({ node, depth });
}

function copyNode(cursor: treeSitter.TreeCursor, text: string): SyntaxNode {
  const { startPosition, endPosition } = cursor;
  return {
    type: cursor.nodeType,
    field: cursor.currentFieldName,
    named: cursor.nodeIsNamed,
    text: text.slice(cursor.startIndex, cursor.endIndex),
    start: cursor.startIndex,
    at: {
      line: startPosition.row + 1,
      endLine: endPosition.row + 1,
      column: startPosition.column + 1,
    },
    children: [],
  };
}

/** The first child that stands in a field. */
export function child(node: SyntaxNode, field: string): SyntaxNode | null {
  return node.children.find((each) => each.field === field) ?? null;
}

/** Every child that stands in a field. */
export function childrenIn(node: SyntaxNode, field: string): SyntaxNode[] {
  return node.children.filter((each) => each.field === field);
}

/** The children that mean something: no punctuation, no comments. */
export function parts(node: SyntaxNode): SyntaxNode[] {
  return node.children.filter((each) => each.named && !each.type.endsWith("comment"));
}
