import type { TSESTree } from "@typescript-eslint/typescript-estree";
import type { Span } from "../../../model/span.ts";
import type { Expression, FunctionNode, Statement, Target } from "../../code/program.ts";
import { lowerExpression, lowerProperty } from "./lower-expression.ts";
import { spanOf, type FunctionLike, type Lowering } from "./lowering.ts";

type Node = TSESTree.Node;

/** Lowers a function; a parameter that is taken apart becomes a name and an assignment. */
export function lowerFunctionNode(
  node: FunctionLike,
  to: Lowering,
  lowerBody: (nodes: readonly Node[]) => Statement[],
): FunctionNode {
  const { usesArguments, vars } = to;
  to.vars = new Set();
  const isArrow = node.type === "ArrowFunctionExpression";
  if (!isArrow) to.usesArguments = false;
  const prologue: Statement[] = [];
  const parameters: string[] = [];
  const defaults: FunctionNode["defaults"] = [];
  let rest = false;
  node.params.forEach((parameter, index) => {
    const { target, fallback, isRest } = unwrapParameter(parameter);
    rest = rest || isRest;
    defaults.push(fallback === null ? null : lowerExpression(fallback, to));
    if (target.type === "Identifier") {
      parameters.push(target.name);
      return;
    }
    const name = `#${index}`;
    parameters.push(name);
    const at = spanOf(target);
    const value = { kind: "name" as const, name, at };
    prologue.push({
      kind: "expression",
      value: { kind: "assign", target: to.lowerTarget(target, true), value, at },
      at,
    });
  });
  const name = "id" in node && node.id !== null ? node.id.name : null;
  const body = [...prologue, ...bodyOf(node, to, lowerBody)];
  const all = !isArrow && to.usesArguments ? { all: "arguments" } : {};
  if (!isArrow) to.usesArguments = usesArguments;
  const declared = hoisted(to.vars, parameters, body, spanOf(node));
  to.vars = vars;
  const self = isArrow ? null : "this";
  return {
    name,
    parameters,
    defaults,
    rest,
    self,
    ...all,
    body: [...declared, ...body],
    at: spanOf(node),
  };
}

/** What `var` declares belongs to the function as a whole, unless something of it has the name. */
function hoisted(
  vars: ReadonlySet<string>,
  parameters: readonly string[],
  body: readonly Statement[],
  at: Span,
): Statement[] {
  const functions = body.flatMap((each) => (each.kind === "function" ? each.function.name : []));
  const taken = new Set([...parameters, ...functions]);
  return [...vars]
    .filter((name) => !taken.has(name))
    .map((name): Statement => {
      const target: Target = { kind: "name", name, local: true };
      const value: Expression = { kind: "opaque", parts: [], at };
      return { kind: "expression", value: { kind: "assign", target, value, at }, at };
    });
}

function bodyOf(
  node: FunctionLike,
  to: Lowering,
  lowerBody: (nodes: readonly Node[]) => Statement[],
): Statement[] {
  const { body } = node;
  if (body === null || body === undefined) return [];
  if (body.type === "BlockStatement") return lowerBody(body.body);
  return [{ kind: "return", value: lowerExpression(body, to), at: spanOf(body) }];
}

function unwrapParameter(node: Node): { target: Node; fallback: Node | null; isRest: boolean } {
  if (node.type === "TSParameterProperty") return unwrapParameter(node.parameter);
  if (node.type === "AssignmentPattern")
    return { target: node.left, fallback: node.right, isRest: false };
  if (node.type === "RestElement") return { target: node.argument, fallback: null, isRest: true };
  return { target: node, fallback: null, isRest: false };
}

/** Lowers a class: its methods, and what happens when it is defined. */
export function lowerClass(
  node: TSESTree.ClassDeclaration | TSESTree.ClassExpression,
  to: Lowering,
  lowerBody: (nodes: readonly Node[]) => Statement[],
): Statement {
  const at = spanOf(node);
  const name = node.id?.name ?? "#class";
  const methods: FunctionNode[] = [];
  const body: Statement[] = [];
  for (const decorator of node.decorators) {
    body.push({
      kind: "expression",
      value: lowerExpression(decorator.expression, to),
      at: spanOf(decorator),
    });
  }
  for (const member of node.body.body) {
    if (member.type === "MethodDefinition" && member.value.type === "FunctionExpression") {
      const key = lowerProperty(member.key, member.computed, to);
      const methodName = key.kind === "constant" ? String(key.value) : `#${methods.length}`;
      methods.push({ ...to.lowerFunction(member.value), name: methodName });
    } else if ("value" in member && member.value !== null && member.value !== undefined) {
      const value = lowerExpression(member.value, to);
      body.push({ kind: "expression", value, at: spanOf(member) });
    } else if (member.type === "StaticBlock") {
      body.push({ kind: "block", body: lowerBody(member.body), at: spanOf(member) });
    }
  }
  const bases = node.superClass === null ? [] : [lowerExpression(node.superClass, to)];
  return { kind: "class", name, bases, methods, body, at };
}

/** Lowers what can be assigned to. */
export function lowerTargetNode(node: Node, local: boolean, to: Lowering): Target {
  switch (node.type) {
    case "Identifier":
      return { kind: "name", name: node.name, local };
    case "MemberExpression":
      return {
        kind: "member",
        object: lowerExpression(node.object, to),
        property: lowerProperty(node.property, node.computed, to),
      };
    case "AssignmentPattern":
      return {
        kind: "parts",
        parts: [
          {
            property: null,
            target: to.lowerTarget(node.left, local),
            fallback: lowerExpression(node.right, to),
          },
        ],
      };
    case "RestElement":
      return to.lowerTarget(node.argument, local);
    case "ArrayPattern":
      return {
        kind: "parts",
        parts: node.elements.flatMap((each, index) => element(each, index, local, to)),
      };
    case "ObjectPattern":
      return { kind: "parts", parts: node.properties.flatMap((each) => property(each, local, to)) };
    default:
      return { kind: "parts", parts: [] };
  }
}

type Parts = Extract<Target, { kind: "parts" }>["parts"];

function element(node: Node | null, index: number, local: boolean, to: Lowering): Parts {
  if (node === null) return [];
  const { target, fallback, isRest } = unwrapParameter(node);
  const at = spanOf(node);
  return [
    {
      property: isRest ? null : { kind: "constant", value: index, at },
      target: to.lowerTarget(target, local),
      fallback: fallback === null ? null : lowerExpression(fallback, to),
    },
  ];
}

function property(
  node: TSESTree.Property | TSESTree.RestElement,
  local: boolean,
  to: Lowering,
): Parts {
  if (node.type === "RestElement") {
    return [{ property: null, target: to.lowerTarget(node.argument, local), fallback: null }];
  }
  const { target, fallback } = unwrapParameter(node.value);
  return [
    {
      property: lowerProperty(node.key, node.computed, to),
      target: to.lowerTarget(target, local),
      fallback: fallback === null ? null : lowerExpression(fallback, to),
    },
  ];
}
