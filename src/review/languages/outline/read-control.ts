import type { Expression, Statement, Target } from "../../code/program.ts";
import { callOf, constantAt, memberAt, opaqueAt, statementOf } from "../lowered.ts";
import { indented, statementsUntil } from "./read-lambda.ts";
import { blockValue, functionNode, valued, type Reader } from "./reader.ts";
import { readCases } from "./read-cases.ts";
import { skipBalanced } from "./skip-type.ts";

/** A statement that decides what runs; null when none begins here. */
export function readControl(reader: Reader): Statement[] | null {
  const token = reader.peek();
  if (token.kind !== "name") return null;
  const after = reader.peek(1).text;
  switch (token.text) {
    case "if":
      return readIf(reader);
    case "while":
      return after === "(" ? readWhile(reader) : null;
    case "do":
      return after === "{" ? readDo(reader) : null;
    case "for":
      return readFor(reader);
    case "when":
      return after === "(" || after === "{" ? readWhen(reader) : null;
    case "switch":
      return after === "(" ? readSwitch(reader) : null;
    case "try":
      return readTry(reader);
    default:
      return null;
  }
}

/** What stands in the parentheses of a condition. */
function condition(reader: Reader): Expression {
  const at = reader.span(reader.peek());
  if (!reader.is("(")) return reader.expression();
  reader.take();
  const parts = reader.within(true, () => {
    const out: Expression[] = [];
    while (!reader.is(")") && reader.peek().kind !== "end") {
      const before = reader.place;
      out.push(...expressionsOf(reader.statement()));
      reader.accept(";");
      if (reader.place === before) reader.take();
    }
    reader.accept(")");
    return out;
  });
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: "sequence", items: parts, at };
}

function expressionsOf(statements: readonly Statement[]): Expression[] {
  return statements.flatMap((each) => (each.kind === "expression" ? [each.value] : []));
}

function readIf(reader: Reader): Statement[] {
  const at = reader.span(reader.take());
  const test = condition(reader);
  reader.accept("then");
  const first = reader.body();
  while (reader.is(";") && reader.peek(1).text === "else") reader.take();
  const second = reader.accept("else") ? reader.body() : [];
  return [{ kind: "branch", test, bodies: [first, second], at }];
}

function readWhile(reader: Reader): Statement[] {
  const at = reader.span(reader.take());
  const test = condition(reader);
  reader.accept("do");
  return [{ kind: "loop", test, update: null, each: null, body: reader.body(), at }];
}

function readDo(reader: Reader): Statement[] {
  const at = reader.span(reader.take());
  const body = reader.body();
  const test = reader.accept("while") ? condition(reader) : null;
  return [
    { kind: "loop", test: null, update: null, each: null, body, at },
    ...(test === null ? [] : [statementOf(test)]),
  ];
}

/** `for (x in y)`, `for (var i = 0; …)`, `for (x <- y; z <- w)`, `for { … } yield`. */
function readFor(reader: Reader): Statement[] {
  const at = reader.span(reader.take());
  const open = reader.is("(") || reader.is("{");
  const close = open ? (reader.take().text === "(" ? ")" : "}") : "do";
  const heads: Statement[] = [];
  const loops: { target: Target; of: Expression }[] = [];
  const names: string[] = [];
  reader.within(close === ")", () => {
    while (!reader.is(close) && !reader.is("yield") && reader.peek().kind !== "end") {
      const before = reader.place;
      const each = readEach(reader, names);
      if (each !== null) loops.push(each);
      else if (!reader.accept(";") && !reader.accept(",")) heads.push(...reader.statement());
      if (reader.place === before) reader.take();
    }
    reader.accept(close);
  });
  const yields = reader.accept("yield");
  reader.accept("do");
  const body = reader.scoped(names, () => reader.body());
  if (yields) return [...heads, statementOf(mappedOver(loops, body, at))];
  return [...heads.slice(0, 1), loopOver(loops, heads.slice(1), body, at)];
}

/** `for (x <- xs; y <- ys) yield z`: a list of what the body gives. */
function mappedOver(
  loops: readonly { target: Target; of: Expression }[],
  body: Statement[],
  at: Expression["at"],
): Expression {
  const [first, ...rest] = loops;
  if (first === undefined) return blockValue(body, at);
  const inner =
    rest.length === 0 ? valued(body) : valued([statementOf(mappedOver(rest, body, at))]);
  const name = first.target.kind === "name" ? first.target.name : "_";
  const made = functionNode(null, [{ name, fallback: null }], inner, at);
  const method = memberAt(first.of, "map", at);
  return callOf(method, [{ kind: "function", function: made, at }], at);
}

function loopOver(
  loops: readonly { target: Target; of: Expression }[],
  heads: readonly Statement[],
  body: Statement[],
  at: Expression["at"],
): Statement {
  const [first, ...rest] = loops;
  const [test, update] = expressionsOf(heads);
  if (first === undefined) {
    return {
      kind: "loop",
      test: test ?? constantAt(true, at),
      update: update ?? null,
      each: null,
      body,
      at,
    };
  }
  const inner = rest.length === 0 ? body : [loopOver(rest, heads, body, at)];
  const each = { ...first, keys: false };
  return { kind: "loop", test: null, update: null, each, body: inner, at };
}

/** How many tokens may stand before the `in` of a loop. */
const EACH = 24;

function readEach(reader: Reader, names: string[]): { target: Target; of: Expression } | null {
  const found: string[] = [];
  for (let ahead = 0; ahead < EACH; ahead += 1) {
    const { kind, text } = reader.peek(ahead);
    if (kind === "name" && text === "in" && ahead > 0) break;
    if (text === "<-" && ahead > 0) break;
    if (text === ":" && reader.table.bareArguments && ahead > 0) break;
    if (kind === "name") found.push(text);
    else if (!/^[(),:<>[\].?_]$/.test(text)) return null;
    if (ahead === EACH - 1) return null;
  }
  while (!/^(?:in|<-)$/.test(reader.peek().text) && !(reader.is(":") && reader.table.bareArguments))
    reader.take();
  reader.take();
  const own = found.filter((each) => !/^(?:var|val|final|const|late|def)$/.test(each));
  // `Type name`: the last; `(a, b)`: each of them.
  const name = (reader.table.semicolons || reader.table.bareArguments ? own.at(-1) : own[0]) ?? "_";
  names.push(...own);
  return { target: { kind: "name", name, local: true }, of: reader.expression() };
}

/** `when (x) { a, b -> c; else -> d }` */
function readWhen(reader: Reader): Statement[] {
  const at = reader.span(reader.take());
  const subject = reader.is("(") ? [statementOf(condition(reader))] : [];
  return [...subject, { kind: "branch", test: null, bodies: readArms(reader, "->"), at }];
}

function readArms(reader: Reader, arrow: string): Statement[][] {
  const bodies: Statement[][] = [];
  if (!reader.accept("{")) return bodies;
  reader.within(false, () => {
    while (!reader.is("}") && reader.peek().kind !== "end") {
      const before = reader.place;
      const tests: Statement[] = [];
      while (!reader.is(arrow) && !reader.is("}") && reader.peek().kind !== "end") {
        const inner = reader.place;
        if (/^(?:else|in|is|!in|!is|,)$/.test(reader.peek().text)) reader.take();
        else tests.push(statementOf(reader.within(true, () => reader.expression())));
        if (reader.place === inner) reader.take();
      }
      if (reader.accept(arrow)) bodies.push([...tests, ...reader.body()]);
      reader.accept(";");
      reader.accept(",");
      if (reader.place === before) reader.take();
    }
    reader.accept("}");
  });
  return bodies;
}

/** `switch (x) { case a: … default: … }`, and that of Dart that is a value. */
function readSwitch(reader: Reader): Statement[] {
  const at = reader.span(reader.take());
  const subject = statementOf(condition(reader));
  if (
    reader.is("{") &&
    reader.peek(1).text !== "case" &&
    reader.peek(1).text !== "default" &&
    reader.table.semicolons
  ) {
    return [subject, { kind: "branch", test: null, bodies: readArms(reader, "=>"), at }];
  }
  const bodies: Statement[][] = [];
  if (!reader.accept("{")) return [subject];
  reader.within(false, () => {
    while (!reader.is("}") && reader.peek().kind !== "end") {
      const before = reader.place;
      if (reader.accept("case") || reader.accept("default")) {
        while (
          !reader.is(":") &&
          !reader.is("->") &&
          !reader.is("}") &&
          reader.peek().kind !== "end"
        )
          reader.take();
        reader.take();
        bodies.push([]);
      } else {
        const statements = reader
          .statement()
          .filter((each) => each.kind !== "jump" || each.to !== "break");
        (bodies.at(-1) ?? []).push(...statements);
      }
      if (reader.place === before) reader.take();
    }
    reader.accept("}");
  });
  return [subject, { kind: "branch", test: null, bodies, at }];
}

function readTry(reader: Reader): Statement[] {
  const at = reader.span(reader.take());
  if (reader.is("(")) skipOrRead(reader);
  const out: Statement[] = [{ kind: "block", body: reader.body(), at }];
  for (;;) {
    if (reader.is("on"))
      while (!/^(?:catch|\{)$/.test(reader.peek().text) && reader.peek().kind !== "end")
        reader.take();
    if (reader.accept("catch")) {
      if (reader.is("(")) skipBalanced(reader);
      const cases = reader.is("{") && reader.peek(1).text === "case";
      const body = cases ? readCases(opaqueAt([], at), reader) : reader.body();
      out.push({ kind: "branch", test: null, bodies: [body], at });
    } else if (reader.accept("finally")) out.push({ kind: "block", body: reader.body(), at });
    else if (reader.is("{") && !reader.peek().fresh)
      out.push({ kind: "block", body: reader.body(), at });
    else return out;
  }
}

/** The resources of a `try`. */
function skipOrRead(reader: Reader): void {
  condition(reader);
}

/** The statements between braces, lines that are indented, or one statement. */
export function readBody(reader: Reader): Statement[] {
  const names = reader.is("{") ? reader.namesIn(reader.place) : new Set<string>();
  if (reader.accept("{")) {
    return reader.within(false, () => reader.scoped([...names], () => statementsUntil(reader)));
  }
  const lines = indented(reader);
  if (lines !== null) return lines;
  return reader.accept(";") ? [] : reader.statement();
}
