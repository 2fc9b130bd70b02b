import type { Expression, FunctionNode, Statement } from "../../code/program.ts";
import { statementOf } from "../lowered.ts";
import { readCases } from "./read-cases.ts";
import { blockValue, functionNode, valued, type Reader } from "./reader.ts";
import { skipBalanced, skipType } from "./skip-type.ts";

/** A parameter, with the value that it has when none is given. */
export interface Parameter {
  name: string;
  fallback: Expression | null;
  /** It is kept in the field of its name: `this.name` of a constructor. */
  kept?: boolean;
}

/** Parameters further than this from the brace are none. */
const HEAD = 60;

/** `{ a, b -> … }`, `{ … it … }`: a function in braces. */
export function readLambda(reader: Reader, receiver = false): Expression {
  const open = reader.peek();
  const at = reader.span(open);
  const names = reader.namesIn(reader.place);
  reader.take();
  const given = lambdaParameters(reader);
  const parameters = given ?? [{ name: "it", fallback: null }];
  const all = receiver ? [{ name: "#this", fallback: null }] : parameters;
  const made = functionOf(
    null,
    all,
    reader,
    () => reader.within(false, () => statementsUntil(reader)),
    at,
    names,
    receiver,
  );
  return { kind: "function", function: made, at };
}

/** In Scala braces are a block, unless a parameter or a case stands first. */
export function readFunctionOrBlock(reader: Reader, receiver = false): Expression {
  if (!reader.table.matches) return readLambda(reader, receiver);
  const at = reader.span(reader.peek());
  if (reader.peek(1).text === "case") {
    const subject: Expression = { kind: "name", name: "#case", at };
    const body = valued(readCases(subject, reader));
    const parameters = [{ name: "#case", fallback: null }];
    return { kind: "function", function: functionNode(null, parameters, body, at), at };
  }
  return hasArrow(reader) ? readLambda(reader, receiver) : blockValue(readBlock(reader), at);
}

/** The statements between the braces that begin here. */
function readBlock(reader: Reader): Statement[] {
  const names = reader.namesIn(reader.place);
  reader.take();
  return reader.within(false, () => reader.scoped([...names], () => statementsUntil(reader)));
}

/** Whether parameters and an arrow stand behind the brace here. */
function hasArrow(reader: Reader): boolean {
  for (let ahead = 1; ahead < HEAD; ahead += 1) {
    const { kind, text } = reader.peek(ahead);
    if (text === "=>") return true;
    if (kind === "end" || kind === "text" || /^(?:[{}=;.]|case)$/.test(text)) return false;
  }
  return false;
}

function functionOf(
  name: string | null,
  parameters: readonly Parameter[],
  reader: Reader,
  read: () => Statement[],
  at: Expression["at"],
  names: ReadonlySet<string>,
  receiver: boolean,
): FunctionNode {
  const known = [...parameters.map((each) => each.name), ...names];
  const body = reader.scoped(known, () => (receiver ? reader.asReceiver(true, read) : read()));
  return functionNode(name, parameters, valued(body), at);
}

/** The statements up to a closing brace, which is taken. */
export function statementsUntil(reader: Reader): Statement[] {
  const out: Statement[] = [];
  while (!reader.is("}") && reader.peek().kind !== "end") {
    const before = reader.place;
    out.push(...reader.statement());
    if (reader.place === before) reader.take();
  }
  reader.accept("}");
  return out;
}

/** Takes the parameters and the arrow after them; null when there are none. */
function lambdaParameters(reader: Reader): Parameter[] | null {
  const { arrow } = reader.table;
  for (let ahead = 0; ahead < HEAD; ahead += 1) {
    const { kind, text } = reader.peek(ahead);
    if (text === arrow || (text === "=>" && reader.table.matches)) break;
    if (kind === "end" || /^[{};=.]$/.test(text) || kind === "text" || text === "case") return null;
    if (
      ahead > 0 &&
      kind === "name" &&
      reader.peek(ahead - 1).kind === "name" &&
      reader.peek(ahead).fresh
    )
      return null;
    if (ahead === HEAD - 1) return null;
  }
  const out: Parameter[] = [];
  for (let token = reader.peek(); !/^(?:->|=>)$/.test(token.text); token = reader.peek()) {
    if (token.kind === "name") {
      reader.take();
      // `Type name` of Groovy and Dart: the last of two names counts.
      if (reader.peek().kind === "name") continue;
      out.push({ name: token.text, fallback: null });
      if (reader.accept(":")) skipType(reader, false);
    } else if (token.kind === "end") return out;
    else reader.take();
  }
  reader.take();
  return out;
}

/** Whether a function with an arrow begins here: `a => b`, `(a, b) => c`, `(a) { … }`. */
export function startsArrow(reader: Reader): boolean {
  const { table } = reader;
  if (table.arrow !== "=>") return false;
  if (reader.peek().kind === "name") return reader.peek(1).text === "=>" && !reader.is("case");
  if (!reader.is("(")) return false;
  const after = reader.afterClose();
  if (after.text === "=>") return true;
  return table.semicolons && (after.text === "{" || /^(?:async|sync)$/.test(after.text));
}

/** A function with an arrow. */
export function readArrow(reader: Reader): Expression {
  const at = reader.span(reader.peek());
  const parameters = reader.is("(")
    ? readParameters(reader)
    : [{ name: reader.take().text, fallback: null }];
  const made = readFunctionBody(null, parameters, reader, at);
  return { kind: "function", function: made, at };
}

/** What follows the parameters of a function: a body, `= value`, `=> value`, or nothing. */
export function readFunctionBody(
  name: string | null,
  parameters: readonly Parameter[],
  reader: Reader,
  at: Expression["at"],
): FunctionNode {
  while (/^(?:async|sync|\*)$/.test(reader.peek().text)) reader.take();
  const names = reader.is("{") ? reader.namesIn(reader.place) : new Set<string>();
  const read = (): Statement[] => {
    if (reader.is("{")) {
      reader.take();
      return reader.within(false, () => statementsUntil(reader));
    }
    if (!reader.accept("=") && !reader.accept("=>")) return [];
    if (reader.is("{")) {
      reader.take();
      return reader.within(false, () => statementsUntil(reader));
    }
    return indented(reader) ?? [statementOf(reader.expression())];
  };
  return functionOf(name, parameters, reader, read, at, names, false);
}

/** Lines that are indented deeper than the one before them, in languages that know these. */
export function indented(reader: Reader): Statement[] | null {
  const first = reader.peek();
  if (!reader.table.indents || !first.fresh || first.kind === "end") return null;
  return reader.within(false, () => {
    const out: Statement[] = [];
    for (
      let token = reader.peek();
      token.kind !== "end" && token.column >= first.column && token.text !== "}";
      token = reader.peek()
    ) {
      const before = reader.place;
      out.push(...reader.statement());
      if (reader.place === before) reader.take();
    }
    return out;
  });
}

/** `(a: A = x, B b = y, {required C c})`, the brackets included. */
export function readParameters(reader: Reader): Parameter[] {
  const out: Parameter[] = [];
  reader.take();
  reader.within(true, () => {
    for (
      let token = reader.peek();
      token.kind !== "end" && token.text !== ")";
      token = reader.peek()
    ) {
      const before = reader.place;
      readParameter(reader, out);
      if (reader.place === before) reader.take();
    }
    reader.accept(")");
  });
  return out;
}

function readParameter(reader: Reader, out: Parameter[]): void {
  let name = "";
  let type = "";
  let fallback: Expression | null = null;
  let kept = false;
  for (
    let token = reader.peek();
    token.kind !== "end" && !/^[,)]$/.test(token.text);
    token = reader.peek()
  ) {
    if (token.kind === "name") {
      kept ||= token.text === "this" && reader.peek(1).text === ".";
      type = name;
      name = reader.take().text;
    } else if (token.text === ":") {
      reader.take();
      type = skipType(reader);
    } else if (token.text === "=") {
      reader.take();
      fallback = reader.expression();
    } else if (token.text === "(" && name !== "" && /^(?:Function)$/.test(type))
      skipBalanced(reader);
    else if (token.text === "<" || (token.text === "(" && name !== "")) skipBalanced(reader);
    else reader.take();
  }
  reader.accept(",");
  if (name !== "") out.push({ name, fallback: fallback ?? ofType(type, reader), kept });
}

const TELLS_NOTHING =
  /^(?:String|Int|Integer|Long|Boolean|bool|Any|Unit|List|Map|Set|Array|Double|Float|Object|Char|Byte|ByteArray|Seq|Option|Future|Void|Function|T|E|K|V|R|[A-Z]{1,2})$/;

/** A parameter of a library's type has its methods. */
function ofType(type: string, reader: Reader): Expression | null {
  const plain = type.replace(/^.*\.(?=[A-Z])/, "");
  if (!/^[A-Z]\w{2,60}$/.test(plain) || TELLS_NOTHING.test(plain) || reader.own.has(plain))
    return null;
  const at = reader.span(reader.peek());
  return { kind: "name", name: `${reader.table.usual(plain, reader.imports)}()`, at };
}
