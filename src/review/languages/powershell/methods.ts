import type { Span } from "../../../model/span.ts";
import type { Argument, Expression } from "../../code/program.ts";
import { callAt, constantAt, nameAt } from "../lowered.ts";
import { objectOf } from "./made.ts";
import { assignAt, writtenText, type Parser } from "./parser.ts";
import { startedProgram } from "./programs.ts";
import { writes } from "./writes.ts";

/** A call of a method; some are more than that. */
export function methodCall(
  object: Expression,
  property: Expression,
  args: Argument[],
  at: Span,
  parser: Parser,
): Expression {
  const name = writtenText(property) ?? "";
  const plain: Expression = {
    kind: "call",
    callee: { kind: "member", object, property, at },
    args,
    at,
  };
  const [first, second] = args;
  switch (name) {
    case "new":
      return object.kind === "name" ? objectOf(object, args, at) : plain;
    case "invoke":
    case "invokereturnasis":
    case "begininvoke":
      return invoked(object, args, plain, at);
    case "foreach":
      return first === undefined ? plain : each(object, first.value, at);
    case "where":
      return { kind: "choice", test: null, options: [object, plain], at };
    case "start":
      return isProcess(object) && first !== undefined ? startedBy(first, second, at) : plain;
    case "downloadfile":
    case "downloadfileasync":
    case "downloadfiletaskasync":
      if (first === undefined || second === undefined) return plain;
      return writes(second.value, withName(object, "downloaddata", [first], at), at);
    case "read":
    case "receive":
    case "readasync":
      return filled(plain, first, at, parser);
    case "getmethod":
    case "getmember":
      return first === undefined ? plain : reflected(object, first.value, plain, at);
    default:
      return plain;
  }
}

function withName(object: Expression, name: string, args: Argument[], at: Span): Expression {
  const callee: Expression = { kind: "member", object, property: constantAt(name, at), at };
  return { kind: "call", callee, args, at };
}

/** A script block, or a method that was looked up, is called with what it is given. */
function invoked(object: Expression, args: Argument[], plain: Expression, at: Span): Expression {
  const [, list] = args;
  const own: Expression = { kind: "call", callee: object, args, at };
  if (object.kind === "function") return own;
  // A method that was looked up is given its object first, and its arguments as a list.
  if (object.kind === "choice" && list !== undefined) {
    return { ...own, args: [{ value: list.value, spread: true }] };
  }
  if (!/^(?:name|call|member)$/.test(object.kind)) return plain;
  return { kind: "choice", test: null, options: [own, plain], at };
}

/** A method by its name is the member of that name. */
function reflected(object: Expression, name: Expression, plain: Expression, at: Span): Expression {
  const property = callAt("#small", [name], at);
  const found: Expression = { kind: "member", object, property, at };
  return { kind: "choice", test: null, options: [found, plain], at };
}

function each(object: Expression, block: Expression, at: Span): Expression {
  return {
    kind: "call",
    callee: nameAt("&foreach-object", at),
    args: [{ value: block }],
    input: object,
    at,
  };
}

function isProcess(object: Expression): boolean {
  return object.kind === "name" && /^\[diagnostics\.process\]$/.test(object.name);
}

function startedBy(program: Argument, args: Argument | undefined, at: Span): Expression {
  const list: Expression =
    args === undefined ? { kind: "list", items: [], at } : callAt("#arguments", [args.value], at);
  return startedProgram(program.value, list, at, writtenText(program.value)?.toLowerCase() ?? null);
}

/** `$stream.Read($buffer, 0, $n)` puts what it reads into the buffer. */
function filled(
  plain: Expression,
  buffer: Argument | undefined,
  at: Span,
  parser: Parser,
): Expression {
  if (buffer?.value.kind !== "name") return plain;
  const read = parser.fresh();
  const { name } = buffer.value;
  const either: Expression = { kind: "opaque", parts: [nameAt(read, at), buffer.value], at };
  return {
    kind: "sequence",
    items: [
      assignAt(read, plain, at, true),
      assignAt(name, either, at, parser.output.local),
      nameAt(read, at),
    ],
    at,
  };
}
