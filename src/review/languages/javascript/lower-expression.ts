import type { TSESTree } from "@typescript-eslint/typescript-estree";
import type { Argument, Expression } from "../../code/program.ts";
import { lowerBinary, lowerConditional, lowerLogical } from "./lower-chains.ts";
import type { Lowering } from "./lowering.ts";
import { spanOf } from "./lowering.ts";

type Node = TSESTree.Node;

/** Lowers an expression. Kinds without a meaning here keep their parts, so that data flows. */
export function lowerExpression(node: Node, to: Lowering): Expression {
  to.enter();
  const out = lowerKnown(node, to);
  to.leave();
  return out;
}

function lowerKnown(node: Node, to: Lowering): Expression {
  const at = spanOf(node);
  switch (node.type) {
    case "Literal":
      return lowerLiteral(node);
    case "Identifier":
      if (node.name === "arguments") to.usesArguments = true;
      if (node.name === "undefined") return { kind: "constant", value: null, at };
      return { kind: "name", name: node.name, at };
    case "ThisExpression":
      return { kind: "name", name: "this", at };
    case "MemberExpression":
      return {
        kind: "member",
        object: lowerExpression(node.object, to),
        property: lowerProperty(node.property, node.computed, to),
        at,
      };
    case "CallExpression": {
      const inner = awaitedBy(node);
      return inner === null ? lowerCall(node, to) : lowerExpression(inner, to);
    }
    case "NewExpression":
      return lowerCall(node, to);
    case "ImportExpression":
      return { kind: "import", module: lowerExpression(node.source, to), at };
    case "TemplateLiteral":
      return lowerTemplate(node, to);
    case "TaggedTemplateExpression":
      return {
        kind: "call",
        callee: lowerExpression(node.tag, to),
        args: [{ value: lowerTemplate(node.quasi, to) }],
        at,
      };
    case "ArrayExpression":
      return { kind: "list", items: node.elements.map((item) => lowerArgument(item, to)), at };
    case "ObjectExpression":
      return {
        kind: "record",
        entries: node.properties.flatMap((each) => lowerEntry(each, to)),
        at,
      };
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return { kind: "function", function: to.lowerFunction(node), at };
    case "ClassExpression":
      return to.lowerClassExpression(node);
    default:
      return lowerOperation(node, to);
  }
}

/** Expressions that combine others. */
function lowerOperation(node: Node, to: Lowering): Expression {
  const at = spanOf(node);
  const lower = (each: Node) => lowerExpression(each, to);
  switch (node.type) {
    case "AssignmentExpression":
      return lowerAssignment(node, to);
    case "UpdateExpression":
      return lowerUpdate(node, to);
    case "ConditionalExpression":
      return lowerConditional(node, lower);
    case "LogicalExpression":
      return lowerLogical(node, lower);
    case "BinaryExpression":
      return lowerBinary(node, lower);
    case "UnaryExpression":
      return {
        kind: "operation",
        operator: `unary${node.operator}`,
        operands: [lowerExpression(node.argument, to)],
        at,
      };
    case "SequenceExpression":
      return {
        kind: "sequence",
        items: node.expressions.map((each) => lowerExpression(each, to)),
        at,
      };
    default:
      return lowerWrapped(node, to);
  }
}

/** `await (x)` outside of a module looks like the call of a function called await. */
function awaitedBy(node: Extract<Node, { type: "CallExpression" }>): Node | null {
  const [argument] = node.arguments;
  if (node.callee.type !== "Identifier" || node.callee.name !== "await") return null;
  return node.arguments.length === 1 ? (argument ?? null) : null;
}

/** Nodes that only wrap a value, and everything else with its parts. */
function lowerWrapped(node: Node, to: Lowering): Expression {
  switch (node.type) {
    case "ChainExpression":
    case "TSNonNullExpression":
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSTypeAssertion":
    case "TSInstantiationExpression":
    case "ParenthesizedExpression" as never:
      return lowerExpression((node as { expression: Node }).expression, to);
    case "AwaitExpression":
    case "SpreadElement":
      return lowerExpression(node.argument, to);
    case "YieldExpression":
      return node.argument === null
        ? { kind: "opaque", parts: [], at: spanOf(node) }
        : lowerExpression(node.argument, to);
    case "JSXExpressionContainer":
      return lowerExpression(node.expression, to);
    default:
      return {
        kind: "opaque",
        parts: to.childrenOf(node).map((each) => lowerExpression(each, to)),
        at: spanOf(node),
      };
  }
}

function lowerLiteral(node: TSESTree.Literal): Expression {
  const at = spanOf(node);
  const { value } = node;
  if (typeof value === "bigint") return { kind: "constant", value: Number(value), at };
  if (value instanceof RegExp || (value === null && "regex" in node)) {
    const pattern = "regex" in node ? node.regex : { pattern: "", flags: "" };
    const entries = [
      { key: text("source", at), value: text(pattern.pattern, at) },
      { key: text("flags", at), value: text(pattern.flags, at) },
    ];
    return { kind: "record", entries, at };
  }
  return { kind: "constant", value, at };
}

function text(value: string, at: Expression["at"]): Expression {
  return { kind: "constant", value, at };
}

/** The name of a member: as written, or computed. */
export function lowerProperty(node: Node, computed: boolean, to: Lowering): Expression {
  if (!computed && node.type === "Identifier") return text(node.name, spanOf(node));
  if (node.type === "PrivateIdentifier") return text(`#${node.name}`, spanOf(node));
  return lowerExpression(node, to);
}

function lowerCall(
  node: TSESTree.CallExpression | TSESTree.NewExpression,
  to: Lowering,
): Expression {
  const at = spanOf(node);
  const args = node.arguments.map((argument) => lowerArgument(argument, to));
  if (
    node.type === "CallExpression" &&
    node.callee.type === "Identifier" &&
    node.callee.name === "require" &&
    args.length === 1 &&
    args[0] !== undefined
  ) {
    return { kind: "import", module: args[0].value, at };
  }
  return { kind: "call", callee: lowerExpression(node.callee, to), args, at };
}

function lowerArgument(node: Node | null, to: Lowering): Argument {
  if (node === null)
    return { value: { kind: "constant", value: null, at: { line: 1, endLine: 1 } } };
  const value = lowerExpression(node, to);
  return node.type === "SpreadElement" ? { value, spread: true } : { value };
}

function lowerTemplate(node: TSESTree.TemplateLiteral, to: Lowering): Expression {
  const parts: Expression[] = [];
  node.quasis.forEach((quasi, index) => {
    const cooked = quasi.value.cooked ?? quasi.value.raw;
    if (cooked !== "") parts.push(text(cooked, spanOf(quasi)));
    const inner = node.expressions[index];
    if (inner !== undefined) parts.push(lowerExpression(inner, to));
  });
  if (parts.length === 0) return text("", spanOf(node));
  return { kind: "text", parts, at: spanOf(node) };
}

function lowerEntry(
  node: TSESTree.ObjectLiteralElement,
  to: Lowering,
): { key: Expression | null; value: Expression }[] {
  if (node.type === "SpreadElement")
    return [{ key: null, value: lowerExpression(node.argument, to) }];
  if (node.kind === "set") return [];
  return [
    { key: lowerProperty(node.key, node.computed, to), value: lowerExpression(node.value, to) },
  ];
}

function lowerAssignment(node: TSESTree.AssignmentExpression, to: Lowering): Expression {
  const at = spanOf(node);
  const right = lowerExpression(node.right, to);
  const target = to.lowerTarget(node.left, false);
  if (node.operator === "=") return { kind: "assign", target, value: right, at };
  const left = lowerExpression(node.left, to);
  if (["||=", "&&=", "??="].includes(node.operator)) {
    return {
      kind: "assign",
      target,
      value: { kind: "choice", test: null, options: [left, right], at },
      at,
    };
  }
  const operator = node.operator.slice(0, -1);
  return {
    kind: "assign",
    target,
    value: { kind: "operation", operator, operands: [left, right], at },
    at,
  };
}

function lowerUpdate(node: TSESTree.UpdateExpression, to: Lowering): Expression {
  const at = spanOf(node);
  const value: Expression = {
    kind: "operation",
    operator: node.operator === "++" ? "+" : "-",
    operands: [lowerExpression(node.argument, to), { kind: "constant", value: 1, at }],
    at,
  };
  const assign: Expression = {
    kind: "assign",
    target: to.lowerTarget(node.argument, false),
    value,
    at,
  };
  if (node.prefix) return assign;
  // `i++` is the value before: the new value less the step it took.
  return {
    kind: "operation",
    operator: node.operator === "++" ? "-" : "+",
    operands: [assign, { kind: "constant", value: 1, at }],
    at,
  };
}
