import type { Argument, Expression } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { assignTo, callAt, constantAt, nameAt, opaqueAt } from "../lowered.ts";
import { declaredValue } from "./declared-value.ts";
import { typeExpression, type Lowering } from "./lowering.ts";

/** A call, or the conversion of a value to another type, which looks like one. */
export function lowerCall(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  if (node.type === "type_conversion_expression") return lowerConversion(node, to);
  const called = child(node, "function");
  const list = child(node, "arguments");
  if (called === null || list === null) return opaqueAt([], at);
  const given = parts(list);
  const [first] = given;
  const name = called.type === "identifier" ? called.text : "";
  if ((name === "make" || name === "new") && first !== undefined) {
    return made(name, first, given, node, to);
  }
  const args = given.map((each): Argument => argument(each, to));
  if (to.types.has(name)) return converted(called, args, node, to);
  if (called.type === "parenthesized_expression" && isPointer(called)) {
    return args[0]?.value ?? opaqueAt([], at);
  }
  const call: Expression = { kind: "call", callee: to.expression(called), args, at };
  const fills = FILLS.test(child(called, "field")?.text ?? "") ? filled(given, called, to) : [];
  return fills.length === 0 ? call : { kind: "sequence", items: [...fills, call], at };
}

/** Functions that put what they read into the variables whose places they are given. */
const FILLS =
  /^(?:Decode|Unmarshal\w*|Scan(?:f|ln)?|[FS]scan(?:f|ln)?|(?:Should)?Bind\w*|(?:Body|Query)Parser|ReadJSON|StructScan)$/;

/** `decoder.Decode(&x)`: x is made of what the decoder reads. */
function filled(given: readonly SyntaxNode[], called: SyntaxNode, to: Lowering): Expression[] {
  const places = given.flatMap((each) => {
    const [operand] =
      each.type === "unary_expression" && each.text.startsWith("&") ? parts(each) : [];
    return operand?.type === "identifier" ? [operand] : [];
  });
  const sources = given
    .filter((each) => !each.text.startsWith("&"))
    .map((each) => to.expression(each));
  const owner = parts(called)[0];
  const read = opaqueAt(
    [...(owner === undefined ? [] : [to.expression(owner)]), ...sources],
    called.at,
  );
  return places.map(({ text, at }): Expression => {
    const value: Expression = { kind: "choice", test: null, options: [read, nameAt(text, at)], at };
    return assignTo(nameAt(text, at), value, at);
  });
}

function argument(node: SyntaxNode, to: Lowering): Argument {
  const value = to.expression(node);
  return node.type === "variadic_argument" ? { value, spread: true } : { value };
}

/** `(*T)(x)` is x, seen as another type. */
function isPointer(node: SyntaxNode): boolean {
  return /^\(\s*\*\s*[\w.]+\s*\)$/.test(node.text);
}

/** `T(x)` of a type of this file is x, with the methods of the type. */
function converted(
  called: SyntaxNode,
  args: readonly Argument[],
  { at }: SyntaxNode,
  to: Lowering,
): Expression {
  const value = args[0]?.value ?? opaqueAt([], at);
  if (to.types.get(called.text)?.isRecord !== true) return value;
  return { kind: "choice", test: null, options: [value, nameAt(called.text, at)], at };
}

/** `[]byte(x)` and `[]rune(x)` are the codes of a text; other conversions change nothing. */
function lowerConversion(node: SyntaxNode, to: Lowering): Expression {
  const type = child(node, "type");
  const operand = child(node, "operand");
  if (type === null || operand === null) return opaqueAt([], node.at);
  const value = to.expression(operand);
  // Bytes that are seen as a function are machine code.
  if (/^\*+\(?\*?func\b/.test(type.text)) return callAt("#function", [value], node.at);
  if (type.type === "generic_type") {
    const callee = nameAt(parts(type)[0]?.text ?? "", type.at);
    return { kind: "call", callee, args: [{ value }], at: node.at };
  }
  const element = type.type === "slice_type" ? (child(type, "element")?.text ?? "") : "";
  if (/^(?:byte|uint8)$/.test(element)) return callAt("#bytes", [value], node.at);
  return /^(?:rune|int32)$/.test(element) ? callAt("#runes", [value], node.at) : value;
}

/** `make` and `new` answer an empty value of a type. */
function made(
  name: string,
  type: SyntaxNode,
  given: readonly SyntaxNode[],
  node: SyntaxNode,
  to: Lowering,
): Expression {
  const { at } = node;
  if (name === "new") {
    return declaredValue(type, at, to) ?? typeExpression(type, to) ?? opaqueAt([], at);
  }
  if (type.type === "map_type" || type.type === "channel_type") {
    return { kind: "record", entries: [], at };
  }
  const [, length] = given;
  const count = length === undefined ? constantAt(0, at) : to.expression(length);
  return callAt("#zeros", [count], at);
}
