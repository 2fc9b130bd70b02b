import type { Expression, Statement, Target } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { constantAt, opaqueAt, statementOf } from "../lowered.ts";
import { lowerClass } from "./lower-class.ts";
import { lowerDeclaration } from "./lower-declaration.ts";
import { lowerFunction } from "./lower-function.ts";
import { type Lowering } from "./lowering.ts";
import { declaredName, dotted, lastPart, plainType } from "./names.ts";
import { isText } from "./type-kinds.ts";

/** One statement or declaration. */
export function lowerStatement(node: SyntaxNode, to: Lowering): Statement[] {
  const inner = parts(node);
  switch (node.type) {
    case "compound_statement":
      return [
        { kind: "block", body: to.inBody(to.owner, () => to.statements(inner)), at: node.at },
      ];
    case "ERROR":
    case "labeled_statement":
    case "else_clause":
    case "linkage_specification":
    case "declaration_list":
    case "template_declaration":
    case "seh_try_statement":
    case "seh_except_clause":
    case "seh_finally_clause":
    case "attributed_statement":
      return to.statements(
        inner.filter(
          (each) =>
            !/^(?:statement_identifier|string_literal|template_parameter_list)$/.test(each.type),
        ),
      );
    case "namespace_definition":
      return to.statements(inner.filter((each) => each.field === "body"));
    case "expression_statement":
      return inner.map((each) => statementOf(to.expression(each)));
    case "declaration":
    case "field_declaration":
      return lowerDeclaration(node, to);
    case "function_definition":
      return lowerDefinition(node, to);
    case "class_specifier":
    case "struct_specifier":
    case "union_specifier":
      return lowerClass(node, to);
    default:
      return lowerPreprocessed(node, to) ?? lowerControl(node, to) ?? lowerJump(node, to);
  }
}

/** What stands between `#if` and `#endif` is read whatever the condition is. */
function lowerPreprocessed(node: SyntaxNode, to: Lowering): Statement[] | null {
  if (/^preproc_(?:if|ifdef|elif|elifdef|else)$/.test(node.type)) {
    return to.statements(
      parts(node).filter((each) => each.field !== "condition" && each.field !== "name"),
    );
  }
  return /^(?:preproc_|using_|type_definition|alias_declaration|namespace_alias|static_assert|access_specifier|enum_specifier|friend_|concept_|comment|empty_|goto_|import_|module_|export_)/.test(
    node.type,
  )
    ? []
    : null;
}

/** Functions; methods that are written outside of their class go to it. */
function lowerDefinition(node: SyntaxNode, to: Lowering): Statement[] {
  const name = dotted(declaredName(child(node, "declarator"))?.text ?? "");
  const last = name.lastIndexOf(".");
  const owner = last < 0 ? "" : lastPart(name.slice(0, last));
  if (to.declared.classes.has(owner)) return [];
  return [
    { kind: "function", function: lowerFunction(node, lastPart(name), null, to), at: node.at },
  ];
}

function lowerJump(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  switch (node.type) {
    case "return_statement":
    case "co_return_statement": {
      const [value] = parts(node);
      return [{ kind: "return", value: value === undefined ? null : to.expression(value), at }];
    }
    case "break_statement":
      return to.breaksLoop ? [{ kind: "jump", to: "break", at }] : [];
    case "continue_statement":
      return [{ kind: "jump", to: "continue", at }];
    default:
      return [statementOf(to.expression(node))];
  }
}

function lowerControl(node: SyntaxNode, to: Lowering): Statement[] | null {
  const { at } = node;
  const body = (field: string) => {
    const inner = child(node, field);
    return inner === null ? [] : to.statements([inner]);
  };
  const test = (): Expression | null => {
    const condition = child(node, "condition");
    return condition === null ? null : to.expression(condition);
  };
  switch (node.type) {
    case "if_statement":
      return [
        { kind: "branch", test: test(), bodies: [body("consequence"), body("alternative")], at },
      ];
    case "while_statement":
    case "do_statement": {
      const loop: Statement = {
        kind: "loop",
        test: node.type === "do_statement" ? constantAt(true, at) : test(),
        update: null,
        each: null,
        body: to.inLoop(true, () => body("body")),
        at,
      };
      if (node.type === "while_statement") return [loop];
      return to.inLoop(true, () => [{ ...loop, test: null }, ...statementsOf(test())]);
    }
    case "for_statement":
      return to.inBody(to.owner, () => lowerFor(node, to));
    case "for_range_loop":
      return to.inBody(to.owner, () => lowerRange(node, to));
    case "switch_statement":
      return lowerSwitch(node, test(), to);
    case "try_statement":
      return to.statements(parts(node));
    case "catch_clause":
      return [{ kind: "branch", test: null, bodies: [body("body")], at }];
    default:
      return null;
  }
}

function statementsOf(value: Expression | null): Statement[] {
  return value === null ? [] : [statementOf(value)];
}

function lowerFor(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  const start = child(node, "initializer");
  const condition = child(node, "condition");
  const update = child(node, "update");
  const before =
    start === null
      ? []
      : start.type === "declaration"
        ? to.statements([start])
        : [statementOf(to.expression(start))];
  const inner = child(node, "body");
  return [
    ...before,
    {
      kind: "loop",
      test: condition === null ? constantAt(true, at) : to.expression(condition),
      update: update === null ? null : to.expression(update),
      each: null,
      body: to.inLoop(true, () => (inner === null ? [] : to.statements([inner]))),
      at,
    },
  ];
}

function lowerRange(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  const right = child(node, "right");
  const name = declaredName(child(node, "declarator"))?.text ?? to.fresh();
  const of = right === null ? opaqueAt([], at) : to.expression(right);
  const type = plainType(child(node, "type"));
  const text = right !== null && parts(right).some((each) => isText(each, to));
  to.declare(name, /auto/.test(type) ? (text ? "auto_text" : "#auto") : type);
  const target: Target = { kind: "name", name, local: true };
  const inner = child(node, "body");
  const body = to.inLoop(true, () => (inner === null ? [] : to.statements([inner])));
  return [{ kind: "loop", test: null, update: null, each: { target, of, keys: false }, body, at }];
}

/** Cases fall through into one another; each of them may be where it begins. */
function lowerSwitch(node: SyntaxNode, test: Expression | null, to: Lowering): Statement[] {
  const body = child(node, "body");
  const cases = body === null ? [] : parts(body);
  const bodies = to.inLoop(false, () =>
    cases.map((each) =>
      to.statements(
        each.type === "case_statement"
          ? parts(each).filter((one) => one.field !== "value")
          : [each],
      ),
    ),
  );
  return [...statementsOf(test), { kind: "branch", test: null, bodies, at: node.at }];
}
