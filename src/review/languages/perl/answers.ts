import type { Expression, FunctionNode, Statement } from "../../code/program.ts";
import type { Span } from "../../../model/span.ts";
import { callAt, constantAt, nameAt } from "../lowered.ts";
import type { Parser } from "./parser.ts";

/** A body that answers what its last statement gives. Source: perlsub. */
export function answering(body: readonly Statement[]): Statement[] {
  const last = body.at(-1);
  if (last === undefined) return [];
  const before = body.slice(0, -1);
  switch (last.kind) {
    case "expression":
      return [...before, { kind: "return", value: last.value, at: last.at }];
    case "branch":
      return [...before, { ...last, bodies: last.bodies.map(answering) }];
    case "block":
      return [...before, { ...last, body: answering(last.body) }];
    default:
      return [...body];
  }
}

/** A block that runs where it stands: `do { … }`, `eval { … }`. */
export function blockCall(body: readonly Statement[], at: Span): Expression {
  const node = blockFunction(body, [], at);
  return { kind: "call", callee: { kind: "function", function: node, at }, args: [], at };
}

/** A block that is given to `map` and its kin. */
export function blockFunction(
  body: readonly Statement[],
  parameters: string[],
  at: Span,
): FunctionNode {
  return {
    name: null,
    parameters,
    defaults: parameters.map(() => null),
    rest: false,
    self: null,
    inline: true,
    body: answering(body),
    at,
  };
}

/** An expression as a statement: what stands behind `and` and `or` may never happen. */
export function asStatement(parser: Parser, value: Expression): Statement {
  const { notes } = parser;
  const jump = notes.jumps.get(value);
  if (jump !== undefined) return jump;
  const test = notes.tests.get(value);
  if (test === undefined) return { kind: "expression", value, at: value.at };
  const then = [asStatement(parser, test.right)];
  const bodies: Statement[][] = test.operator === "and" ? [then, []] : [[], then];
  return { kind: "branch", test: test.left, bodies, at: value.at };
}

/** The value of a special word such as `__PACKAGE__`; null for other words. */
export function specialWord(parser: Parser, word: string, at: Span): Expression | null {
  switch (word) {
    case "__PACKAGE__":
      return nameAt(`${parser.notes.package}::`, at);
    case "__FILE__":
      return constantAt("./…", at);
    case "__LINE__":
      return constantAt(at.line, at);
    case "__SUB__":
      return nameAt("__SUB__", at);
    case "time":
    case "times":
    case "wait":
    case "wantarray":
    case "fork":
    case "getppid":
      return callAt(word, [], at);
    default:
      return null;
  }
}
