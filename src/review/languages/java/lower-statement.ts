import type { Expression, Statement } from "../../code/program.ts";
import { child, childrenIn, parts, type SyntaxNode } from "../syntax.ts";
import { statementOf } from "../lowered.ts";
import { isClass } from "./classes.ts";
import { plainType } from "./imports.ts";
import { lowerLocalClass } from "./lower-class.ts";
import { lowerCondition, lowerFor, lowerForeach, lowerSwitch, lowerTry } from "./lower-control.ts";
import { instanceOf, lowerName } from "./lower-name.ts";
import { anyOf, assignAt, type Lowering } from "./lowering.ts";

/** One statement. */
export function lowerStatement(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  const inner = parts(node);
  if (isClass(node)) return lowerLocalClass(node, to);
  switch (node.type) {
    case "line_comment":
    case "block_comment":
    case "package_declaration":
    case "import_declaration":
    case "module_declaration":
      return [];
    case "local_variable_declaration":
    case "field_declaration":
      return childrenIn(node, "declarator").flatMap((each) => lowerVariable(each, node, to));
    case "expression_statement":
      return inner.map((each) => statementOf(changing(each, to)));
    case "method_declaration":
      return [
        { kind: "function", function: to.method(node, child(node, "name")?.text ?? null), at },
      ];
    case "return_statement":
    case "yield_statement": {
      const [value] = inner;
      return [{ kind: "return", value: value === undefined ? null : to.expression(value), at }];
    }
    case "break_statement":
    case "continue_statement":
      return [{ kind: "jump", to: node.type === "break_statement" ? "break" : "continue", at }];
    case "block":
    case "constructor_body":
    case "program":
    case "ERROR":
    case "labeled_statement":
    case "static_initializer":
      return to.statements(inner.filter((each) => each.type !== "identifier"));
    default:
      return lowerControl(node, to) ?? [statementOf(to.expression(node))];
  }
}

function lowerControl(node: SyntaxNode, to: Lowering): Statement[] | null {
  switch (node.type) {
    case "if_statement":
      return lowerCondition(node, to);
    case "while_statement":
    case "do_statement":
    case "for_statement":
      return lowerFor(node, to);
    case "enhanced_for_statement":
      return lowerForeach(node, to);
    case "switch_expression":
      return lowerSwitch(node, to);
    case "try_statement":
    case "try_with_resources_statement":
      return lowerTry(node, to);
    case "synchronized_statement":
      return parts(node).flatMap((each) =>
        each.type === "block" ? to.statements([each]) : [statementOf(to.expression(each))],
      );
    default:
      return null;
  }
}

/** A variable with its type: what it is given, and what the type says about that. */
export function lowerVariable(node: SyntaxNode, from: SyntaxNode, to: Lowering): Statement[] {
  const name = child(node, "name")?.text ?? to.fresh();
  const type = plainType(child(from, "type"));
  const value = child(node, "value");
  const given = value === null ? null : to.expression(value);
  to.declare(name, type);
  const typed = instanceOf(type, from, to);
  if (given === null) return typed === null ? [] : [assignAt(name, typed, node.at)];
  const own = typed?.kind === "name" && to.classes.named(type, to.owner) !== null;
  const both = typed === null || own ? given : anyOf([given, typed], node.at);
  return [assignAt(name, both, node.at)];
}

/** Methods after which an object of the library is another than before. */
const CHANGES =
  /^(?:append\w*|insert|reverse|delete|deleteCharAt|setLength|setCharAt|uri|url|header|headers|addHeader|setHeader|POST|PUT|post|put|patch|method|body|bodyValue|setEntity|entity|setURI|command|queryString|field|data|requestBody|setRequestBody|setBody|cookie|userAgent)$/;

/** A call for what it does: `b.append(x);` changes b, whatever the call answers. */
export function changing(node: SyntaxNode, to: Lowering): Expression {
  const value = to.expression(node);
  let root: SyntaxNode | null = node;
  let changes = false;
  while (root?.type === "method_invocation") {
    changes = changes || CHANGES.test(child(root, "name")?.text ?? "");
    root = child(root, "object");
  }
  if (!changes || root === null || !/^(?:identifier|field_access)$/.test(root.type)) return value;
  const place = root.type === "identifier" ? lowerName(root, to) : to.expression(root);
  const known = place.kind === "member" || to.typeOf(root.text) !== null;
  if (!known) return value;
  return { kind: "assign", target: to.target(root), value, at: node.at };
}
