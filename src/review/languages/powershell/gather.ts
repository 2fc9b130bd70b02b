import type { Span } from "../../../model/span.ts";
import type { Expression, FunctionNode, Statement } from "../../code/program.ts";
import { callAt, nameAt, opaqueAt } from "../lowered.ts";
import { spanFrom } from "../cursor.ts";
import { assignAt, type Output, type Parser } from "./parser.ts";

/** A statement whose value goes to whoever reads what is given here. */
export function given(value: Expression, parser: Parser): Statement[] {
  const { at } = value;
  const { name, perhaps } = parser.output;
  if (name === null || isSilent(value)) return [{ kind: "expression", value, at }];
  if (!perhaps) {
    return [{ kind: "expression", value: callAt("#emit", [nameAt(name, at), value], at), at }];
  }
  const target = { kind: "member" as const, object: nameAt(name, at), property: opaqueAt([], at) };
  return [{ kind: "expression", value: { kind: "assign", target, value, at }, at }];
}

/** Assignments give nothing. */
function isSilent(value: Expression): boolean {
  return value.kind === "assign";
}

/** Reads `read` with a place of its own for what its statements give. */
export function inOutput<T>(parser: Parser, inner: Partial<Output>, read: () => T): T {
  const { output } = parser;
  const before = { ...output };
  Object.assign(output, inner);
  const result = read();
  Object.assign(output, before);
  return result;
}

/** What statements up to a closing sign give, together. One plain value is that value. */
export function gatheredStatements(
  parser: Parser,
  start: number,
  read: () => Statement[],
): Expression {
  const out = parser.fresh();
  const body = inOutput(parser, { name: out, perhaps: false, local: false }, read);
  const at = spanFrom(parser.cursor, start);
  const plain = plainValue(body, out);
  if (plain !== null) return plain;
  const made: FunctionNode = {
    name: null,
    parameters: [],
    defaults: [],
    rest: false,
    self: null,
    inline: true,
    body,
    at,
  };
  const callee: Expression = { kind: "function", function: made, at };
  return {
    kind: "sequence",
    items: [
      begun(out, at),
      { kind: "call", callee, args: [], at },
      callAt("#collect", [nameAt(out, at)], at),
    ],
    at,
  };
}

/** Empties the place where values are gathered. */
export function begun(out: string, at: Span): Expression {
  return assignAt(out, callAt("#output", [], at), at, true);
}

/** The one value that statements give, when nothing else happens in them. */
function plainValue(body: readonly Statement[], out: string): Expression | null {
  const [first] = body;
  if (first === undefined || body.length > 1 || first.kind !== "expression") return null;
  const { value } = first;
  if (value.kind !== "call" || value.callee.kind !== "name" || value.callee.name !== "#emit") {
    return value;
  }
  const [into, inner] = value.args;
  return into?.value.kind === "name" && into.value.name === out ? (inner?.value ?? null) : null;
}
