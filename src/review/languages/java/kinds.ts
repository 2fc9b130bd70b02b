import { child, parts, type SyntaxNode } from "../syntax.ts";
import { plainType } from "./imports.ts";
import type { Lowering } from "./lowering.ts";

/** What `+` and casts need to know of an operand. */
export type Kind = "text" | "letter" | "number" | null;

const NUMBERS: ReadonlySet<string> = new Set(
  "int long short byte float double Integer Long Short Byte Double".split(" "),
);
const TEXT_METHODS = /^(?:toString|substring|concat|repeat|trim|strip|replace|join|format|getenv)$/;
/** Chains of operators are looked into no further. */
const DEEPEST = 6;

/** The kind of an expression as far as it can be told from how it is written. */
export function kindOf(node: SyntaxNode | null, to: Lowering, depth = 0): Kind {
  if (node === null || depth > DEEPEST) return null;
  const inner = () => parts(node)[0] ?? null;
  switch (node.type) {
    case "string_literal":
      return "text";
    case "character_literal":
      return "letter";
    case "identifier":
      return kindOfType(to.typeOf(node.text) ?? fieldType(node.text, to));
    case "cast_expression":
      return kindOfType(plainType(child(node, "type")));
    case "parenthesized_expression":
    case "unary_expression":
    case "update_expression":
      return kindOf(inner(), to, depth + 1);
    case "array_access":
      return kindOfType(elementOf(child(node, "array"), to));
    case "field_access":
      return child(node, "field")?.text === "length" ? "number" : null;
    case "method_invocation":
      return kindOfCall(child(node, "name")?.text ?? "");
    case "binary_expression":
      return kindOfOperation(node, to, depth + 1);
    default:
      return /_literal$/.test(node.type) && /integer|float/.test(node.type) ? "number" : null;
  }
}

function kindOfCall(method: string): Kind {
  if (method === "charAt") return "letter";
  if (/^(?:length|size|parseInt|indexOf|intValue)$/.test(method)) return "number";
  return TEXT_METHODS.test(method) ? "text" : null;
}

function kindOfOperation(node: SyntaxNode, to: Lowering, depth: number): Kind {
  const operator = child(node, "operator")?.text ?? "";
  if (/^(?:[-*/%^&|]|<<|>>>?)$/.test(operator)) return "number";
  if (operator !== "+") return null;
  const kinds = [kindOf(child(node, "left"), to, depth), kindOf(child(node, "right"), to, depth)];
  if (kinds.includes("text")) return "text";
  return kinds.every((kind) => kind !== null) ? "number" : null;
}

function kindOfType(type: string | null): Kind {
  if (type === null) return null;
  if (type === "char" || type === "Character") return "letter";
  if (type === "String") return "text";
  return NUMBERS.has(type) ? "number" : null;
}

function elementOf(array: SyntaxNode | null, to: Lowering): string | null {
  if (array?.type !== "identifier") return null;
  const type = to.typeOf(array.text) ?? fieldType(array.text, to);
  return type?.endsWith("[]") === true ? type.slice(0, -2) : null;
}

function fieldType(name: string, to: Lowering): string | null {
  for (let at = to.owner; at !== null; at = at.outer) {
    const type = at.fields.get(name);
    if (type !== undefined) return type;
  }
  return null;
}

/** Types that say nothing about which API a value is. */
const PLAIN =
  /^(?:var|void|boolean|char|byte|short|int|long|float|double|String|CharSequence|Object|Integer|Long|Short|Byte|Character|Boolean|Double|Float|Number|Void|Throwable|Error|[A-Z]\d?|(?:\w*(?:List|Map|Set|Collection|Iterable|Iterator|Queue|Deque|Stack|Vector|Stream|Optional|Function|Supplier|Consumer|Predicate|Runnable|Callable|Future|Exception|Hashtable|Entry|StringBuilder|StringBuffer|Comparator|Operator)))$|\[\]$/;

/** The class whose methods a variable of this type has; null when it says nothing. */
export function tellingType(type: string): string | null {
  return type === "" || PLAIN.test(type) ? null : type;
}
