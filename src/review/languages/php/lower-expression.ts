import type { Span } from "../../../model/span.ts";
import type { Argument, Expression } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { callAt, constantAt, memberAt, nameAt } from "../lowered.ts";
import { lowerFunction } from "./lower-function.ts";
import { usualName, type Lowering } from "./lowering.ts";
import { lowerOperation } from "./lower-operation.ts";
import { lowerText } from "./strings.ts";

/** One expression; what has no meaning here keeps what is inside of it. */
export function lowerExpression(node: SyntaxNode, to: Lowering): Expression {
  return lowerLiteral(node, to) ?? lowerAccess(node, to) ?? lowerOperation(node, to);
}

function lowerLiteral(node: SyntaxNode, to: Lowering): Expression | null {
  const { at } = node;
  switch (node.type) {
    case "integer":
    case "float":
      return constantAt(Number(node.text.replaceAll("_", "").replace(/^0(?=[0-7]+$)/, "0o")), at);
    case "boolean":
      return constantAt(node.text.toLowerCase() === "true", at);
    case "null":
      return constantAt(null, at);
    case "string":
    case "encapsed_string":
    case "heredoc":
    case "nowdoc":
      return lowerText(node, to);
    case "shell_command_expression":
      return callAt("shell_exec", [lowerText(node, to)], at);
    case "array_creation_expression":
      return lowerArray(node, to);
    case "anonymous_function":
    case "anonymous_function_creation_expression":
    case "arrow_function":
      return { kind: "function", function: lowerFunction(node, to), at };
    default:
      return null;
  }
}

function lowerAccess(node: SyntaxNode, to: Lowering): Expression | null {
  const { at } = node;
  const [first, second] = parts(node);
  switch (node.type) {
    case "variable_name":
      return nameAt(node.text === "$this" ? "this" : node.text, at);
    case "dynamic_variable_name":
      return lowerNamedVariable(node, to);
    case "name":
    case "qualified_name":
    case "relative_name":
    case "namespace_name":
    case "relative_scope":
      return lowerName(node, to);
    case "subscript_expression":
      return first === undefined
        ? null
        : element(to.expression(first), keyOf(second, node, to), at);
    case "member_access_expression":
    case "nullsafe_member_access_expression":
      return member(child(node, "object"), child(node, "name"), node, to);
    case "scoped_property_access_expression":
      return member(child(node, "scope"), child(node, "name"), node, to);
    case "class_constant_access_expression":
      if (first === undefined || second === undefined) return null;
      return second.text === "class" ? constantAt(first.text, at) : member(first, second, node, to);
    default:
      return lowerCalls(node, to);
  }
}

/** What a visitor's request fills in `$_SERVER` (php.net, "$_SERVER"; RFC 3875 for headers). */
const OF_THE_REQUEST =
  /^(?:HTTP_|REQUEST_|QUERY_|PATH_|ORIG_PATH|PHP_SELF|PHP_AUTH|SERVER_NAME|DOCUMENT_URI|SCRIPT_NAME|CONTENT_|REMOTE_|AUTH_|REDIRECT_|UNENCODED_)/i;

/** An element of a list; the rest of `$_SERVER` is what started the program. */
function element(list: Expression, key: Expression, at: Span): Expression {
  const name = key.kind === "constant" && typeof key.value === "string" ? key.value : null;
  const started =
    list.kind === "name" && list.name === "$_SERVER" && name !== null && !OF_THE_REQUEST.test(name);
  return { kind: "member", object: started ? { ...list, name: "$_ENV" } : list, property: key, at };
}

/** `$$n` is the variable whose name is in n. */
function lowerNamedVariable(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const [inner] = parts(node);
  const name: Expression =
    inner === undefined
      ? { kind: "opaque", parts: [], at }
      : inner.type === "name"
        ? constantAt(inner.text, at)
        : to.expression(inner);
  const property: Expression = { kind: "text", parts: [constantAt("$", at), name], at };
  return { kind: "member", object: nameAt("#globals", at), property, at };
}

function lowerName(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const text = node.text;
  if (/^(?:self|static|parent)$/i.test(text)) return nameAt("this", at);
  if (/^__(?:DIR|FILE)__$/.test(text)) return constantAt(".", at);
  if (/^(?:CURLOPT_\w+|PHP_OS\w*)$/.test(text)) return constantAt(text, at);
  if (/^(?:PHP_EOL|DIRECTORY_SEPARATOR)$/.test(text)) {
    return constantAt(text === "PHP_EOL" ? "\n" : "/", at);
  }
  const usual = usualName(text);
  const [head = ""] = usual.split(".");
  const full = to.imported.get(head);
  return nameAt(full === undefined ? usual : full + usual.slice(head.length), at);
}

function keyOf(key: SyntaxNode | undefined, node: SyntaxNode, to: Lowering): Expression {
  if (key === undefined) return { kind: "opaque", parts: [], at: node.at };
  return key.type === "name" ? constantAt(key.text, key.at) : to.expression(key);
}

function member(
  object: SyntaxNode | null,
  name: SyntaxNode | null,
  node: SyntaxNode,
  to: Lowering,
): Expression | null {
  if (object === null || name === null) return null;
  const { at } = node;
  const owner = to.expression(object);
  if (name.type === "name") return memberAt(owner, name.text, at);
  if (node.type.startsWith("scoped")) return memberAt(owner, name.text.replace(/^\$/, ""), at);
  return { kind: "member", object: owner, property: to.expression(name), at };
}

function lowerCalls(node: SyntaxNode, to: Lowering): Expression | null {
  const { at } = node;
  const args = argumentsOf(child(node, "arguments") ?? node, to);
  switch (node.type) {
    case "function_call_expression": {
      const called = child(node, "function");
      if (called === null) return null;
      return (
        calledByName(usualName(called.text), args, at) ?? {
          kind: "call",
          callee: calleeOf(called, to),
          args,
          at,
        }
      );
    }
    case "member_call_expression":
    case "nullsafe_member_call_expression":
    case "scoped_call_expression": {
      const object = child(node, "object") ?? child(node, "scope");
      const name = child(node, "name");
      if (object === null || name === null) return null;
      const property =
        name.type === "name" ? constantAt(usualName(name.text), at) : to.expression(name);
      const callee: Expression = { kind: "member", object: to.expression(object), property, at };
      return { kind: "call", callee, args, at };
    }
    case "object_creation_expression": {
      const [made] = parts(node);
      if (made === undefined || made.type === "arguments") return null;
      const given = node.children.find((each) => each.type === "arguments");
      const list = given === undefined ? [] : argumentsOf(given, to);
      return { kind: "call", callee: calleeOf(made, to), args: list, at };
    }
    case "include_expression":
    case "include_once_expression":
    case "require_expression":
    case "require_once_expression": {
      const [module] = parts(node);
      return module === undefined ? null : included(to.expression(module), at);
    }
    case "print_intrinsic":
    case "exit_statement":
      return callAt(
        "echo",
        parts(node).map((each) => to.expression(each)),
        at,
      );
    default:
      return null;
  }
}

/** `call_user_func("f", x)` is `f(x)`. */
function calledByName(
  name: string,
  args: readonly Argument[],
  at: SyntaxNode["at"],
): Expression | null {
  const [first, ...rest] = args;
  if (first === undefined || !/^call_user_func(?:_array)?$/.test(name)) return null;
  const given = rest.map((each) => ({ ...each, spread: name.endsWith("_array") }));
  return { kind: "call", callee: { kind: "list", items: [first], at }, args: given, at };
}

/** A function that a text names is called by that text. */
function calleeOf(node: SyntaxNode, to: Lowering): Expression {
  const callee = to.expression(node);
  if (to.closures.has(node.text)) return callAt("#closure", [callee], node.at);
  return callee.kind === "name" && !callee.name.startsWith("$")
    ? callee
    : { kind: "list", items: [{ value: callee }], at: node.at };
}

function argumentsOf(node: SyntaxNode, to: Lowering): Argument[] {
  if (node.type !== "arguments") return [];
  return parts(node).flatMap((each): Argument[] => {
    const name = child(each, "name");
    const value = parts(each).find((part) => part !== name);
    if (each.type !== "argument") return [{ value: to.expression(each) }];
    if (value === undefined) return [];
    const [spread] = parts(value);
    if (value.type === "variadic_unpacking" && spread !== undefined) {
      return [{ value: to.expression(spread), spread: true }];
    }
    const lowered = callable(to.expression(value), to);
    return name === null ? [{ value: lowered }] : [{ value: lowered, name: `$${name.text}` }];
  });
}

/** A text that names a function of the file is that function, for whoever is to call it back. */
function callable(value: Expression, to: Lowering): Expression {
  if (value.kind !== "constant" || typeof value.value !== "string") return value;
  const name = usualName(value.value);
  return to.functions.has(name) ? nameAt(name, value.at) : value;
}

function lowerArray(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const items = parts(node).filter((each) => each.type === "array_element_initializer");
  const keyed = items.some((each) => parts(each).length === 2);
  if (!keyed) {
    const list = items.flatMap((each): Argument[] => {
      const [value] = parts(each);
      if (value === undefined) return [];
      const [spread] = parts(value);
      return value.type === "variadic_unpacking" && spread !== undefined
        ? [{ value: to.expression(spread), spread: true }]
        : [{ value: to.expression(value) }];
    });
    return { kind: "list", items: list, at };
  }
  const entries = items.map((each, index) => {
    const [first, second] = parts(each);
    const value = second ?? first;
    return {
      key:
        second === undefined || first === undefined ? constantAt(index, at) : to.expression(first),
      value: value === undefined ? constantAt(null, at) : to.expression(value),
    };
  });
  return { kind: "record", entries, at };
}

/** A file of the program is a module; what comes from an address is code that arrives. */
function included(module: Expression, at: Span): Expression {
  const first = module.kind === "text" ? module.parts[0] : module;
  const isAddress = first?.kind === "constant" && /^(?:https?|ftp):\/\//i.test(String(first.value));
  if (!isAddress) return { kind: "import", module, at };
  return callAt("eval", [callAt("file_get_contents", [module], at)], at);
}
