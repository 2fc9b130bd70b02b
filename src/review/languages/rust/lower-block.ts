import type { Expression, Statement } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { constantAt, nameAt, opaqueAt } from "../lowered.ts";
import { isItem, lowerItems } from "./lower-items.ts";
import { isTextType } from "./text-type.ts";
import { drop, letAt, type Lowering, type Sink } from "./lowering.ts";
import { markText } from "./textual.ts";

/** Statements of a piece of code whose value goes to `sink`; control stands as statements. */
export function lowerInto(node: SyntaxNode, sink: Sink, to: Lowering): Statement[] {
  const { at } = node;
  const [inner] = parts(node).filter((each) => each.type !== "label");
  switch (node.type) {
    case "block":
      return lowerBody(parts(node), sink, to);
    case "unsafe_block":
    case "async_block":
    case "const_block":
    case "try_block":
    case "gen_block": {
      const body = parts(node).find((each) => each.type === "block");
      return body === undefined ? [] : to.into(body, sink);
    }
    case "expression_statement":
      return inner === undefined ? [] : to.into(inner, drop);
    case "parenthesized_expression":
      return inner === undefined ? [] : to.into(inner, sink);
    case "let_declaration":
      return lowerLet(node, to);
    case "return_expression":
      return inner === undefined
        ? [{ kind: "return", value: null, at }]
        : to.into(inner, (value) => ({ kind: "return", value, at }));
    case "break_expression":
    case "continue_expression": {
      const value =
        inner === undefined || inner.type === "label" ? [] : [sink(to.expression(inner))];
      return [
        ...value,
        { kind: "jump", to: node.type === "break_expression" ? "break" : "continue", at },
      ];
    }
    case "empty_statement":
    case "attribute_item":
    case "inner_attribute_item":
      return [];
    default:
      return lowerControl(node, sink, to) ?? [sink(to.expression(node))];
  }
}

/** Whether a node needs statements: then it cannot stand inside of an expression as it is. */
export function isControl(node: SyntaxNode): boolean {
  return /^(?:block|(?:unsafe|async|const|try|gen)_block|(?:if|match|while|loop|for|return|break|continue)_expression)$/.test(
    node.type,
  );
}

function lowerControl(node: SyntaxNode, sink: Sink, to: Lowering): Statement[] | null {
  switch (node.type) {
    case "if_expression":
      return lowerIf(node, sink, to);
    case "match_expression":
      return lowerMatch(node, sink, to);
    case "loop_expression":
    case "while_expression":
      return lowerLoop(node, sink, to);
    case "for_expression":
      return lowerFor(node, to);
    default:
      return null;
  }
}

/** A body: what it defines is known before its first statement runs. */
export function lowerBody(nodes: readonly SyntaxNode[], sink: Sink, to: Lowering): Statement[] {
  const items = nodes.filter((each, index) => isItem(each, nodes[index + 1]));
  const rest = nodes.filter((each) => !items.includes(each));
  const last = rest.at(-1);
  const code = rest.flatMap((each) =>
    to.into(each, each === last && !/_statement$/.test(each.type) ? sink : tail(each, last, sink)),
  );
  return [...(items.length === 0 ? [] : lowerItems(items, to)), ...code];
}

/** Control at the end of a body is its value, though the grammar calls it a statement. */
function tail(node: SyntaxNode, last: SyntaxNode | undefined, sink: Sink): Sink {
  return node === last && !node.text.trimEnd().endsWith(";") ? sink : drop;
}

function lowerLet(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  const pattern = child(node, "pattern");
  const value = child(node, "value");
  const otherwise = child(node, "alternative");
  if (pattern === null || value === null) return [];
  if (isTextType(child(node, "type"))) markText(value, to.textual);
  const failed: Statement[] =
    otherwise === null
      ? []
      : [{ kind: "branch", test: null, bodies: [to.into(otherwise, drop)], at }];
  if (!isControl(value)) return [...to.bind(pattern, to.expression(value)), ...failed];
  const held = to.fresh();
  const made = to.into(value, (each) => letAt(held, each, at));
  return [...made, ...to.bind(pattern, nameAt(held, at)), ...failed];
}

/** What a test gives names to, and the test itself as far as a value can decide it. */
function lowerTest(
  node: SyntaxNode | null,
  to: Lowering,
): { before: Statement[]; test: Expression | null; bound: Statement[] } {
  if (node === null) return { before: [], test: null, bound: [] };
  const { at } = node;
  if (node.type === "let_chain") {
    const all = parts(node).map((each) => lowerTest(each, to));
    const bound = all.flatMap((each) => [...each.before, ...each.bound]);
    return { before: [], test: null, bound };
  }
  if (node.type !== "let_condition") return { before: [], test: to.expression(node), bound: [] };
  const pattern = child(node, "pattern");
  const value = child(node, "value");
  if (pattern === null || value === null) return { before: [], test: null, bound: [] };
  const held = to.fresh();
  const before = to.into(value, (each) => letAt(held, each, at));
  return { before, test: null, bound: to.bind(pattern, nameAt(held, at)) };
}

function lowerIf(node: SyntaxNode, sink: Sink, to: Lowering): Statement[] {
  const { before, test, bound } = lowerTest(child(node, "condition"), to);
  const then = child(node, "consequence");
  const otherwise = child(node, "alternative");
  const [last] = otherwise === null ? [] : parts(otherwise);
  const bodies = [
    [...bound, ...(then === null ? [] : to.into(then, sink))],
    last === undefined ? [] : to.into(last, sink),
  ];
  return [...before, { kind: "branch", test, bodies, at: node.at }];
}

function lowerMatch(node: SyntaxNode, sink: Sink, to: Lowering): Statement[] {
  const { at } = node;
  const value = child(node, "value");
  const block = child(node, "body");
  const held = to.fresh();
  const first = value === null ? [] : to.into(value, (each) => letAt(held, each, at));
  const arms = block === null ? [] : parts(block).filter((each) => each.type === "match_arm");
  const bodies = arms.map((arm) => {
    const pattern = child(arm, "pattern");
    const result = child(arm, "value");
    const guard = pattern === null ? null : child(pattern, "condition");
    return [
      ...(pattern === null ? [] : to.bind(pattern, nameAt(held, at))),
      ...(guard === null ? [] : [drop(opaqueAt([lowerGuard(guard, to)], at))]),
      ...(result === null ? [] : to.into(result, sink)),
    ];
  });
  return [...first, { kind: "branch", test: null, bodies, at }];
}

function lowerGuard(node: SyntaxNode, to: Lowering): Expression {
  const value = node.type === "let_condition" ? child(node, "value") : node;
  return value === null ? constantAt(null, node.at) : to.expression(value);
}

function lowerLoop(node: SyntaxNode, sink: Sink, to: Lowering): Statement[] {
  const { at } = node;
  const body = child(node, "body");
  const condition = child(node, "condition");
  const { before, test, bound } = lowerTest(condition, to);
  const inside = body === null ? [] : to.into(body, drop);
  const endless = condition === null;
  const loop: Statement = {
    kind: "loop",
    test: endless ? constantAt(true, at) : test,
    update: null,
    each: null,
    body: [...before, ...bound, ...inside],
    at,
  };
  // The value of a loop is what a `break` inside of it carries.
  const value =
    endless && body !== null ? brokenWith(body).map((each) => sink(to.expression(each))) : [];
  return [loop, ...value.slice(0, 1)];
}

function brokenWith(body: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const pending = [body];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === "break_expression") {
      found.push(
        ...parts(node)
          .filter((each) => each.type !== "label")
          .slice(0, 1),
      );
    } else if (!/^(?:closure|loop|while|for)_expression$|_item$/.test(node.type)) {
      pending.push(...parts(node));
    }
  }
  return found;
}

function lowerFor(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  const pattern = child(node, "pattern");
  const value = child(node, "value");
  const body = child(node, "body");
  if (pattern === null || value === null) return [];
  const item = to.fresh();
  return [
    {
      kind: "loop",
      test: null,
      update: null,
      each: {
        target: { kind: "name", name: item, local: true },
        of: to.expression(value),
        keys: false,
      },
      body: [...to.bind(pattern, nameAt(item, at)), ...(body === null ? [] : to.into(body, drop))],
      at,
    },
  ];
}
