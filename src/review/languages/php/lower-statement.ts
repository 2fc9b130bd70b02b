import type { Expression, Statement } from "../../code/program.ts";
import { child, childrenIn, parts, type SyntaxNode } from "../syntax.ts";
import { callAt, constantAt, nameAt } from "../lowered.ts";
import { initialised, lowerClass, lowerFunction } from "./lower-function.ts";
import { assignAt, type Lowering } from "./lowering.ts";

/** One statement. */
export function lowerStatement(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  const inner = parts(node);
  switch (node.type) {
    case "php_tag":
    case "text":
    case "text_interpolation":
    case "namespace_use_declaration":
    case "global_declaration":
    case "empty_statement":
      return [];
    case "function_definition":
      return [{ kind: "function", function: lowerFunction(node, to), at }];
    case "class_declaration":
    case "trait_declaration":
    case "enum_declaration":
      return initialised(lowerClass(node, to));
    case "return_statement": {
      const [value] = inner;
      return [{ kind: "return", value: value === undefined ? null : to.expression(value), at }];
    }
    case "break_statement":
    case "continue_statement":
      return [{ kind: "jump", to: node.type === "break_statement" ? "break" : "continue", at }];
    case "echo_statement":
      return [
        expression(
          callAt(
            "echo",
            inner.map((each) => to.expression(each)),
            at,
          ),
        ),
      ];
    case "const_declaration":
      return inner.flatMap((each) => lowerConstant(each, to));
    case "function_static_declaration":
      return inner.flatMap((each) => lowerConstant(each, to));
    case "unset_statement":
      return [];
    case "compound_statement":
    case "colon_block":
    case "program":
    case "namespace_definition":
    case "declare_statement":
    case "ERROR":
    case "switch_block":
      return to.statements(inner);
    case "expression_statement":
      return inner.map((each) => expression(to.expression(each)));
    default:
      return lowerControl(node, to) ?? [expression(to.expression(node))];
  }
}

/** Branches, loops and handlers; null for anything else. */
function lowerControl(node: SyntaxNode, to: Lowering): Statement[] | null {
  switch (node.type) {
    case "if_statement":
      return [lowerIf(node, to)];
    case "while_statement":
    case "do_statement":
    case "for_statement":
      return lowerLoop(node, to);
    case "foreach_statement":
      return lowerForeach(node, to);
    case "switch_statement":
      return lowerSwitch(node, to);
    case "try_statement":
      return lowerTry(node, to);
    default:
      return null;
  }
}

function expression(value: Expression): Statement {
  return { kind: "expression", value, at: value.at };
}

function block(node: SyntaxNode | null, to: Lowering): Statement[] {
  return node === null ? [] : to.statements([node]);
}

function lowerIf(node: SyntaxNode, to: Lowering): Statement {
  const clauses = [node, ...childrenIn(node, "alternative")];
  const bodies = clauses.map((each) =>
    to.where(child(each, "condition"), child(each, "body"), () => block(child(each, "body"), to)),
  );
  const tests = clauses.flatMap((each) => {
    const test = child(each, "condition");
    return test === null ? [] : [to.expression(test)];
  });
  const [first] = tests;
  const simple = tests.length === 1 && first !== undefined;
  const test: Expression = simple
    ? first
    : { kind: "opaque", parts: [...tests, ...UNSURE], at: node.at };
  return { kind: "branch", test, bodies, at: node.at };
}

/** With more than one test nobody knows which body runs. */
const UNSURE: Expression[] = [{ kind: "opaque", parts: [], at: { line: 1, endLine: 1 } }];

function lowerLoop(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  const start = childrenIn(node, "initialize").filter((each) => each.named);
  const condition = child(node, "condition");
  const update = childrenIn(node, "update").filter((each) => each.named);
  const bodies = childrenIn(node, "body");
  const loop: Statement = {
    kind: "loop",
    test: condition === null ? constantAt(true, at) : to.expression(condition),
    update:
      update.length === 0
        ? null
        : { kind: "sequence", items: update.map((each) => to.expression(each)), at },
    each: null,
    body: to.statements(bodies.filter((each) => each.named)),
    at,
  };
  return [...start.map((each) => expression(to.expression(each))), loop];
}

function lowerForeach(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  const [subject, as] = parts(node);
  const body = child(node, "body");
  if (subject === undefined || as === undefined) return [];
  const all = to.fresh();
  const first = assignAt(all, to.expression(subject), at);
  const [key, value] = as.type === "pair" ? parts(as) : [undefined, as];
  const inside = body === null ? [] : to.statements([body]);
  const loop = (target: SyntaxNode, of: Expression, before: Statement[]): Statement => ({
    kind: "loop",
    test: null,
    update: null,
    each: { target: to.target(target), of, keys: false },
    body: [...before, ...inside],
    at,
  });
  const whole = nameAt(all, at);
  if (key === undefined || value === undefined) {
    return [first, loop(unreferenced(value ?? as), callAt("#values", [whole], at), [])];
  }
  const item: Expression = { kind: "member", object: whole, property: to.expression(key), at };
  const given = expression({
    kind: "assign",
    target: to.target(unreferenced(value)),
    value: item,
    at,
  });
  return [first, loop(key, callAt("#keys", [whole], at), [given])];
}

/** `&$x` is $x. */
function unreferenced(node: SyntaxNode): SyntaxNode {
  const [inner] = parts(node);
  return node.type === "by_ref" && inner !== undefined ? inner : node;
}

function lowerSwitch(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  const condition = child(node, "condition");
  const body = child(node, "body");
  const cases = body === null ? [] : parts(body);
  const bodies = cases.map((each) =>
    to
      .statements(parts(each).filter((part) => part.field !== "value"))
      .filter((statement) => statement.kind !== "jump"),
  );
  const test = condition === null ? [] : [expression(to.expression(condition))];
  return [...test, { kind: "branch", test: null, bodies, at }];
}

/** The body, any of the handlers, and what comes last. */
function lowerTry(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  const handlers = node.children.filter((each) => each.type === "catch_clause");
  const last = node.children.find((each) => each.type === "finally_clause");
  const body = block(child(node, "body"), to);
  // What follows a jump is not read, unless the jump may not happen.
  const leaves = /\b(?:return|break|continue|exit|throw)\b/.test(node.text);
  const tried: Statement[] = leaves ? [{ kind: "branch", test: null, bodies: [body], at }] : body;
  return [
    ...tried,
    {
      kind: "branch",
      test: null,
      bodies: [...handlers.map((each) => block(child(each, "body"), to)), []],
      at,
    },
    ...block(last === undefined ? null : child(last, "body"), to),
  ];
}

function lowerConstant(node: SyntaxNode, to: Lowering): Statement[] {
  const [name, value] = parts(node);
  if (name === undefined || value === undefined) return [];
  const key = name.type === "name" ? name.text.toLowerCase() : name.text;
  return [assignAt(key, to.expression(value), node.at)];
}
