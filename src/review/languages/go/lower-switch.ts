import type { Expression, Statement } from "../../code/program.ts";
import { child, childrenIn, parts, type SyntaxNode } from "../syntax.ts";
import { nameAt, opaqueAt, statementOf } from "../lowered.ts";
import { targetOf } from "./lower-assignment.ts";
import { assignAt, type Lowering } from "./lowering.ts";

/** Longer switches are taken as one choice of many: nesting them would be too deep. */
const NESTED = 40;

/** A switch over values or types, or a select over channels. */
export function lowerSwitch(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  const first = child(node, "initializer");
  const before = first === null ? [] : to.statements([first]);
  const cases = parts(node).filter((each) => each.type.endsWith("_case"));
  const falls = /\bfallthrough\b/.test(node.text);
  if (node.type === "expression_switch_statement" && cases.length <= NESTED && !falls) {
    return [...before, ...nested(node, cases, to)];
  }
  const value = child(node, "value");
  const alias = child(node, "alias");
  const subject = value === null ? null : to.expression(value);
  const name = alias === null ? undefined : parts(alias)[0];
  const given: Statement[] =
    subject === null
      ? []
      : name === undefined
        ? [statementOf(subject)]
        : [statementOf({ kind: "assign", target: targetOf(name, true, to), value: subject, at })];
  const bodies = cases.map((each) => bodyOf(each, to));
  return [...before, ...given, { kind: "branch", test: null, bodies, at }];
}

function bodyOf(node: SyntaxNode, to: Lowering): Statement[] {
  const inside = parts(node).filter((each) => each.field !== "value" && each.field !== "type");
  return to.inside("switch", () => to.statements(inside));
}

/** One test after the other, as it is done. */
function nested(node: SyntaxNode, cases: readonly SyntaxNode[], to: Lowering): Statement[] {
  const { at } = node;
  const value = child(node, "value");
  const subject = to.fresh();
  const given = value === null ? [] : [assignAt(subject, to.expression(value), at)];
  const otherwise = cases.find((each) => each.type === "default_case");
  const chain = cases
    .filter((each) => each.type !== "default_case")
    .reduceRight<Statement[]>(
      (rest, each) => {
        const tests = childrenIn(each, "value").flatMap((list) => parts(list));
        const alternatives = tests.map((test): Expression => {
          const lowered = to.expression(test);
          if (value === null) return lowered;
          const operands = [nameAt(subject, at), lowered];
          return { kind: "operation", operator: "==", operands, at: test.at };
        });
        return [
          { kind: "branch", test: anyOf(alternatives, each), bodies: [bodyOf(each, to), rest], at },
        ];
      },
      otherwise === undefined ? [] : bodyOf(otherwise, to),
    );
  return [...given, ...chain];
}

function anyOf(tests: readonly Expression[], { at }: SyntaxNode): Expression {
  const [first, ...others] = tests;
  if (first === undefined) return opaqueAt([], at);
  return others.reduce<Expression>(
    (before, each) => ({ kind: "operation", operator: "||", operands: [before, each], at }),
    first,
  );
}
