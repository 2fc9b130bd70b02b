import type { Expression, Statement } from "../../code/program.ts";
import { child, childrenIn, parts, type SyntaxNode } from "../syntax.ts";
import { constantAt, statementOf } from "../lowered.ts";
import { plainType } from "./imports.ts";
import { instanceOf } from "./lower-name.ts";
import { anyOf, assignAt, type Lowering } from "./lowering.ts";

function block(node: SyntaxNode | null, to: Lowering): Statement[] {
  return node === null ? [] : to.inBody([], () => to.statements([node]));
}

/** `if` with its `else`. */
export function lowerCondition(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  const test = child(node, "condition");
  const alternative = child(node, "alternative");
  const bodies = [block(child(node, "consequence"), to)];
  if (alternative !== null) bodies.push(block(alternative, to));
  return [{ kind: "branch", test: test === null ? null : to.expression(test), bodies, at }];
}

/** `for`, `while` and `do`. */
export function lowerFor(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  return to.inBody([], () => {
    const start = childrenIn(node, "init").filter((each) => each.named);
    const before = start.flatMap((each) =>
      each.type === "local_variable_declaration"
        ? to.statements([each])
        : [statementOf(to.expression(each))],
    );
    const condition = child(node, "condition");
    const update = childrenIn(node, "update").filter((each) => each.named);
    const loop: Statement = {
      kind: "loop",
      test: condition === null ? constantAt(true, at) : to.expression(condition),
      update:
        update.length === 0
          ? null
          : { kind: "sequence", items: update.map((each) => to.expression(each)), at },
      each: null,
      body: block(child(node, "body"), to),
      at,
    };
    return [...before, loop];
  });
}

/** `for (T x : all)`. */
export function lowerForeach(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  const name = child(node, "name")?.text ?? to.fresh();
  const type = plainType(child(node, "type"));
  const value = child(node, "value");
  const of = value === null ? constantAt(null, at) : to.expression(value);
  return to.inBody([[name, type]], () => {
    const typed = instanceOf(type, node, to);
    const item: Expression = { kind: "name", name, at };
    const both = typed === null ? [] : [assignAt(name, anyOf([item, typed], at), at)];
    const loop: Statement = {
      kind: "loop",
      test: null,
      update: null,
      each: { target: { kind: "name", name, local: true }, of, keys: false },
      body: [...both, ...block(child(node, "body"), to)],
      at,
    };
    return [loop];
  });
}

/** `switch`, with groups of statements or with arrows; nobody knows which case it is. */
export function lowerSwitch(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  const subject = child(node, "condition");
  const body = child(node, "body");
  const groups = body === null ? [] : parts(body);
  const bodies = groups.map((group) => {
    const inside = parts(group).filter((each) => each.type !== "switch_label");
    const arrow = group.type === "switch_rule";
    return to.inBody([], () =>
      inside.flatMap((each): Statement[] => {
        const [value] = parts(each);
        if (!arrow || each.type !== "expression_statement" || value === undefined)
          return to.statements([each]);
        return [{ kind: "return", value: to.expression(value), at: each.at }];
      }),
    );
  });
  const whole: Statement = { kind: "branch", test: null, bodies, at };
  return subject === null ? [whole] : [statementOf(to.expression(subject)), whole];
}

/** `try` with its resources, handlers and end: each may happen. */
export function lowerTry(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  return to.inBody([], () => {
    const resources = child(node, "resources");
    const opened = (resources === null ? [] : parts(resources)).flatMap((each) =>
      lowerResource(each, to),
    );
    const handlers = node.children.filter((each) => each.type === "catch_clause");
    const last = node.children.find((each) => each.type === "finally_clause");
    const body = block(child(node, "body"), to);
    // What follows a jump is not read, unless the jump may not happen.
    const leaves = /\b(?:return|break|continue|throw)\b/.test(node.text);
    const tried: Statement[] = leaves ? [{ kind: "branch", test: null, bodies: [body], at }] : body;
    const caught = handlers.map((each) => block(child(each, "body"), to));
    return [
      ...opened,
      ...tried,
      { kind: "branch", test: null, bodies: [...caught, []], at },
      ...(last === undefined ? [] : parts(last).flatMap((each) => block(each, to))),
    ];
  });
}

function lowerResource(node: SyntaxNode, to: Lowering): Statement[] {
  const name = child(node, "name")?.text;
  const value = child(node, "value");
  if (name === undefined || value === null) return [];
  const type = plainType(child(node, "type"));
  const given = to.expression(value);
  to.declare(name, type);
  const typed = instanceOf(type, node, to);
  return [assignAt(name, typed === null ? given : anyOf([given, typed], node.at), node.at)];
}
