import type { Expression, Statement, Target } from "../../code/program.ts";
import { child, childrenIn, parts, type SyntaxNode } from "../syntax.ts";
import { callAt, constantAt, nameAt, statementOf } from "../lowered.ts";
import { declaresType } from "./declared.ts";
import { lowerImplicit } from "./lower-creation.ts";
import { lowerMethod, objectOf } from "./lower-function.ts";
import { assignAt, opaqueOf, type Lowering } from "./lowering.ts";
import { plainName } from "./names.ts";

/** One statement. Types are lowered elsewhere. */
export function lowerStatement(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  if (declaresType(node)) return [];
  const inner = parts(node);
  switch (node.type) {
    case "using_directive":
    case "extern_alias_directive":
    case "global_attribute":
    case "empty_statement":
    case "namespace_declaration":
    case "file_scoped_namespace_declaration":
    case "delegate_declaration":
    case "goto_statement":
    case "modifier":
      return [];
    case "local_function_statement": {
      const name = plainName(child(node, "name")?.text ?? "");
      return [{ kind: "function", function: lowerMethod(node, name, child(node, "body"), to), at }];
    }
    case "return_statement": {
      const [value] = inner;
      return [{ kind: "return", value: value === undefined ? null : to.expression(value), at }];
    }
    case "break_statement":
    case "continue_statement":
      return [{ kind: "jump", to: node.type === "break_statement" ? "break" : "continue", at }];
    case "local_declaration_statement":
      return inner.flatMap((each) =>
        each.type === "variable_declaration" ? lowerDeclaration(each, to) : [],
      );
    case "variable_declaration":
      return lowerDeclaration(node, to);
    case "expression_statement":
      return inner.map((each) => statementOf(to.expression(each)));
    default:
      return lowerControl(node, to) ?? lowerAround(node, to);
  }
}

/** Blocks and what is as good as one. */
function lowerAround(node: SyntaxNode, to: Lowering): Statement[] {
  if (
    /^(?:block|compilation_unit|global_statement|unsafe_statement|checked_statement|lock_statement|fixed_statement|using_statement|labeled_statement|switch_section|ERROR|preproc_\w+)$/.test(
      node.type,
    )
  ) {
    const body = node.children.filter((each) => each.field === "body");
    const rest = parts(node).filter((each) => each.field !== "body" && each.field !== "condition");
    return to.statements([...rest, ...body.filter((each) => each.named)]);
  }
  return [statementOf(to.expression(node))];
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
    case "yield_statement": {
      const [value] = parts(node);
      if (value === undefined) return [];
      // What is yielded is one of what the function answers.
      const items = [{ value: to.expression(value) }];
      const answer: Expression = { kind: "list", items, at: node.at };
      return [
        {
          kind: "branch",
          test: null,
          bodies: [[{ kind: "return", value: answer, at: node.at }]],
          at: node.at,
        },
      ];
    }
    default:
      return null;
  }
}

/** Variables with their first values, or with what their type says. */
export function lowerDeclaration(node: SyntaxNode, to: Lowering): Statement[] {
  const type = child(node, "type");
  return parts(node)
    .filter((each) => each.type === "variable_declarator")
    .flatMap((each): Statement[] => {
      const name = child(each, "name");
      const value = valueOf(each, type, to);
      if (name === null) return value === null ? [] : [taken(each, value, to)];
      const known = value ?? (type === null ? null : objectOf(type, to));
      return known === null ? [] : [assignAt(plainName(name.text), known, each.at)];
    });
}

/** What a declarator gives its variable; null when it gives nothing. */
export function valueOf(
  declarator: SyntaxNode,
  type: SyntaxNode | null,
  to: Lowering,
): Expression | null {
  const value = parts(declarator).findLast(
    (each) =>
      each.field !== "name" && !/^(?:bracketed_argument_list|tuple_pattern)$/.test(each.type),
  );
  if (value === undefined) return null;
  const inner = value.type === "equals_value_clause" ? (parts(value)[0] ?? value) : value;
  return inner.type === "implicit_object_creation_expression"
    ? lowerImplicit(inner, type, to)
    : to.expression(inner);
}

/** `var (a, b) = …`. */
function taken(declarator: SyntaxNode, value: Expression, to: Lowering): Statement {
  const pattern = parts(declarator).find((each) => each.type === "tuple_pattern");
  const target: Target =
    pattern === undefined ? { kind: "name", name: to.fresh(), local: true } : tupleTarget(pattern);
  return statementOf({ kind: "assign", target, value, at: declarator.at });
}

function tupleTarget(pattern: SyntaxNode): Target {
  return {
    kind: "parts",
    parts: parts(pattern).map((each, index) => ({
      property: constantAt(index, each.at),
      target: { kind: "name", name: plainName(each.text), local: true },
      fallback: null,
    })),
  };
}

function block(node: SyntaxNode | null, to: Lowering): Statement[] {
  return node === null ? [] : to.statements([node]);
}

/** A chain of `else if` is one branch after another, taken without recursion. */
function lowerIf(node: SyntaxNode, to: Lowering): Statement {
  const test = child(node, "condition");
  const bodies = [block(child(node, "consequence"), to)];
  const tests = test === null ? [] : [to.expression(test)];
  let rest = child(node, "alternative");
  while (rest?.type === "if_statement") {
    const next = child(rest, "condition");
    if (next !== null) tests.push(to.expression(next));
    bodies.push(block(child(rest, "consequence"), to));
    rest = child(rest, "alternative");
  }
  if (rest !== null) bodies.push(block(rest, to));
  const [first] = tests;
  const simple = tests.length === 1 && first !== undefined;
  // With more than one test nobody knows which body runs.
  const unsure = opaqueOf([...tests, opaqueOf([], node.at)], node.at);
  return { kind: "branch", test: simple ? first : unsure, bodies, at: node.at };
}

function lowerLoop(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  const start = childrenIn(node, "initializer").filter((each) => each.named);
  const condition = child(node, "condition");
  const update = childrenIn(node, "update").filter((each) => each.named);
  const body = child(node, "body") ?? parts(node).findLast((each) => each !== condition) ?? null;
  const loop: Statement = {
    kind: "loop",
    test: condition === null ? constantAt(true, at) : to.expression(condition),
    update:
      update.length === 0
        ? null
        : { kind: "sequence", items: update.map((each) => to.expression(each)), at },
    each: null,
    body: block(body, to),
    at,
  };
  const before = start.flatMap((each) =>
    each.type === "variable_declaration"
      ? lowerDeclaration(each, to)
      : [statementOf(to.expression(each))],
  );
  return [...before, loop];
}

function lowerForeach(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  const left = child(node, "left");
  const right = child(node, "right");
  if (left === null || right === null) return [];
  const tuple = left.type === "tuple_pattern" || left.type === "tuple_expression";
  const target: Target = tuple
    ? tupleTarget(left)
    : { kind: "name", name: plainName(left.text), local: true };
  return [
    {
      kind: "loop",
      test: null,
      update: null,
      each: {
        target,
        of: callAt(tuple ? "#pairs" : "#items", [to.expression(right)], at),
        keys: false,
      },
      body: block(child(node, "body"), to),
      at,
    },
  ];
}

function lowerSwitch(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  const value = child(node, "value");
  const body = child(node, "body");
  const sections = body === null ? [] : parts(body);
  const bodies = sections.map((section) =>
    to
      .statements(parts(section).filter((each) => /_statement$|^block$/.test(each.type)))
      .filter((statement) => statement.kind !== "jump"),
  );
  const test = value === null ? [] : [statementOf(to.expression(value))];
  return [...test, { kind: "branch", test: null, bodies, at }];
}

/** The body, any of the handlers, and what comes last. */
function lowerTry(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  const handlers = node.children.filter((each) => each.type === "catch_clause");
  const last = node.children.find((each) => each.type === "finally_clause");
  const body = block(child(node, "body"), to);
  // What follows a jump is not read, unless the jump may not happen.
  const leaves = /\b(?:return|break|continue|throw|goto)\b/.test(node.text);
  const tried: Statement[] = leaves ? [{ kind: "branch", test: null, bodies: [body], at }] : body;
  const caught = handlers.map((each) => [...caughtName(each), ...block(child(each, "body"), to)]);
  return [
    ...tried,
    { kind: "branch", test: null, bodies: [...caught, []], at },
    ...(last === undefined ? [] : to.statements(parts(last))),
  ];
}

function caughtName(clause: SyntaxNode): Statement[] {
  const declaration = clause.children.find((each) => each.type === "catch_declaration");
  const name = declaration === undefined ? null : child(declaration, "name");
  return name === null
    ? []
    : [assignAt(plainName(name.text), nameAt("Exception()", clause.at), clause.at)];
}
