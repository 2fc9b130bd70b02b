import type { Expression, Statement } from "../../code/program.ts";
import { assignNode, nameNode, type Lowering } from "./lowering.ts";
import { child, childrenIn, parts, type SyntaxNode } from "../syntax.ts";

/**
 * `try`: the body, then any of the handlers. A body that may leave by a jump is put after the
 * handlers, since what follows a jump is not read.
 */
export function lowerTry(node: SyntaxNode, to: Lowering): Statement[] {
  const block = child(node, "body");
  const body = block === null ? [] : to.statements(parts(block));
  const handlers = node.children.filter(
    (each) => each.type === "except_clause" || each.type === "except_group_clause",
  );
  const caught: Statement[] =
    handlers.length === 0
      ? []
      : [
          {
            kind: "branch",
            test: null,
            bodies: [...handlers.map((each) => lowerHandler(each, to)), []],
            at: node.at,
          },
        ];
  const rest = node.children.flatMap((each) =>
    each.type === "else_clause" || each.type === "finally_clause" ? lowerTail(each, to) : [],
  );
  const leaves = block !== null && jumps(block);
  if (!leaves) return [...body, ...caught, ...rest];
  const last: Statement = { kind: "branch", test: null, bodies: [rest], at: node.at };
  return [...caught, ...(rest.length > 0 ? [last] : []), ...body, ...rest];
}

function jumps(node: SyntaxNode): boolean {
  return node.children.some(
    (each) =>
      /^(?:return|break|continue)_statement$/.test(each.type) ||
      (!/^(?:function|class)_definition$/.test(each.type) && jumps(each)),
  );
}

function lowerHandler(node: SyntaxNode, to: Lowering): Statement[] {
  const value = child(node, "value");
  const block = node.children.find((each) => each.type === "block");
  const body = block === undefined ? [] : to.statements(parts(block));
  if (value?.type !== "as_pattern") {
    const caught = value === null ? [] : [to.expression(value)];
    return [
      ...caught.map((each): Statement => ({ kind: "expression", value: each, at: node.at })),
      ...body,
    ];
  }
  return [...lowerAs(value, to), ...body];
}

function lowerTail(node: SyntaxNode, to: Lowering): Statement[] {
  const block = node.children.find((each) => each.type === "block");
  return block === undefined ? [] : to.statements(parts(block));
}

/** `with a as b:` what a gives is b. */
export function lowerWith(node: SyntaxNode, to: Lowering): Statement[] {
  const clause = node.children.find((each) => each.type === "with_clause");
  const block = child(node, "body");
  const items = (clause === undefined ? [] : parts(clause)).flatMap((item): Statement[] => {
    const value = child(item, "value");
    if (value === null) return [];
    if (value.type === "as_pattern") return lowerAs(value, to);
    return [{ kind: "expression", value: to.expression(value), at: item.at }];
  });
  return [...items, ...(block === null ? [] : to.statements(parts(block)))];
}

function lowerAs(node: SyntaxNode, to: Lowering): Statement[] {
  const [value] = parts(node);
  const alias = child(node, "alias");
  const [name] = alias === null ? [] : parts(alias);
  if (value === undefined) return [];
  const given = to.expression(value);
  if (name === undefined) return [{ kind: "expression", value: given, at: node.at }];
  const assigned: Expression = {
    kind: "assign",
    target: to.target(name),
    value: given,
    at: node.at,
  };
  return [{ kind: "expression", value: assigned, at: node.at }];
}

/** `match`: any of the cases, with what they name taken out of the subject. */
export function lowerMatch(node: SyntaxNode, to: Lowering): Statement[] {
  const subjects = childrenIn(node, "subject").map((each) => to.expression(each));
  const subject = to.fresh();
  const block = child(node, "body");
  const cases = (block === null ? [] : parts(block)).filter((each) => each.type === "case_clause");
  const value: Expression =
    subjects.length === 1 && subjects[0] !== undefined
      ? subjects[0]
      : { kind: "list", items: subjects.map((each) => ({ value: each })), at: node.at };
  return [
    assignNode(subject, value, node.at),
    {
      kind: "branch",
      test: null,
      bodies: cases.map((each) => lowerCase(each, nameNode(subject, node.at), to)),
      at: node.at,
    },
  ];
}

function lowerCase(node: SyntaxNode, subject: Expression, to: Lowering): Statement[] {
  const patterns = parts(node).filter((each) => each.type === "case_pattern");
  const guard = child(node, "guard");
  const body = child(node, "consequence");
  const captured = patterns.flatMap((each) => captures(each));
  return [
    ...captured.map(({ name, inside }) => {
      const property: Expression = { kind: "opaque", parts: [], at: node.at };
      const value: Expression = inside
        ? { kind: "member", object: subject, property, at: node.at }
        : subject;
      return assignNode(name, value, node.at);
    }),
    ...(guard === null ? [] : parts(guard)).map((each): Statement => ({
      kind: "expression",
      value: to.expression(each),
      at: node.at,
    })),
    ...(body === null ? [] : to.statements(parts(body))),
  ];
}

/** Names that a pattern gives: the whole subject, or something inside of it. */
function captures(node: SyntaxNode, inside = false): { name: string; inside: boolean }[] {
  const inner = parts(node);
  const [only] = inner;
  switch (node.type) {
    case "case_pattern":
    case "union_pattern":
    case "as_pattern":
      return inner.flatMap((each) => captures(each, inside));
    case "identifier":
      return [{ name: node.text, inside }];
    case "dotted_name":
      return inner.length === 1 && only !== undefined ? [{ name: only.text, inside }] : [];
    case "class_pattern":
    case "keyword_pattern":
      return inner.slice(1).flatMap((each) => captures(each, true));
    case "string":
    case "integer":
      return [];
    default:
      return inner.flatMap((each) => captures(each, true));
  }
}
