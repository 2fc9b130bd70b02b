import type { Expression, Statement } from "../../code/program.ts";
import { lowerClass, lowerDecorated, lowerFunction } from "./lower-class.ts";
import { lowerFrom, lowerImport } from "./lower-import.ts";
import { lowerMatch, lowerTry, lowerWith } from "./lower-block.ts";
import { callNode, constantNode, nameNode, type Lowering } from "./lowering.ts";
import { child, childrenIn, parts, type SyntaxNode } from "../syntax.ts";

/** Lowers one statement to the statements that mean the same. */
export function lowerStatement(node: SyntaxNode, to: Lowering): Statement[] {
  switch (node.type) {
    case "import_statement":
      return lowerImport(node, to);
    case "import_from_statement":
      return lowerFrom(node, to);
    case "if_statement":
      return [lowerIf(node, to)];
    case "for_statement":
      return lowerFor(node, to);
    case "while_statement":
      return lowerWhile(node, to);
    case "try_statement":
      return lowerTry(node, to);
    case "with_statement":
      return lowerWith(node, to);
    case "match_statement":
      return lowerMatch(node, to);
    case "function_definition":
      return lowerFunction(node, to);
    case "class_definition":
      return lowerClass(node, to);
    case "decorated_definition":
      return lowerDecorated(node, to);
    case "block":
    case "module":
      return to.statements(parts(node));
    default:
      return lowerSimple(node, to);
  }
}

function lowerSimple(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  const inner = parts(node);
  switch (node.type) {
    case "return_statement": {
      const [value] = inner;
      return [{ kind: "return", value: value === undefined ? null : to.expression(value), at }];
    }
    case "break_statement":
      return [{ kind: "jump", to: "break", at }];
    case "continue_statement":
      return [{ kind: "jump", to: "continue", at }];
    case "pass_statement":
    case "global_statement":
    case "nonlocal_statement":
    case "future_import_statement":
    case "comment":
      return [];
    case "expression_statement":
      return inner.map((each) => ({ kind: "expression", value: to.expression(each), at }));
    case "exec_statement":
      return [{ kind: "expression", value: callNode("exec", lowerAll(inner, to), at), at }];
    case "ERROR":
      return lowerError(node, to);
    default:
      return [
        { kind: "expression", value: { kind: "opaque", parts: lowerAll(inner, to), at }, at },
      ];
  }
}

function lowerAll(nodes: readonly SyntaxNode[], to: Lowering): Expression[] {
  return nodes.map((node) => to.expression(node));
}

/** What the parser could make of text that is not Python: read as well as it goes. */
function lowerError(node: SyntaxNode, to: Lowering): Statement[] {
  return to.statements(
    parts(node).map((each) =>
      /_statement$|_definition$|^block$|^ERROR$/.test(each.type)
        ? each
        : { ...each, type: "expression_statement", children: [each] },
    ),
  );
}

/** More alternatives than this are read one after another: nesting them would cost stack. */
const NESTED_ALTERNATIVES = 40;

function lowerIf(node: SyntaxNode, to: Lowering): Statement {
  const alternatives = childrenIn(node, "alternative");
  const clauses = [node, ...alternatives.filter((each) => each.type === "elif_clause")];
  const last = alternatives.find((each) => each.type === "else_clause");
  const tests = clauses.map((each) => {
    const test = child(each, "condition");
    return test === null ? null : to.expression(test);
  });
  const bodies = clauses.map((each) => bodyOf(child(each, "consequence"), to));
  const otherwise = last === undefined ? [] : bodyOf(child(last, "body"), to);
  if (bodies.length > NESTED_ALTERNATIVES) {
    const all: Expression = {
      kind: "opaque",
      parts: tests.filter((test) => test !== null),
      at: node.at,
    };
    const none: Expression = {
      kind: "sequence",
      items: [all, { kind: "opaque", parts: [], at: node.at }],
      at: node.at,
    };
    return { kind: "branch", test: none, bodies: [...bodies, otherwise], at: node.at };
  }
  const chain = bodies.reduceRight<Statement[]>(
    (rest, body, index) => [
      {
        kind: "branch",
        test: tests[index] ?? null,
        bodies: [body, rest],
        at: clauses[index]?.at ?? node.at,
      },
    ],
    otherwise,
  );
  return chain[0] ?? { kind: "block", body: [], at: node.at };
}

function bodyOf(node: SyntaxNode | null, to: Lowering): Statement[] {
  return node === null ? [] : to.statements(parts(node));
}

function lowerFor(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  const left = child(node, "left");
  const right = child(node, "right");
  const body = bodyOf(child(node, "body"), to);
  const loop: Statement = {
    kind: "loop",
    test: null,
    update: null,
    each: {
      target: left === null ? { kind: "name", name: to.fresh(), local: true } : to.target(left),
      of: right === null ? constantNode(null, at) : to.expression(right),
      keys: false,
    },
    body,
    at,
  };
  return [loop, ...lowerElse(node, to)];
}

function lowerWhile(node: SyntaxNode, to: Lowering): Statement[] {
  const condition = child(node, "condition");
  const loop: Statement = {
    kind: "loop",
    test: condition === null ? nameNode("True", node.at) : to.expression(condition),
    update: null,
    each: null,
    body: bodyOf(child(node, "body"), to),
    at: node.at,
  };
  return [loop, ...lowerElse(node, to)];
}

/** What follows a loop that ended by itself; a loop that was left goes past it. */
function lowerElse(node: SyntaxNode, to: Lowering): Statement[] {
  const last = child(node, "alternative");
  if (last === null) return [];
  const body = bodyOf(child(last, "body"), to);
  if (!leaves(child(node, "body"))) return body;
  return [{ kind: "branch", test: null, bodies: [body, []], at: last.at }];
}

/** Whether a `break` stands in a body that belongs to its loop and to none inside of it. */
function leaves(node: SyntaxNode | null): boolean {
  if (node === null || /^(?:for|while)_statement$|_definition$|^lambda$/.test(node.type))
    return false;
  return node.type === "break_statement" || node.children.some(leaves);
}
