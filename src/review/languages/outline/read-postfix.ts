import type { Argument, Expression } from "../../code/program.ts";
import { assignTo, callOf, constantAt, memberAt, nameAt } from "../lowered.ts";
import { readArguments } from "./read-arguments.ts";
import { readPrimary } from "./read-primary.ts";
import { readFunctionOrBlock } from "./read-lambda.ts";
import { STARTS, type Reader } from "./reader.ts";
import { skipTypeArguments } from "./skip-type.ts";
import type { Token } from "./tokens.ts";

/** A value with its members, calls, places and functions in braces. */
export function readPostfix(reader: Reader): Expression {
  const start = reader.peek();
  let value = readPrimary(reader);
  // What begins with a block is a statement, and nothing is called on it.
  if (
    /^(?:if|for|while|when|try|switch|do)$/.test(start.text) &&
    !/^\??\.$/.test(reader.peek().text)
  )
    return value;
  for (;;) {
    const next = readStep(value, start, reader);
    if (next === null) return value;
    value = next;
  }
}

function readStep(value: Expression, start: Token, reader: Reader): Expression | null {
  const token = reader.peek();
  const { text } = token;
  const at = reader.span(token);
  const ends = token.fresh && !reader.table.semicolons;
  if (token.kind === "end") return null;
  if (
    /^(?:\.|\?\.|::|\*\.|\?\.\.|\.\.|\.&)$/.test(text) &&
    !(text === "::" && reader.table.matches)
  ) {
    if (text === ".." && !reader.table.semicolons) return null;
    return readMember(value, text, reader);
  }
  if (text === "(" && reader.table.matches && !ends) {
    const applied = readApplied(value, at, reader);
    if (applied !== null) return applied;
  }
  if (text === "(" && !(ends && !reader.loose))
    return called(value, readArguments(reader, ")"), at, reader);
  if (text === "[" && !ends) {
    if (reader.table.matches) return null;
    const [index] = readArguments(reader, "]");
    return index === undefined
      ? value
      : { kind: "member", object: value, property: index.value, at };
  }
  if (text === "{" && !ends && reader.table.braceLambdas && callable(value, start, reader)) {
    return called(value, [{ value: lambdaFor(value, reader) }], at, reader);
  }
  if (text === "!!" && !reader.table.matches) return passed(value, reader);
  if (text === "!" && !token.fresh && reader.table.semicolons) return passed(value, reader);
  if (
    text === "?" &&
    reader.table.semicolons &&
    /^[[.]$/.test(reader.peek(1).text) &&
    reader.peek(1).tight
  )
    return passed(value, reader);
  if ((text === "++" || text === "--") && !ends && !reader.table.matches) {
    reader.take();
    const operands = [value, constantAt(1, at)];
    return assignTo(value, { kind: "operation", operator: text[0] ?? "+", operands, at }, at);
  }
  if (reader.table.bareArguments && commands(value, token, reader)) {
    return called(value, bareArguments(reader), at, reader);
  }
  return postfixName(value, token, reader);
}

/** `f(a)(b)` is one call of f with both; `m(key)` is what a value that stands there holds. */
function readApplied(value: Expression, at: Expression["at"], reader: Reader): Expression | null {
  if (value.kind === "call") {
    return { ...value, args: [...value.args, ...readArguments(reader, ")")] };
  }
  const held =
    value.kind === "sequence" || (value.kind === "name" && reader.isDeclared(value.name));
  if (!held) return null;
  const args = readArguments(reader, ")");
  const [only, ...rest] = args;
  if (only === undefined || rest.length > 0) return { kind: "call", callee: value, args, at };
  const [object, key] = [nameAt(reader.fresh(), at), nameAt(reader.fresh(), at)];
  const items = [assignTo(object, value, at, true), assignTo(key, only.value, at, true)];
  const options: Expression[] = [
    callOf(object, [key], at),
    { kind: "member", object, property: key, at },
  ];
  return { kind: "sequence", items: [...items, { kind: "choice", test: null, options, at }], at };
}

function passed(value: Expression, reader: Reader): Expression {
  reader.take();
  return value;
}

/** `"cmd" !!` and `cmd.! ` of Scala's processes stand behind their value. */
function postfixName(value: Expression, token: Token, reader: Reader): Expression | null {
  if (!reader.table.matches || !token.tight || !/^!+$/.test(token.text)) return null;
  const at = reader.span(reader.take());
  return callOf(memberAt(value, STARTS, at), [], at);
}

function readMember(value: Expression, sign: string, reader: Reader): Expression {
  const at = reader.span(reader.take());
  const token = reader.peek();
  if (token.kind === "text") {
    const name = readPrimary(reader);
    return { kind: "member", object: value, property: name, at };
  }
  if (token.kind === "sign" && !/^(?:!+<?|\+\+|#<|#>)$/.test(token.text)) return value;
  if (token.kind === "end" || /^[)\]}]$/.test(token.text)) return value;
  reader.take();
  const name = token.text;
  skipTypeArguments(reader);
  if (sign === "::" && (name === "class" || value.kind === "constant"))
    return memberAt(value, "class", at);
  if (reader.table.matches && /^(?:!+<?|lazyLines|lineStream)$/.test(name)) {
    const args = reader.is("(") ? readArguments(reader, ")") : [];
    return { kind: "call", callee: memberAt(value, STARTS, at), args, at };
  }
  const next = reader.peek();
  const calls = next.text === "(" || (next.text === "{" && !next.fresh);
  if (reader.extensions.has(name) && next.text === "(") {
    const args = readArguments(reader, ")");
    return { kind: "call", callee: nameAt(name, at), args: [{ value }, ...args], at };
  }
  if (sign === "..") return cascade(value, name, at, reader);
  const asked = next.text === "[" ? reader.table.indexed.get(name) : undefined;
  if (asked !== undefined)
    return {
      kind: "call",
      callee: memberAt(value, asked, at),
      args: readArguments(reader, "]"),
      at,
    };
  const getter = calls || next.text === "=" ? undefined : reader.table.getters.get(name);
  const plain = memberAt(value, name, at);
  if (name === "asInstanceOf" && reader.table.matches) return value;
  if (getter === undefined)
    return !calls && next.text !== "=" && isCalled(value, name, reader)
      ? callOf(plain, [], at)
      : plain;
  const object = nameAt(reader.fresh(), at);
  const options = [memberAt(object, name, at), callOf(memberAt(object, getter, at), [], at)];
  const either: Expression = { kind: "choice", test: null, options, at };
  return { kind: "sequence", items: [assignTo(object, value, at, true), either], at };
}

/** In Scala a member is called when it is a method; a package is not. */
function isCalled(value: Expression, name: string, reader: Reader): boolean {
  if (!reader.table.matches || !/^[a-z]/.test(name)) return false;
  let root = value;
  while (root.kind === "member") root = root.object;
  if (root.kind !== "name" || (value.kind === "member" && !reader.is("."))) return true;
  return !/^[a-z]/.test(root.name) || reader.isDeclared(root.name) || reader.own.has(root.name);
}

/** `a..b()..c = d`: each is done to `a`, which is what it gives. */
function cascade(
  value: Expression,
  name: string,
  at: Expression["at"],
  reader: Reader,
): Expression {
  const object = nameAt(reader.fresh(), at);
  let done: Expression = memberAt(object, name, at);
  while (/^(?:\(|\.|\[)$/.test(reader.peek().text)) {
    const next = readStep(done, reader.peek(), reader);
    if (next === null) break;
    done = next;
  }
  if (reader.accept("=")) done = assignTo(done, reader.expression(3), at);
  return { kind: "sequence", items: [assignTo(object, value, at, true), done, object], at };
}

/** Whether braces behind a value are a function that it is called with. */
function callable(value: Expression, start: Token, reader: Reader): boolean {
  if (value.kind === "call")
    return /^(?:name|member)$/.test(value.callee.kind) && !reader.table.semicolons;
  return (value.kind === "name" || value.kind === "member") && start.kind !== "number";
}

function lambdaFor(value: Expression, reader: Reader): Expression {
  const name = methodOf(value);
  return readFunctionOrBlock(reader, name !== null && reader.table.scoped.get(name) === "this");
}

function methodOf(value: Expression): string | null {
  const callee = value.kind === "call" ? value.callee : value;
  if (callee.kind === "name") return callee.name;
  if (callee.kind !== "member" || callee.property.kind !== "constant") return null;
  return typeof callee.property.value === "string" ? callee.property.value : null;
}

/** A call; a function in braces behind the arguments is one more of them. */
function called(
  value: Expression,
  args: readonly Argument[],
  at: Expression["at"],
  reader: Reader,
): Expression {
  const braces =
    reader.is("{") &&
    !reader.peek().fresh &&
    reader.table.braceLambdas &&
    args.at(-1)?.value.kind !== "function";
  const all =
    braces && methodOf(value) !== null ? [...args, { value: lambdaFor(value, reader) }] : [...args];
  const name = methodOf(value);
  const own = name === null ? undefined : reader.table.scoped.get(name);
  const given = all.at(-1)?.value;
  if (own !== undefined && given?.kind === "function") {
    const object =
      value.kind === "member" ? value.object : all.length > 1 ? all[0]?.value : undefined;
    if (object !== undefined) return scoped(name ?? "", object, given, at, reader);
  }
  if (name === "newInstance" && value.kind === "member")
    return { kind: "call", callee: value.object, args: all, at };
  // Without a name it is the whole environment.
  const whole = name === "getenv" && all.length === 0 && value.kind === "member";
  const callee = whole ? memberAt(value.object, "env", at) : value;
  const call = byArgument(callee, all, at, reader);
  // What is appended to a text that grows stays in the variable that holds it.
  const grows = name === "append" && value.kind === "member" && value.object.kind === "name";
  return grows ? assignTo(value.object, call, at) : call;
}

/** `apply(plugin: x)` and `apply(from: x)` are two functions that share a name. */
function byArgument(
  callee: Expression,
  args: Argument[],
  at: Expression["at"],
  reader: Reader,
): Expression {
  for (const { name, value } of callee.kind === "name" ? args : []) {
    const other = reader.table.byArgument.get(`${methodOf(callee) ?? ""}.${name ?? ""}`);
    if (other !== undefined) return callOf(nameAt(other, at), [value], at);
  }
  return { kind: "call", callee, args, at };
}

/** `x.let { … }`, `x.apply { … }`, `with(x) { … }`: the function is called with `x`. */
function scoped(
  name: string,
  object: Expression,
  given: Expression,
  at: Expression["at"],
  reader: Reader,
): Expression {
  const place = nameAt(reader.fresh(), at);
  const items = [assignTo(place, object, at, true), callOf(given, [place], at)];
  return {
    kind: "sequence",
    items: /^(?:also|apply|tap|onEach)$/.test(name) ? [...items, place] : items,
    at,
  };
}

/** `name value, value` on one line calls the name. An index stands right behind what it is of. */
function commands(value: Expression, token: Token, reader: Reader): boolean {
  if (value.kind !== "name" && value.kind !== "member") return false;
  if (token.fresh || token.tight || reader.loose) return false;
  if (token.kind === "text" || token.kind === "number") return true;
  if (token.kind !== "name" || NO_ARGUMENT.test(token.text)) return false;
  return !/^(?:=|->)$/.test(reader.peek(1).text);
}

const NO_ARGUMENT =
  /^(?:in|as|instanceof|is|if|else|catch|finally|while|throws|implements|extends|default|case)$/;

function bareArguments(reader: Reader): Argument[] {
  const out: Argument[] = [];
  do {
    const token = reader.peek();
    if (token.kind === "name" && reader.peek(1).text === ":") {
      reader.take();
      reader.take();
      out.push({ name: token.text, value: reader.expression(3) });
    } else out.push({ value: reader.expression(3) });
  } while (reader.accept(","));
  return out;
}
