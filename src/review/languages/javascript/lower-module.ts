import type { TSESTree } from "@typescript-eslint/typescript-estree";
import type { Expression, Statement } from "../../code/program.ts";
import { lowerExpression } from "./lower-expression.ts";
import { spanOf, type Lowering } from "./lowering.ts";

type Node = TSESTree.Node;
type ExportNode =
  | TSESTree.ExportNamedDeclaration
  | TSESTree.ExportDefaultDeclaration
  | TSESTree.ExportAllDeclaration
  | TSESTree.TSExportAssignment;

/** Lowers an import: loads the module, then names what is taken from it. */
export function lowerImport(node: TSESTree.ImportDeclaration, to: Lowering): Statement[] {
  if (node.importKind === "type") return [];
  const at = spanOf(node);
  const module: Expression = { kind: "import", module: lowerExpression(node.source, to), at };
  if (node.specifiers.length === 0) return [{ kind: "expression", value: module, at }];
  return node.specifiers.map((specifier) => {
    const value: Expression =
      specifier.type === "ImportSpecifier" && importedName(specifier.imported) !== "default"
        ? member(module, importedName(specifier.imported))
        : module;
    const target = { kind: "name" as const, name: specifier.local.name, local: true };
    return { kind: "expression", value: { kind: "assign", target, value, at }, at };
  });
}

function member(object: Expression, name: string): Expression {
  return {
    kind: "member",
    object,
    property: { kind: "constant", value: name, at: object.at },
    at: object.at,
  };
}

function importedName(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === "Identifier" ? node.name : node.value;
}

/** Lowers an export: the declaration as it is, and the names under which it leaves. */
export function lowerExport(
  node: ExportNode,
  to: Lowering,
  lowerStatement: (node: Node) => Statement[],
): Statement[] {
  const at = spanOf(node);
  switch (node.type) {
    case "ExportAllDeclaration": {
      const value: Expression = { kind: "import", module: lowerExpression(node.source, to), at };
      const name = node.exported === null ? "*" : importedName(node.exported);
      return [{ kind: "export", name, value, at }];
    }
    case "TSExportAssignment":
      return [{ kind: "export", name: "default", value: lowerExpression(node.expression, to), at }];
    case "ExportDefaultDeclaration":
      return lowerDefault(node, to, lowerStatement);
    default:
      return lowerNamed(node, to, lowerStatement);
  }
}

function lowerDefault(
  node: TSESTree.ExportDefaultDeclaration,
  to: Lowering,
  lowerStatement: (node: Node) => Statement[],
): Statement[] {
  const at = spanOf(node);
  const { declaration } = node;
  const name = declaredNames(declaration)[0];
  if (name !== undefined) {
    const value: Expression = { kind: "name", name, at };
    return [...lowerStatement(declaration), { kind: "export", name: "default", value, at }];
  }
  if (declaration.type === "FunctionDeclaration") {
    const value: Expression = { kind: "function", function: to.lowerFunction(declaration), at };
    return [{ kind: "export", name: "default", value, at }];
  }
  if (declaration.type === "ClassDeclaration") return lowerStatement(declaration);
  return [{ kind: "export", name: "default", value: lowerExpression(declaration, to), at }];
}

function lowerNamed(
  node: TSESTree.ExportNamedDeclaration,
  to: Lowering,
  lowerStatement: (node: Node) => Statement[],
): Statement[] {
  const at = spanOf(node);
  if (node.declaration !== null) {
    const names = declaredNames(node.declaration);
    const exports = names.map((name): Statement => ({
      kind: "export",
      name,
      value: { kind: "name", name, at },
      at,
    }));
    return [...lowerStatement(node.declaration), ...exports];
  }
  const module: Expression | null =
    node.source === null ? null : { kind: "import", module: lowerExpression(node.source, to), at };
  return node.specifiers.map((specifier) => {
    const local = importedName(specifier.local);
    const value: Expression =
      module === null ? { kind: "name", name: local, at } : member(module, local);
    return { kind: "export", name: importedName(specifier.exported), value, at };
  });
}

function declaredNames(node: Node): string[] {
  if (node.type === "VariableDeclaration") {
    return node.declarations.flatMap((each) => boundNames(each.id));
  }
  if (
    (node.type === "FunctionDeclaration" || node.type === "ClassDeclaration") &&
    node.id !== null
  ) {
    return [node.id.name];
  }
  return [];
}

function boundNames(node: Node | null): string[] {
  switch (node?.type) {
    case "Identifier":
      return [node.name];
    case "ObjectPattern":
      return node.properties.flatMap((each) =>
        boundNames(each.type === "Property" ? each.value : each.argument),
      );
    case "ArrayPattern":
      return node.elements.flatMap((each) => boundNames(each));
    case "AssignmentPattern":
      return boundNames(node.left);
    case "RestElement":
      return boundNames(node.argument);
    default:
      return [];
  }
}
