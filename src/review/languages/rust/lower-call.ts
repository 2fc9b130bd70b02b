import type { Argument, Expression } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { constantAt, memberAt, nameAt } from "../lowered.ts";
import { type Lowering } from "./lowering.ts";

/** Methods that change what they are called on. */
const CHANGING =
  /^(?:push|push_str|push_back|push_front|extend|extend_from_slice|insert|insert_str|append|write_fmt|reverse|clear|truncate|set_extension|set_file_name|sort|retain|make_ascii_lowercase|make_ascii_uppercase)$/;
/** Methods that fill what they are given. */
const FILLING =
  /^(?:read|read_to_string|read_to_end|read_exact|read_line|read_until|read_buf|recv|recv_from|peek|peek_from)$/;
/** Methods without arguments that start the program which they are called on. */
const STARTING =
  /^(?:spawn|output|status|exec|run|read|start|stdout|wait_with_output|join|forward)$/;

/** A call of a function or a method. */
export function lowerCall(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const called = child(node, "function");
  const list = child(node, "arguments");
  const given = list === null ? [] : parts(list).filter((each) => each.type !== "attribute_item");
  const args = given.map((each) => argumentOf(each, to));
  if (called === null) return { kind: "opaque", parts: args.map((each) => each.value), at };
  const method = called.type === "generic_function" ? child(called, "function") : called;
  if (method?.type !== "field_expression") {
    return { kind: "call", callee: to.expression(called), args, at };
  }
  return lowerMethod(
    node,
    method,
    { generic: called !== method ? called.text.slice(method.text.length) : "", given, args },
    to,
  );
}

interface Given {
  /** Types in `::<…>`. */
  generic: string;
  given: readonly SyntaxNode[];
  args: Argument[];
}

function argumentOf(node: SyntaxNode, to: Lowering): Argument {
  const value = to.expression(node);
  return value.kind === "name" && value.name.startsWith("__many_")
    ? { value, spread: true }
    : { value };
}

function lowerMethod(node: SyntaxNode, method: SyntaxNode, call: Given, to: Lowering): Expression {
  const { at } = node;
  const receiver = child(method, "value");
  const name = child(method, "field")?.text ?? "";
  if (receiver === null) return { kind: "opaque", parts: [], at };
  const object = to.expression(receiver);
  const place = { ...at, line: method.at.endLine };
  if (name === "to_socket_addrs") {
    return { kind: "call", callee: nameAt("#lookup", at), args: [{ value: object }], at: place };
  }
  if (call.args.length === 0 && STARTING.test(name) && receiver.type !== "self") {
    return startedWith(object, name, place, to);
  }
  const args = [...call.args, ...hint(node, name, call.generic, to)];
  const made: Expression = { kind: "call", callee: memberAt(object, name, at), args, at: place };
  if (CHANGING.test(name) && isPlace(receiver)) {
    return { kind: "assign", target: to.target(receiver), value: made, at };
  }
  const filled = FILLING.test(name) ? call.given.find((each) => isLent(each)) : undefined;
  const [into] = filled === undefined ? [] : parts(filled).slice(-1);
  if (into === undefined || !isPlace(into)) return made;
  return { kind: "assign", target: to.target(into), value: made, at };
}

/** `x.spawn()` starts x: what is called gets what it is called on as well. */
function startedWith(
  object: Expression,
  name: string,
  at: SyntaxNode["at"],
  to: Lowering,
): Expression {
  const held = to.fresh();
  const whole = nameAt(held, at);
  const kept: Expression = {
    kind: "assign",
    target: { kind: "name", name: held, local: true },
    value: object,
    at,
  };
  const call: Expression = {
    kind: "call",
    callee: memberAt(whole, name, at),
    args: [{ value: whole }],
    at,
  };
  return { kind: "sequence", items: [kept, call], at };
}

/** What `collect` makes, as far as the program says. */
function hint(node: SyntaxNode, name: string, generic: string, to: Lowering): Argument[] {
  if (name !== "collect" && name !== "parse") return [];
  const text = generic.replace(/\s/g, "");
  const kind =
    to.textual.has(node) || /^::<(?:Result<|Option<)?(?:std::string::)?String/.test(text)
      ? "text"
      : /Vec|Box|LinkedList|VecDeque/.test(text)
        ? "list"
        : "";
  return [{ value: constantAt(name === "parse" ? text : kind, node.at) }];
}

/** Something that can be given another value. */
function isPlace(node: SyntaxNode): boolean {
  if (node.type === "identifier") return true;
  if (node.type === "unary_expression" || node.type === "parenthesized_expression") {
    const [inner] = parts(node);
    return inner !== undefined && isPlace(inner);
  }
  return node.type === "field_expression" || node.type === "index_expression";
}

function isLent(node: SyntaxNode): boolean {
  return (
    node.type === "reference_expression" &&
    node.children.some((each) => each.type === "mutable_specifier")
  );
}
