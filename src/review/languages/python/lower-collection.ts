import type { Expression, FunctionNode, Statement, Target } from "../../code/program.ts";
import {
  argument,
  assignNode,
  callNode,
  constantNode,
  memberNode,
  nameNode,
  type Lowering,
} from "./lowering.ts";
import { child, childrenIn, parts, type SyntaxNode } from "../syntax.ts";

/** A dictionary; an entry without a key is another dictionary that is put in. */
export function lowerDictionary(node: SyntaxNode, to: Lowering): Expression {
  const entries = parts(node).map((entry) => {
    const key = child(entry, "key");
    const value = child(entry, "value");
    const [inner] = parts(entry);
    if (value === null || key === null) {
      return {
        key: null,
        value: inner === undefined ? constantNode(null, entry.at) : to.expression(inner),
      };
    }
    return { key: to.expression(key), value: to.expression(value) };
  });
  return { kind: "record", entries, at: node.at };
}

/** `x[i]` is a member, `x[a:b:c]` a call that cuts. */
export function lowerSubscript(node: SyntaxNode, to: Lowering): Expression {
  const value = child(node, "value");
  const [index, ...more] = childrenIn(node, "subscript");
  if (value === null || index === undefined) return { kind: "opaque", parts: [], at: node.at };
  const object = to.expression(value);
  if (index.type === "slice") return lowerSlice(object, index, to);
  const property: Expression =
    more.length === 0
      ? to.expression(index)
      : { kind: "opaque", parts: [index, ...more].map((each) => to.expression(each)), at: node.at };
  return { kind: "member", object, property, at: node.at };
}

function lowerSlice(object: Expression, node: SyntaxNode, to: Lowering): Expression {
  const bounds: Expression[] = [
    constantNode(null, node.at),
    constantNode(null, node.at),
    constantNode(null, node.at),
  ];
  let place = 0;
  for (const each of node.children) {
    if (each.text === ":") place += 1;
    else if (each.named && each.type !== "comment" && place < 3)
      bounds[place] = to.expression(each);
  }
  return {
    kind: "call",
    callee: memberNode(object, "#slice", node.at),
    args: bounds.map(argument),
    at: node.at,
  };
}

const FILLED = "#filled";

/**
 * A comprehension is a function that is called where it stands: loops that put each value into
 * a list. What is filtered out by a test whose answer is known is not put in.
 */
export function lowerComprehension(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const keyed = node.type === "dictionary_comprehension";
  const clauses = parts(node).filter((each) => each.field !== "body");
  const body = to.inFunction(null, () => {
    const tests = clauses
      .filter((clause) => clause.type === "if_clause")
      .flatMap((clause) => parts(clause).map((test) => to.expression(test)));
    const inner = lowerInner(child(node, "body"), keyed, to);
    const fill = callNode(
      keyed ? "#put" : "#collect",
      [nameNode(FILLED, at), ...inner, ...tests],
      at,
    );
    const loops = clauses.filter((clause) => clause.type === "for_in_clause");
    const filled: Statement = { kind: "expression", value: fill, at };
    return loops.reduceRight<Statement>(
      (statement, clause) => loop(clause, statement, to),
      tests.reduceRight<Statement>(
        (inside, test) => ({ kind: "branch", test, bodies: [[inside]], at }),
        filled,
      ),
    );
  });
  const empty: Expression = keyed
    ? { kind: "record", entries: [], at }
    : { kind: "list", items: [], at };
  const made: FunctionNode = {
    name: null,
    parameters: [],
    defaults: [],
    rest: false,
    self: null,
    inline: true,
    body: [
      assignNode(FILLED, empty, at),
      body,
      { kind: "return", value: nameNode(FILLED, at), at },
    ],
    at,
  };
  return { kind: "call", callee: { kind: "function", function: made, at }, args: [], at };
}

function lowerInner(body: SyntaxNode | null, keyed: boolean, to: Lowering): Expression[] {
  if (body === null) return [];
  if (!keyed) return [to.expression(body)];
  const [key, value] = [child(body, "key"), child(body, "value")];
  return key === null || value === null ? [] : [to.expression(key), to.expression(value)];
}

function loop(clause: SyntaxNode, inner: Statement, to: Lowering): Statement {
  const left = child(clause, "left");
  const right = child(clause, "right");
  const target: Target =
    left === null ? { kind: "name", name: to.fresh(), local: true } : to.target(left);
  const of: Expression =
    right === null ? { kind: "opaque", parts: [], at: clause.at } : to.expression(right);
  return {
    kind: "loop",
    test: null,
    update: null,
    each: { target, of, keys: false },
    body: [inner],
    at: clause.at,
  };
}
