import type { Argument, Expression } from "../../code/program.ts";
import { callOf, nameAt, statementOf } from "../lowered.ts";
import { functionNode, valued, type Reader } from "./reader.ts";

/** An argument with a `_` in it is not longer than this. */
const PLACEHOLDER = 60;

/** What stands between brackets, the opening one included, with the names that are given. */
export function readArguments(reader: Reader, close: string): Argument[] {
  reader.take();
  return reader.within(true, () => {
    const out: Argument[] = [];
    for (
      let token = reader.peek();
      token.kind !== "end" && token.text !== close;
      token = reader.peek()
    ) {
      const before = reader.place;
      if (/^[,;]$/.test(token.text)) reader.take();
      else if (/^[)\]}]$/.test(token.text)) break;
      else out.push(readArgument(reader));
      if (reader.place === before) reader.take();
    }
    reader.accept(close);
    return out;
  });
}

function readArgument(reader: Reader): Argument {
  const token = reader.peek();
  const sign = reader.peek(1).text;
  const named =
    token.kind === "name" && (sign === ":" || (sign === "=" && reader.peek(2).text !== "="));
  if (named) {
    reader.take();
    reader.take();
    return { name: token.text, value: reader.expression() };
  }
  if (token.text === "*" || /^\.\.\.\??$/.test(token.text)) {
    reader.take();
    return { value: reader.expression(), spread: true };
  }
  if (reader.table.semicolons && /^(?:if|for)$/.test(token.text))
    return collected(token.text, reader);
  const value = reader.table.matches ? withPlaceholder(reader) : reader.expression();
  if (!reader.accept(":")) return { value };
  // The key of a map: a text, or something that is not known.
  const name = value.kind === "constant" ? String(value.value) : "#key";
  if (reader.is("_") && reader.peek(1).text === "*") {
    reader.take();
    reader.take();
    return { value, spread: true };
  }
  return { name, value: reader.expression() };
}

/** `_.trim` and `_ + 1` are functions of what stands there. */
function withPlaceholder(reader: Reader): Expression {
  let depth = 0;
  for (let ahead = 0; ahead < PLACEHOLDER; ahead += 1) {
    const { kind, text } = reader.peek(ahead);
    if (/^[([{]$/.test(text)) depth += 1;
    if (/^[)\]}]$/.test(text)) depth -= 1;
    if (kind === "end" || depth < 0 || (depth === 0 && text === ",")) break;
    if (text !== "_" || reader.peek(ahead + 1).text === "*") continue;
    // As a whole argument it belongs to what stands around the call.
    const alone =
      /^[,)]$/.test(reader.peek(ahead + 1).text) &&
      (ahead === 0 || /^[,(]$/.test(reader.peek(ahead - 1).text));
    if (alone !== depth > 0) continue;
    const at = reader.span(reader.peek());
    const body = reader.scoped(["_"], () => reader.expression());
    const parameters = [{ name: "_", fallback: null }];
    const made = functionNode(null, parameters, valued([statementOf(body)]), at);
    return { kind: "function", function: made, at };
  }
  return reader.expression();
}

/** `[if (a) b, for (x in y) x]`. */
function collected(word: string, reader: Reader): Argument {
  const at = reader.span(reader.take());
  const head = reader.is("(") ? readArguments(reader, ")") : [];
  const value = reader.expression();
  const parts = [...head.map((each) => each.value), value];
  return { value: word === "if" ? value : callOf(nameAt("#each", at), parts, at) };
}
