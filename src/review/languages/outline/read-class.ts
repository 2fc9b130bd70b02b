import type { Expression, FunctionNode, Statement } from "../../code/program.ts";
import { assignTo, callOf, memberAt, nameAt, statementOf } from "../lowered.ts";
import { readArguments } from "./read-arguments.ts";
import {
  readFunctionBody,
  readParameters,
  statementsUntil,
  type Parameter,
} from "./read-lambda.ts";
import { functionNode, type Reader } from "./reader.ts";
import type { Token } from "./tokens.ts";
import { skipBalanced, skipType, skipTypeArguments } from "./skip-type.ts";

/** A class, an object, an interface: its methods, then the values of its fields. */
export function readClass(reader: Reader): Statement[] {
  const at = reader.span(reader.take());
  while (reader.table.classes.has(reader.peek().text) && reader.peek(1).kind === "name")
    reader.take();
  const named =
    reader.peek().kind === "name" && !/^(?:extends|with|implements)$/.test(reader.peek().text);
  const around = reader.classes.at(-1);
  const name = named ? reader.take().text : (around?.name ?? reader.fresh());
  skipTypeArguments(reader);
  while (
    reader.peek().kind === "name" &&
    /^(?:private|protected|internal|public|constructor)$/.test(reader.peek().text)
  )
    reader.take();
  const parameters = reader.is("(") ? readParameters(reader) : [];
  while (reader.is("(")) skipBalanced(reader);
  const bases = readBases(reader);
  return readClassBody(name, parameters, bases, reader, at);
}

function readBases(reader: Reader): Expression[] {
  const bases: Expression[] = [];
  if (!/^(?::|extends|with|implements|on|derives)$/.test(reader.peek().text)) return bases;
  while (/^(?::|extends|with|implements|on|,|derives)$/.test(reader.peek().text)) {
    reader.take();
    const token = reader.peek();
    if (token.kind !== "name") break;
    const base = skipType(reader).replace(/^.*\./, "");
    bases.push(nameAt(reader.table.usual(base, reader.imports), reader.span(token)));
    while (reader.is("("))
      bases.push(
        ...readArguments(reader, ")")
          .slice(0, 0)
          .map(({ value }) => value),
      );
    if (reader.accept("by")) reader.expression(3);
  }
  return bases;
}

function readClassBody(
  name: string,
  parameters: readonly Parameter[],
  bases: Expression[],
  reader: Reader,
  at: Expression["at"],
): Statement[] {
  const members = new Set(reader.is("{") ? reader.namesIn(reader.place) : []);
  for (const each of parameters) members.add(each.name);
  const inner = reader.inClass(name, members, () => readMembers(reader));
  const functions = inner.flatMap((each) => (each.kind === "function" ? [each.function] : []));
  const methods = functions.map((each): FunctionNode => ({ ...each, self: "this" }));
  const rest = inner.filter((each) => each.kind !== "function");
  const kept = parameters.map((each) =>
    statementOf(assignTo(memberAt(nameAt(name, at), each.name, at), nameAt(each.name, at), at)),
  );
  const maker: FunctionNode = {
    ...functionNode("constructor", parameters, kept, at),
    self: "this",
  };
  const isMade = methods.some((each) => each.name === "constructor");
  return [
    { kind: "class", name, bases, methods: isMade ? methods : [...methods, maker], body: [], at },
    ...rest.map((each) => ownField(each, name)),
  ];
}

/** A field that is declared in a class belongs to it. */
function ownField(statement: Statement, owner: string): Statement {
  if (statement.kind !== "expression" || statement.value.kind !== "assign") return statement;
  const { target, value, at } = statement.value;
  if (target.kind !== "name" || !target.local) return statement;
  return statementOf(assignTo(memberAt(nameAt(owner, at), target.name, at), value, at));
}

function readMembers(reader: Reader): Statement[] {
  if (!reader.accept("{")) return [];
  return reader.within(false, () => statementsUntil(reader));
}

/** `object : Base(x) { … }` where a value stands. */
export function readAnonymous(reader: Reader): Expression {
  const at = reader.span(reader.take());
  const bases = readBases(reader);
  const name = reader.fresh();
  const made = readClassBody(name, [], bases, reader, at);
  const functions = made.flatMap((each) => (each.kind === "class" ? each.methods : []));
  const values = functions
    .filter((each) => each.name !== "constructor")
    .map((each): Expression => ({
      kind: "function",
      function: { ...each, self: null, name: null },
      at,
    }));
  const [base] = bases;
  const object = base === undefined ? [] : [callOf(base, values, at)];
  const options = [...object, ...values];
  return options.length === 0
    ? { kind: "opaque", parts: [], at }
    : { kind: "choice", test: null, options, at };
}

/** What a test runner or a container calls of what carries these. */
const CALLED =
  /^(?:Test|ParameterizedTest|RepeatedTest|TestFactory|Theory|Property|Before(?:All|Class|Each|Method|Suite|Test)?|After(?:All|Class|Each|Method|Suite|Test)?|PostConstruct|EventListener|Bean|Scheduled|Setup|TaskAction|main)$/;

/** A function with its parameters and body; it is noted when others call it by themselves. */
export function readFunction(reader: Reader, notes: readonly string[]): Statement[] {
  const at = reader.span(reader.peek());
  // Only tests are called something that is no name, and their runner finds them.
  const isTest = reader.peek().kind === "text";
  const { name, extended } = functionName(reader);
  skipTypeArguments(reader);
  let parameters: Parameter[] = [];
  while (reader.is("(")) parameters = [...parameters, ...readParameters(reader)];
  const first = [...keptIn(parameters, reader, at), ...readInitialisers(reader)];
  while (reader.is("where") || reader.is("throws")) {
    reader.take();
    skipType(reader);
  }
  const all = extended ? [{ name: "#this", fallback: null }, ...parameters] : parameters;
  if (extended && name !== "") reader.extensions.add(name);
  const made = extended
    ? reader.asReceiver(true, () => readFunctionBody(name, all, reader, at))
    : readFunctionBody(name, all, reader, at);
  made.body.unshift(...first);
  const owner = reader.classes.at(-1);
  const starts =
    name === "main" ||
    isTest ||
    notes.some((each) => CALLED.test(each)) ||
    (owner !== undefined && STARTED.has(name));
  if (starts) {
    const callee =
      owner === undefined ? nameAt(name, at) : memberAt(nameAt(owner.name, at), name, at);
    reader.entries.push(statementOf(callOf(callee, [], at)));
  }
  return [{ kind: "function", function: made, at }];
}

/** `Box(this.name)`: a constructor that keeps what it is given. */
function keptIn(
  parameters: readonly Parameter[],
  reader: Reader,
  at: Expression["at"],
): Statement[] {
  const owner = reader.classes.at(-1)?.name ?? "this";
  return parameters.flatMap(({ name, kept }) =>
    kept === true
      ? [statementOf(assignTo(memberAt(nameAt(owner, at), name, at), nameAt(name, at), at))]
      : [],
  );
}

/** The type that a function answers, or what a constructor of Dart does before its body. */
function readInitialisers(reader: Reader): Statement[] {
  const out: Statement[] = [];
  if (!reader.accept(":")) return out;
  if (!reader.table.semicolons) {
    skipType(reader);
    return out;
  }
  while (!/^[{;}]?$/.test(reader.peek().text)) {
    const before = reader.place;
    out.push(statementOf(reader.expression(2)));
    reader.accept(",");
    if (reader.place === before) reader.take();
  }
  return out;
}

/** Methods that the owner of an interface calls when the program or the build starts. */
const STARTED: ReadonlySet<string> = new Set([
  "contextInitialized",
  "onEnable",
  "apply",
  "setUp",
  "setup",
  "setupSpec",
  "cleanup",
  "cleanupSpec",
  "premain",
  "agentmain",
  "process",
  "onCreate",
]);

function plainText({ parts: [first] }: Token): string {
  return typeof first === "string" ? first : "_";
}

/** `fun A.name`, `def name`, `operator fun plus`: the last name before the parentheses. */
function functionName(reader: Reader): { name: string; extended: boolean } {
  skipTypeArguments(reader);
  let name = "";
  let extended = false;
  for (;;) {
    const token = reader.peek();
    if (token.kind !== "name" && token.kind !== "text") break;
    name = token.kind === "text" ? plainText(token) : token.text;
    reader.take();
    skipTypeArguments(reader);
    reader.accept("?");
    if (!reader.accept(".")) break;
    extended = true;
  }
  const makes =
    name === "this" || (reader.table.typedNames && name === reader.classes.at(-1)?.name);
  return { name: makes ? "constructor" : name, extended };
}
