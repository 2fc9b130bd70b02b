import type { Span } from "../../../model/span.ts";
import type { Expression } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { callAt, nameAt } from "../lowered.ts";
import { anyOf, ARGUMENTS, SHELL_SCOPE, textAt, type Lowering } from "./lowering.ts";

/** A variable of the shell or of its environment: one name space. */
export function variable(name: string, at: Span): Expression {
  if (name === "@" || name === "*") return nameAt(ARGUMENTS, at);
  if (name === "IFS") return textAt(" ", at);
  if (/^[1-9]\d?$/.test(name)) {
    const property: Expression = { kind: "constant", value: Number(name) - 1, at };
    return { kind: "member", object: nameAt(ARGUMENTS, at), property, at };
  }
  return nameAt(`$${name}`, at);
}

/** `${X}` and its kin: a default, a part, a replacement, another variable's name. */
export function lowerExpansion(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const children = parts(node);
  const operators = node.children.filter((each) => each.field === "operator");
  const operator = operators[0]?.text ?? "";
  const subject = children.find((each) =>
    /^(?:variable_name|special_variable_name|subscript)$/.test(each.type),
  );
  if (subject === undefined) return textAt("", at);
  const value = subject.type === "subscript" ? element(subject, to) : variable(subject.text, at);
  if (operator === "!" && node.children[1] === operators[0]) return named(value, at);
  if (/^\s*\$\{#/.test(node.text)) return { kind: "opaque", parts: [value], at };
  const others = children.filter((each) => each !== subject).map((each) => to.word(each));
  switch (operator) {
    case "":
      return value;
    case ":":
      return callAt("#slice", [value, ...others], at);
    case "/":
    case "//":
    case "/#":
    case "/%":
      return callAt("#replace", [value, textAt(operator, at), ...others], at);
    case "#":
    case "##":
    case "%":
    case "%%":
      return callAt("#trim", [value, textAt(operator, at), ...others], at);
    case "^":
    case "^^":
    case ",":
    case ",,":
      return callAt("#case", [value, textAt(operator, at)], at);
    // Where there is a value, something else stands in its place.
    case "+":
    case ":+":
      return { kind: "sequence", items: [value, ...others.slice(0, 1)], at };
    default:
      return anyOf([value, ...others], at);
  }
}

/** `${!x}`: the variable whose name is in x. */
function named(name: Expression, at: Span): Expression {
  const property: Expression = { kind: "text", parts: [textAt("$", at), name], at };
  return { kind: "member", object: nameAt(SHELL_SCOPE, at), property, at };
}

/** `${a[0]}`, `${a[@]}`, `${a[$i]}`. */
function element(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const name = child(node, "name")?.text ?? "";
  const index = child(node, "index");
  const object = variable(name, at);
  if (index === null || index.text === "@" || index.text === "*") return object;
  const property: Expression =
    index.type === "number" || /^\d+$/.test(index.text)
      ? { kind: "constant", value: Number(index.text), at }
      : to.word(index);
  return { kind: "member", object, property, at };
}
