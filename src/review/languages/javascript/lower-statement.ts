import type { TSESTree } from "@typescript-eslint/typescript-estree";
import type { Expression, Statement } from "../../code/program.ts";
import { lowerExpression } from "./lower-expression.ts";
import { spanOf, type Lowering } from "./lowering.ts";
import { lowerClass } from "./lower-function.ts";
import { lowerExport, lowerImport } from "./lower-module.ts";

type Node = TSESTree.Node;

/** Lowers a list of statements. */
export function lowerBody(nodes: readonly Node[], to: Lowering): Statement[] {
  return nodes.flatMap((node) => lowerStatement(node, to));
}

function lowerStatement(node: Node, to: Lowering): Statement[] {
  to.enter();
  const out = lowerKnown(node, to);
  to.leave();
  return out;
}

/** Longer chains of `else if` are read one by one, and none of their branches is singled out. */
const LONG = 32;

function lowerIf(node: TSESTree.IfStatement, to: Lowering): Statement[] {
  const at = spanOf(node);
  const chain: TSESTree.IfStatement[] = [];
  let last: Node | null = node;
  for (; last?.type === "IfStatement"; last = last.alternate) chain.push(last);
  if (chain.length <= LONG) {
    const bodies = [lowerStatement(node.consequent, to)];
    if (node.alternate !== null) bodies.push(lowerStatement(node.alternate, to));
    return [{ kind: "branch", test: lowerExpression(node.test, to), bodies, at }];
  }
  const tests = chain.map((each): Statement => ({
    kind: "expression",
    value: lowerExpression(each.test, to),
    at: spanOf(each),
  }));
  const bodies = chain.map((each) => lowerStatement(each.consequent, to));
  if (last !== null) bodies.push(lowerStatement(last, to));
  return [...tests, { kind: "branch", test: null, bodies, at }];
}

function lowerKnown(node: Node, to: Lowering): Statement[] {
  const at = spanOf(node);
  switch (node.type) {
    case "ExpressionStatement":
      return [{ kind: "expression", value: lowerExpression(node.expression, to), at }];
    case "VariableDeclaration":
      return lowerDeclarations(node, to);
    case "FunctionDeclaration":
      return [{ kind: "function", function: to.lowerFunction(node), at }];
    case "ClassDeclaration":
      return [lowerClass(node, to, (nodes) => lowerBody(nodes, to))];
    case "ReturnStatement":
      return [
        {
          kind: "return",
          value: node.argument === null ? null : lowerExpression(node.argument, to),
          at,
        },
      ];
    case "ThrowStatement":
      return [{ kind: "expression", value: lowerExpression(node.argument, to), at }];
    case "IfStatement":
      return lowerIf(node, to);
    case "SwitchStatement":
      return lowerSwitch(node, to);
    case "TryStatement":
      return lowerTry(node, to);
    case "BlockStatement":
    case "StaticBlock":
      return [{ kind: "block", body: lowerBody(node.body, to), at }];
    case "LabeledStatement":
      return lowerStatement(node.body, to);
    case "WithStatement":
      return [
        { kind: "expression", value: lowerExpression(node.object, to), at },
        ...lowerStatement(node.body, to),
      ];
    case "BreakStatement":
      return [{ kind: "jump", to: "break", at }];
    case "ContinueStatement":
      return [{ kind: "jump", to: "continue", at }];
    case "EmptyStatement":
    case "DebuggerStatement":
      return [];
    default:
      return lowerLoopOrModule(node, to);
  }
}

function lowerLoopOrModule(node: Node, to: Lowering): Statement[] {
  const at = spanOf(node);
  switch (node.type) {
    case "ForStatement": {
      const init = node.init === null ? [] : lowerInit(node.init, to);
      const test = node.test === null ? null : lowerExpression(node.test, to);
      const update = node.update === null ? null : lowerExpression(node.update, to);
      return [
        ...init,
        { kind: "loop", test, update, each: null, body: lowerStatement(node.body, to), at },
      ];
    }
    case "WhileStatement":
    case "DoWhileStatement": {
      const test = lowerExpression(node.test, to);
      const body = lowerStatement(node.body, to);
      const loop: Statement = { kind: "loop", test, update: null, each: null, body, at };
      return node.type === "DoWhileStatement" ? [{ kind: "block", body, at }, loop] : [loop];
    }
    case "ForOfStatement":
    case "ForInStatement": {
      const left =
        node.left.type === "VariableDeclaration" ? node.left.declarations[0]?.id : node.left;
      if (left === undefined) return [];
      const each = {
        target: to.lowerTarget(left, node.left.type === "VariableDeclaration"),
        of: lowerExpression(node.right, to),
        keys: node.type === "ForInStatement",
      };
      return [
        { kind: "loop", test: null, update: null, each, body: lowerStatement(node.body, to), at },
      ];
    }
    case "ImportDeclaration":
      return lowerImport(node, to);
    case "ExportNamedDeclaration":
    case "ExportDefaultDeclaration":
    case "ExportAllDeclaration":
    case "TSExportAssignment":
      return lowerExport(node, to, (inner) => lowerStatement(inner, to));
    default:
      return lowerTypeScript(node, to);
  }
}

/** TypeScript's own statements: types are nothing, modules and enums have bodies. */
function lowerTypeScript(node: Node, to: Lowering): Statement[] {
  switch (node.type) {
    case "TSModuleDeclaration":
      return "body" in node && node.body?.type === "TSModuleBlock"
        ? lowerBody(node.body.body, to)
        : [];
    case "TSImportEqualsDeclaration":
      return node.moduleReference.type === "TSExternalModuleReference"
        ? [
            declare(
              node.id,
              {
                kind: "import",
                module: lowerExpression(node.moduleReference.expression, to),
                at: spanOf(node),
              },
              to,
            ),
          ]
        : [];
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
    case "TSDeclareFunction":
    case "TSNamespaceExportDeclaration":
      return [];
    default:
      return [{ kind: "expression", value: lowerExpression(node, to), at: spanOf(node) }];
  }
}

function lowerDeclarations(node: TSESTree.VariableDeclaration, to: Lowering): Statement[] {
  return node.declarations.flatMap((each) => {
    const { id, init } = each;
    const isVar = node.kind === "var";
    // A name without a value still belongs to this function, and to no one else.
    if (isVar && id.type === "Identifier" && !node.declare) to.vars.add(id.name);
    if (init !== null && init !== undefined)
      return [declare(id, lowerExpression(init, to), to, !isVar)];
    if (isVar || id.type !== "Identifier" || node.declare) return [];
    return [declare(id, { kind: "opaque", parts: [], at: spanOf(each) }, to)];
  });
}

function declare(target: Node, value: Expression, to: Lowering, local = true): Statement {
  const at = spanOf(target);
  return {
    kind: "expression",
    value: { kind: "assign", target: to.lowerTarget(target, local), value, at },
    at,
  };
}

function lowerInit(node: Node, to: Lowering): Statement[] {
  if (node.type === "VariableDeclaration") return lowerDeclarations(node, to);
  return [{ kind: "expression", value: lowerExpression(node, to), at: spanOf(node) }];
}

function lowerSwitch(node: TSESTree.SwitchStatement, to: Lowering): Statement[] {
  const at = spanOf(node);
  const tests = node.cases.flatMap((each) =>
    each.test === null ? [] : [lowerExpression(each.test, to)],
  );
  const test: Expression = {
    kind: "opaque",
    parts: [lowerExpression(node.discriminant, to), ...tests],
    at,
  };
  const bodies = node.cases.map((each) =>
    lowerBody(each.consequent, to).filter((statement) => statement.kind !== "jump"),
  );
  return [
    { kind: "expression", value: test, at },
    { kind: "branch", test: null, bodies, at },
  ];
}

function lowerTry(node: TSESTree.TryStatement, to: Lowering): Statement[] {
  const at = spanOf(node);
  const block: Extract<Statement, { kind: "block" }> = {
    kind: "block",
    body: lowerBody(node.block.body, to),
    at,
  };
  if (node.handler !== null) {
    const { param, body } = node.handler;
    const target = param === null ? null : to.lowerTarget(param, true);
    block.caught = { target, body: lowerBody(body.body, to) };
  }
  const out: Statement[] = [block];
  if (node.finalizer !== null) {
    out.push({ kind: "block", body: lowerBody(node.finalizer.body, to), at });
  }
  return out;
}
