import type { Statement } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { constantAt, statementOf } from "../lowered.ts";
import { lowerClass, lowerFunction } from "./lower-function.ts";
import { type Lowering } from "./lowering.ts";

/** Statements in order; what stands before `rescue` may fail anywhere, whatever it ends with. */
export function lowerStatements(
  nodes: readonly SyntaxNode[],
  answers: boolean,
  to: Lowering,
): Statement[] {
  const inOrder = (some: readonly SyntaxNode[]) =>
    some.flatMap((node, index) => lowerStatement(node, answers && index === some.length - 1, to));
  const first = nodes.findIndex(({ type }) => type === "rescue");
  const begin = nodes[0];
  if (first < 0 || begin === undefined) return inOrder(nodes);
  const rescues = nodes.filter(({ type }) => type === "rescue");
  const caught = { target: null, body: inOrder(rescues) };
  const rest = nodes.slice(first).filter(({ type }) => type !== "rescue");
  const body = inOrder(nodes.slice(0, first));
  return [{ kind: "block", body, caught, at: begin.at }, ...inOrder(rest)];
}

/** One statement; with `answers` its value is what the function around it answers. */
function lowerStatement(node: SyntaxNode, answers: boolean, to: Lowering): Statement[] {
  const { at } = node;
  const inner = () => to.statements(parts(node), answers);
  switch (node.type) {
    case "method":
    case "singleton_method":
      return [{ kind: "function", function: lowerFunction(node, "method", to), at }];
    case "class":
    case "module":
      return lowerClass(node, to);
    case "return": {
      const [list] = parts(node);
      const [value] = list === undefined ? [] : parts(list);
      return [{ kind: "return", value: value === undefined ? null : to.expression(value), at }];
    }
    case "break":
    case "next":
      return node.type === "break" ? [{ kind: "jump", to: "break", at }] : [];
    case "if":
    case "unless":
    case "elsif":
    case "if_modifier":
    case "unless_modifier":
      return [lowerIf(node, answers, to)];
    case "while":
    case "until":
    case "while_modifier":
    case "until_modifier":
      return [lowerWhile(node, to)];
    case "for":
      return [lowerFor(node, to)];
    case "rescue":
    case "ensure":
    case "case":
    case "when":
      return [{ kind: "branch", test: null, bodies: [inner()], at }];
    case "begin":
    case "then":
    case "else":
    case "do":
    case "body_statement":
    case "block_body":
    case "program":
    case "ERROR":
    case "parenthesized_statements":
      return inner();
    case "comment":
    case "empty_statement":
    case "uninterpreted":
    case "exceptions":
    case "pattern":
      return [];
    default: {
      const value = to.expression(node);
      return answers ? [{ kind: "return", value, at }] : [statementOf(value)];
    }
  }
}

function lowerIf(node: SyntaxNode, answers: boolean, to: Lowering): Statement {
  const condition = child(node, "condition");
  const rest = parts(node).filter((each) => each !== condition);
  const bodies = rest.map((each) => to.statements([each], answers));
  const test = condition === null ? null : to.expression(condition);
  const turned = node.type.startsWith("unless");
  return {
    kind: "branch",
    test:
      turned && test !== null
        ? { kind: "operation", operator: "!", operands: [test], at: node.at }
        : test,
    bodies,
    at: node.at,
  };
}

function lowerWhile(node: SyntaxNode, to: Lowering): Statement {
  const { at } = node;
  const condition = child(node, "condition");
  const body = child(node, "body");
  const test = condition === null ? constantAt(true, at) : to.expression(condition);
  return {
    kind: "loop",
    test: node.type.startsWith("until")
      ? { kind: "operation", operator: "!", operands: [test], at }
      : test,
    update: null,
    each: null,
    body: body === null ? [] : to.statements([body], false),
    at,
  };
}

function lowerFor(node: SyntaxNode, to: Lowering): Statement {
  const { at } = node;
  const pattern = child(node, "pattern");
  const [of] = parts(child(node, "value") ?? node);
  const body = child(node, "body");
  return {
    kind: "loop",
    test: null,
    update: null,
    each: {
      target:
        pattern === null ? { kind: "name", name: to.fresh(), local: true } : to.target(pattern),
      of: of === undefined ? constantAt(null, at) : to.expression(of),
      keys: false,
    },
    body: body === null ? [] : to.statements([body], false),
    at,
  };
}
