import type { Argument, Expression } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { callAt, constantAt, memberAt, nameAt } from "../lowered.ts";
import { argumentsOf, constructed } from "./lower-call.ts";
import { assignMemberAt, type Lowering } from "./lowering.ts";
import { plainName } from "./names.ts";
import { typeName } from "./resolve-name.ts";

/** Objects, arrays and records that are made; null for anything else. */
export function lowerCreation(node: SyntaxNode, to: Lowering): Expression | null {
  const initializer =
    child(node, "initializer") ??
    parts(node).find((each) => each.type === "initializer_expression") ??
    null;
  switch (node.type) {
    case "object_creation_expression": {
      const type = child(node, "type");
      if (type === null) return null;
      if (type.type === "array_type") return lowerArray(type, initializer, node, to);
      return lowerNew(type, child(node, "arguments"), initializer, node, to);
    }
    case "array_creation_expression":
    case "stackalloc_expression":
      return lowerArray(child(node, "type") ?? node, initializer, node, to);
    case "implicit_array_creation_expression":
    case "implicit_stackalloc_expression":
      return initializer === null ? null : listOf(initializer, to);
    case "initializer_expression":
      return lowerPlain(node, to);
    case "implicit_object_creation_expression":
      return lowerImplicit(node, null, to);
    case "anonymous_object_creation_expression":
      return lowerAnonymous(node, to);
    case "with_expression":
      return lowerWith(node, to);
    default:
      return null;
  }
}

/** `new() { … }` makes what is declared beside it. */
export function lowerImplicit(node: SyntaxNode, type: SyntaxNode | null, to: Lowering): Expression {
  const list = parts(node).find((each) => each.type === "argument_list") ?? null;
  const initializer = parts(node).find((each) => each.type === "initializer_expression") ?? null;
  if (type !== null) return lowerNew(type, list, initializer, node, to);
  const made: Expression = {
    kind: "record",
    entries: (list === null ? [] : argumentsOf(list, to)).map(({ value }, index) => ({
      key: constantAt(`#${index}`, node.at),
      value,
    })),
    at: node.at,
  };
  return initializer === null ? made : filled(made, initializer, node, to);
}

const LISTS =
  /^(?:List|HashSet|SortedSet|Queue|Stack|LinkedList|Collection|ObservableCollection|Concurrent(?:Bag|Queue|Stack)|ArrayList|StringCollection|Immutable(?:Array|List))$/;
const RECORDS =
  /^(?:(?:Sorted|Concurrent|Ordered|String)?Dictionary|SortedList|Hashtable|NameValueCollection|ExpandoObject)$/;

function lowerNew(
  type: SyntaxNode,
  list: SyntaxNode | null,
  initializer: SyntaxNode | null,
  node: SyntaxNode,
  to: Lowering,
): Expression {
  const name = typeName(type, to);
  const { at } = node;
  const args = list === null ? [] : argumentsOf(list, to);
  if (!to.types.has(name) && LISTS.test(name)) {
    if (initializer !== null) return listOf(initializer, to);
    const [first] = args;
    return first === undefined
      ? { kind: "list", items: [], at }
      : callAt("#list", [first.value], at);
  }
  if (!to.types.has(name) && RECORDS.test(name)) {
    const empty: Expression = { kind: "record", entries: [], at };
    return initializer === null ? empty : filled(empty, initializer, node, to);
  }
  const made = constructed(type, args, at, to);
  const held = to.types.has(name) ? made : callAt("#new", [made], at);
  return initializer === null ? held : filled(held, initializer, node, to);
}

/** An object, and what its initializer puts into it. */
function filled(
  made: Expression,
  initializer: SyntaxNode,
  node: SyntaxNode,
  to: Lowering,
): Expression {
  const held = to.fresh();
  const { at } = node;
  const first: Expression = {
    kind: "assign",
    target: { kind: "name", name: held, local: true },
    value: made,
    at,
  };
  const object = nameAt(held, at);
  return { kind: "sequence", items: [first, ...entries(object, initializer, to), object], at };
}

function entries(object: Expression, initializer: SyntaxNode, to: Lowering): Expression[] {
  const { at } = initializer;
  return parts(initializer).map((each): Expression => {
    const left = child(each, "left");
    const right = child(each, "right");
    if (each.type === "assignment_expression" && left !== null && right !== null) {
      return entry(object, left, right, to);
    }
    if (each.type === "initializer_expression") {
      const [key, value] = parts(each).map((part) => to.expression(part));
      if (key !== undefined && value !== undefined) {
        return {
          kind: "assign",
          target: { kind: "member", object, property: key },
          value,
          at,
        };
      }
    }
    return callAt("#add", [object, to.expression(each)], at);
  });
}

/** `A = x`, `["k"] = x`, and `A = { B = x }` for an object that is there already. */
function entry(object: Expression, left: SyntaxNode, right: SyntaxNode, to: Lowering): Expression {
  const { at } = left;
  const indexed = left.type === "identifier" ? null : (parts(left).at(-1) ?? null);
  const index = indexed?.type === "argument" ? (parts(indexed).at(-1) ?? indexed) : indexed;
  const name = plainName(left.text);
  if (right.type === "initializer_expression" && index === null) {
    const member = memberAt(object, name, at);
    const kept = assignMemberAt(object, name, callAt("#new", [member], at), at);
    return { kind: "sequence", items: [kept, ...entries(member, right, to)], at };
  }
  const value = to.expression(right);
  if (index === null) return assignMemberAt(object, name, value, at);
  const property = index.type === "bracketed_argument_list" ? parts(index)[0] : index;
  if (property === undefined) return value;
  const key = property.type === "argument" ? (parts(property).at(-1) ?? property) : property;
  return {
    kind: "assign",
    target: { kind: "member", object, property: to.expression(key) },
    value,
    at,
  };
}

function listOf(initializer: SyntaxNode, to: Lowering): Expression {
  const items = parts(initializer).map((each): Argument => ({
    value: each.type === "initializer_expression" ? listOf(each, to) : to.expression(each),
  }));
  return { kind: "list", items, at: initializer.at };
}

/** Braces alone: what is put in, whatever it is put into. */
function lowerPlain(node: SyntaxNode, to: Lowering): Expression {
  const keyed = parts(node).some((each) => each.type === "assignment_expression");
  return keyed
    ? filled({ kind: "record", entries: [], at: node.at }, node, node, to)
    : listOf(node, to);
}

function lowerArray(
  type: SyntaxNode,
  initializer: SyntaxNode | null,
  node: SyntaxNode,
  to: Lowering,
): Expression {
  if (initializer !== null) return listOf(initializer, to);
  const rank = type.children.find((each) => each.type === "array_rank_specifier");
  const size = rank === undefined ? undefined : parts(rank)[0];
  return callAt("#array", size === undefined ? [] : [to.expression(size)], node.at);
}

function lowerAnonymous(node: SyntaxNode, to: Lowering): Expression {
  const entriesIn: { key: Expression; value: Expression }[] = [];
  const nodes = node.children.filter((each) => each.type !== "comment");
  nodes.forEach((each, index) => {
    if (!each.named || nodes[index + 1]?.type === "=") return;
    const named = nodes[index - 1]?.type === "=" ? nodes[index - 2] : undefined;
    const name = named?.text ?? /[\w@]+$/.exec(each.text)?.[0] ?? "";
    entriesIn.push({ key: constantAt(plainName(name), each.at), value: to.expression(each) });
  });
  return { kind: "record", entries: entriesIn, at: node.at };
}

/** `x with { A = y }` is taken for x with y put into it. */
function lowerWith(node: SyntaxNode, to: Lowering): Expression | null {
  const [object, ...rest] = parts(node);
  if (object === undefined) return null;
  const held = to.fresh();
  const given = rest.flatMap((each): Expression[] => {
    const [name, value] = parts(each);
    if (name === undefined || value === undefined) return [];
    return [
      assignMemberAt(nameAt(held, node.at), plainName(name.text), to.expression(value), each.at),
    ];
  });
  const first: Expression = {
    kind: "assign",
    target: { kind: "name", name: held, local: true },
    value: to.expression(object),
    at: node.at,
  };
  return { kind: "sequence", items: [first, ...given, nameAt(held, node.at)], at: node.at };
}
