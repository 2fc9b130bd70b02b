import type { Argument, Expression, Statement } from "../../code/program.ts";
import { assignAt, callAt, constantAt, nameAt, opaqueAt, operationAt } from "../lowered.ts";
import { fresh, type Reader } from "./reader.ts";

/** Lists begin with one in this language, and with zero in the evaluator. */
export function keyOf(key: Expression): Expression {
  if (key.kind === "constant" && typeof key.value === "number")
    return constantAt(key.value - 1, key.at);
  return key.kind === "constant" ? key : operationAt("#index", [key], key.at);
}

/** A call with a dot hands over nothing but its arguments. */
export function called(
  reader: Reader,
  callee: Expression,
  args: Argument[],
  at: Expression["at"],
): Expression {
  const name = callee.kind === "name" ? callee.name : null;
  const [first, ...more] = args;
  if ((name === "pcall" || name === "xpcall") && first !== undefined) {
    const given = name === "pcall" ? more : more.slice(1);
    const handler = name === "xpcall" ? more.slice(0, 1).map(({ value }) => value) : [];
    const value: Expression = {
      kind: "call",
      callee: opaqueAt([first.value], at),
      args: given,
      at,
    };
    return severalOf([opaqueAt(handler, at), value], at);
  }
  if (name === "setmetatable")
    return operationAt(
      "#meta",
      args.map(({ value }) => value),
      at,
    );
  if (name === "getfenv" || name === "setfenv") return nameAt("_G", at);
  if (name === "require" && first !== undefined) return { kind: "import", module: first.value, at };
  if (dotted(callee) === "vim.cmd") {
    const command = editorCommand(first?.value);
    if (command !== null) return callAt("#build", [command], at);
  }
  if (name === "select" && first !== undefined) return selected(reader, first.value, more, at);
  return {
    kind: "call",
    callee: callee.kind === "name" ? callee : opaqueAt([callee], callee.at),
    args,
    at,
  };
}

/** `:!command` of the editor is a line for the shell. */
function editorCommand(given: Expression | undefined): Expression | null {
  const [begin, ...more] =
    given?.kind === "text" ? given.parts : given === undefined ? [] : [given];
  if (begin?.kind !== "constant" || typeof begin.value !== "string" || given === undefined)
    return null;
  const found = /^\s*:?(?:silent!?\s+)*(?:r(?:ead)?\s*)?!(.*)$/s.exec(begin.value)?.[1];
  if (found === undefined) return null;
  const line = constantAt(found, begin.at);
  return more.length === 0 ? line : { kind: "text", parts: [line, ...more], at: given.at };
}

function selected(
  reader: Reader,
  index: Expression,
  args: Argument[],
  at: Expression["at"],
): Expression {
  const list: Expression = { kind: "list", items: args, at };
  if (index.kind === "constant" && index.value === "#") return operationAt("#length", [list], at);
  const name = fresh(reader);
  const member: Expression = {
    kind: "member",
    object: nameAt(name, at),
    property: keyOf(index),
    at,
  };
  return {
    kind: "sequence",
    items: [assignAt({ kind: "name", name, local: true }, list, at), member],
    at,
  };
}

/** Several values that are answered at once. */
export function severalOf(values: readonly Expression[], at: Expression["at"]): Expression {
  const entries = values.map((value, index) => ({ key: constantAt(`#${index}`, at), value }));
  return { kind: "record", entries, at };
}

/** The name of a function with its library, as it is written. */
export function dotted(callee: Expression): string {
  const [inner] = callee.kind === "opaque" ? callee.parts : [callee];
  if (inner?.kind === "name") return inner.name;
  if (inner?.kind !== "member" || inner.property.kind !== "constant") return "";
  return `${dotted(inner.object)}.${String(inner.property.value)}`;
}

/** A call that only the reader knows, as a statement. */
export function callStatement(
  name: string,
  args: readonly Expression[],
  at: Expression["at"],
): Statement {
  return { kind: "expression", value: callAt(name, args, at), at };
}
