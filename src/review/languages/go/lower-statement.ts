import type { Expression, Statement, Target } from "../../code/program.ts";
import { child, childrenIn, parts, type SyntaxNode } from "../syntax.ts";
import { callAt, constantAt, nameAt, opaqueAt, statementOf } from "../lowered.ts";
import { lowerAssignment, lowerDeclaration, targetOf } from "./lower-assignment.ts";
import { lowerSwitch } from "./lower-switch.ts";
import { tuple } from "./lower-function.ts";
import { assignAt, type Lowering } from "./lowering.ts";

/** One statement. */
export function lowerStatement(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  const inner = parts(node);
  switch (node.type) {
    case "block":
    case "statement_list":
    case "ERROR":
    case "labeled_statement":
      return to.statements(inner.filter((each) => each.type !== "label_name"));
    case "expression_statement":
      return [...inner.map((each) => statementOf(to.expression(each))), ...lowerCopy(inner, to)];
    case "go_statement":
    case "defer_statement":
      return inner.map((each) => statementOf(to.expression(each)));
    case "return_statement":
      return [lowerReturn(node, to)];
    case "break_statement":
    case "continue_statement":
      return lowerJump(node, to);
    case "send_statement":
      return [lowerSend(node, to)];
    case "receive_statement":
    case "short_var_declaration":
    case "assignment_statement":
    case "inc_statement":
    case "dec_statement":
      return lowerAssignment(node, to);
    case "var_declaration":
    case "const_declaration":
      return lowerDeclaration(node, to);
    case "type_declaration":
    case "goto_statement":
    case "fallthrough_statement":
    case "empty_statement":
    case "label_name":
    case "import_declaration":
    case "package_clause":
      return [];
    case "function_declaration":
    case "method_declaration":
      return to.statements(childrenIn(node, "body"));
    default:
      return lowerControl(node, to) ?? [{ kind: "expression", value: to.expression(node), at }];
  }
}

/** `copy(to, from)` puts data also where no list is known. */
function lowerCopy([call]: readonly SyntaxNode[], to: Lowering): Statement[] {
  const list = call === undefined ? null : child(call, "arguments");
  const [place, value] = list === null ? [] : parts(list);
  if (call === undefined || place === undefined || value === undefined) return [];
  if (child(call, "function")?.text !== "copy") return [];
  const whole = place.type === "slice_expression" ? (parts(place)[0] ?? place) : place;
  const property = constantAt("#copied", call.at);
  const target: Target = { kind: "member", object: to.expression(whole), property };
  return [statementOf({ kind: "assign", target, value: to.expression(value), at: call.at })];
}

function lowerControl(node: SyntaxNode, to: Lowering): Statement[] | null {
  switch (node.type) {
    case "if_statement":
      return lowerIf(node, to);
    case "for_statement":
      return lowerFor(node, to);
    case "expression_switch_statement":
    case "type_switch_statement":
    case "select_statement":
      return lowerSwitch(node, to);
    default:
      return null;
  }
}

function lowerReturn(node: SyntaxNode, to: Lowering): Statement {
  const [values] = parts(node);
  const given =
    values === undefined ? [] : values.type === "expression_list" ? parts(values) : [values];
  const value =
    given.length === 0
      ? null
      : tuple(
          given.map((each) => to.expression(each)),
          node,
        );
  return { kind: "return", value, at: node.at };
}

/** Inside of a switch `break` only leaves the switch, which ends there anyway. */
function lowerJump(node: SyntaxNode, to: Lowering): Statement[] {
  const leaves = node.type === "break_statement";
  if (leaves && !to.breaksLoop && parts(node).length === 0) return [];
  return [{ kind: "jump", to: leaves ? "break" : "continue", at: node.at }];
}

/** What is sent through a channel is among the things that it holds. */
function lowerSend(node: SyntaxNode, to: Lowering): Statement {
  const { at } = node;
  const channel = child(node, "channel");
  const value = child(node, "value");
  if (channel === null || value === null) return statementOf(opaqueAt([], at));
  const target: Target = {
    kind: "member",
    object: to.expression(channel),
    property: opaqueAt([], at),
  };
  return statementOf({ kind: "assign", target, value: to.expression(value), at });
}

function lowerIf(node: SyntaxNode, to: Lowering): Statement[] {
  const body = child(node, "consequence");
  const other = child(node, "alternative");
  const before = child(node, "initializer");
  const test = child(node, "condition");
  return [
    ...(before === null ? [] : to.statements([before])),
    {
      kind: "branch",
      test: test === null ? null : to.expression(test),
      bodies: [body, other].map((each) => (each === null ? [] : to.statements([each]))),
      at: node.at,
    },
  ];
}

function lowerFor(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  const block = child(node, "body");
  const body = () => to.inside("loop", () => (block === null ? [] : to.statements([block])));
  const head = parts(node).find((each) => each !== block);
  if (head?.type === "range_clause") return lowerRange(head, body(), to);
  const clause = head?.type === "for_clause" ? head : null;
  const start = clause === null ? null : child(clause, "initializer");
  const condition = clause === null ? (head ?? null) : child(clause, "condition");
  const update = clause === null ? null : child(clause, "update");
  const updates = update === null ? [] : to.statements([update]).flatMap(expressionsIn);
  return [
    ...(start === null ? [] : to.statements([start])),
    {
      kind: "loop",
      test: condition === null ? constantAt(true, at) : to.expression(condition),
      update: updates.length === 0 ? null : { kind: "sequence", items: updates, at },
      each: null,
      body: body(),
      at,
    },
  ];
}

function expressionsIn(statement: Statement): Expression[] {
  return statement.kind === "expression" ? [statement.value] : [];
}

/** `for k, v := range x`: over the places of x, with what is there. */
function lowerRange(head: SyntaxNode, inside: Statement[], to: Lowering): Statement[] {
  const { at } = head;
  const left = child(head, "left");
  const right = child(head, "right");
  const of = right === null ? opaqueAt([], at) : to.expression(right);
  const [key, value] = left === null ? [] : parts(left);
  const loop = (target: Target, items: Expression, before: Statement[]): Statement => ({
    kind: "loop",
    test: null,
    update: null,
    each: { target, of: items, keys: false },
    body: [...before, ...inside],
    at,
  });
  const place = (each: SyntaxNode | undefined): Target =>
    each === undefined || each.text === "_"
      ? { kind: "name", name: to.fresh(), local: true }
      : targetOf(
          each,
          head.children.some(({ type }) => type === ":="),
          to,
        );
  if (value === undefined) return [loop(place(key), callAt("#keys", [of], at), [])];
  if (key?.text === "_") return [loop(place(value), callAt("#items", [of], at), [])];
  const whole = to.fresh();
  const at1 = to.fresh();
  const item: Expression = {
    kind: "member",
    object: nameAt(whole, at),
    property: nameAt(at1, at),
    at,
  };
  const before: Statement[] = [
    statementOf({ kind: "assign", target: place(key), value: nameAt(at1, at), at }),
    statementOf({ kind: "assign", target: place(value), value: item, at }),
  ];
  return [
    assignAt(whole, callAt("#sequence", [of], at), at),
    loop(
      { kind: "name", name: at1, local: true },
      callAt("#keys", [nameAt(whole, at)], at),
      before,
    ),
  ];
}
