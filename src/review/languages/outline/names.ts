import type { Span } from "../../../model/span.ts";
import type { Expression } from "../../code/program.ts";
import { callOf, memberAt, nameAt } from "../lowered.ts";
import { type Reader } from "./reader.ts";

/** What a name by itself is: a variable, a member of a class around, or an API. */
export function named(name: string, at: Span, reader: Reader): Expression {
  if (name === "this" || name === "self" || name === "super") {
    return reader.receiver ? nameAt("#this", at) : ownClass(at, reader);
  }
  if (reader.isDeclared(name)) return nameAt(name, at);
  for (const { name: owner, members } of reader.classes.toReversed()) {
    if (members.has(name)) return maybeCalled(memberAt(nameAt(owner, at), name, at), name, reader);
  }
  if (reader.own.has(name)) return maybeCalled(nameAt(name, at), name, reader);
  if (reader.receiver && !reader.table.globals.test(name) && !reader.imports.has(name)) {
    const member = memberAt(nameAt("#this", at), name, at);
    const getter = /^[=({]$/.test(reader.peek().text) ? undefined : reader.table.getters.get(name);
    if (getter === undefined) return member;
    const call = callOf(memberAt(nameAt("#this", at), getter, at), [], at);
    return { kind: "choice", test: null, options: [member, call], at };
  }
  return nameAt(reader.table.usual(name, reader.imports), at);
}

/** A function of Scala is called by its bare name, or handed on as what it is. */
function maybeCalled(value: Expression, name: string, reader: Reader): Expression {
  const isCall =
    reader.table.matches && /^[a-z]/.test(name) && !/^[([{=]$/.test(reader.peek().text);
  if (!isCall) return value;
  return {
    kind: "choice",
    test: null,
    options: [value, callOf(value, [], value.at)],
    at: value.at,
  };
}

function ownClass(at: Span, reader: Reader): Expression {
  const own = reader.classes.at(-1);
  return nameAt(own === undefined ? "this" : own.name, at);
}

/**
 * `java.net.URL` and `io.ktor.client.HttpClient`: a path of packages that ends in a class. The
 * parts are those that follow one another; answers how many of them belong to it, or 0.
 */
export function packagePath(reader: Reader): { name: string; length: number } | null {
  const words: string[] = [];
  let ahead = 0;
  for (; ahead < 24; ahead += 2) {
    const token = reader.peek(ahead);
    if (token.kind !== "name") return null;
    words.push(token.text);
    if (/^[A-Z]/.test(token.text)) break;
    if (reader.peek(ahead + 1).text !== "." || !/^[a-z_][a-z0-9_]*$/.test(token.text)) return null;
  }
  const [head = ""] = words;
  if (words.length < 2 || !/^[A-Z]/.test(words.at(-1) ?? "")) return null;
  if (reader.isDeclared(head) || reader.own.has(head) || reader.receiver) return null;
  return { name: words.join("."), length: ahead + 1 };
}
