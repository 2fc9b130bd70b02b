import type { Statement } from "../../code/program.ts";
import { assignTo, nameAt, opaqueAt, statementOf } from "../lowered.ts";
import { isTypeName } from "./outline-names.ts";
import { readFunction } from "./read-class.ts";
import { type Reader } from "./reader.ts";

/** How many tokens a type before a name may have. */
const TYPE = 30;

/** `Type name = value`, `Type name(…) { … }`; null when no type stands here. */
export function readTyped(reader: Reader, notes: readonly string[]): Statement[] | null {
  const length = typeLength(reader);
  if (length === 0 || !isType(reader, length)) return null;
  const name = reader.peek(length);
  const after = reader.peek(length + 1);
  const at = reader.span(name);
  const isFunction =
    after.text === "(" ||
    (after.text === "=>" && /^(?:get)$/.test(reader.peek(length - 1).text)) ||
    (after.text === "{" && reader.peek(length - 1).text === "get");
  if (isFunction) {
    for (let count = 0; count < length; count += 1) reader.take();
    return readFunction(reader, notes);
  }
  if (!/^(?:=|;|,|in)$/.test(after.text) && !(after.fresh && !reader.table.semicolons)) return null;
  for (let count = 0; count < length; count += 1) reader.take();
  const out: Statement[] = [];
  do {
    const own = reader.take().text;
    reader.declare(own);
    if (reader.accept("="))
      out.push(statementOf(assignTo(nameAt(own, at), reader.expression(2), at, true)));
  } while (reader.accept(","));
  reader.accept(";");
  return out.length === 0 ? [statementOf(opaqueAt([], at))] : out;
}

/** Where `name value` is a call, only what is written like a type declares. */
function isType(reader: Reader, length: number): boolean {
  if (!reader.table.bareArguments) return true;
  for (let ahead = 0; ahead < length; ahead += 1) {
    if (isTypeName(reader.peek(ahead).text)) return true;
  }
  return false;
}

/** How many tokens of a type stand here, before a name that it declares; 0 when there is none. */
function typeLength(reader: Reader): number {
  let depth = 0;
  const constructs =
    reader.classes.at(-1)?.name === reader.peek().text && reader.peek(1).text === "(";
  if (constructs) return 0;
  for (let ahead = 0; ahead < TYPE; ahead += 1) {
    const { kind, text, fresh } = reader.peek(ahead);
    if (ahead > 0 && fresh && depth === 0 && !reader.table.semicolons) return 0;
    if (/^[<[]$/.test(text)) depth += 1;
    else if (/^(?:>|\]|>>|>>>)$/.test(text)) depth -= text === "]" ? 1 : text.length;
    else if (depth === 0 && kind === "name" && ahead > 0) {
      const before = reader.peek(ahead - 1);
      if (/^(?:in|as|is|instanceof|extends|async)$/.test(text)) return 0;
      if (before.kind === "name" || /^(?:>|\]|\?|>>)$/.test(before.text)) {
        return NO_TYPE.test(reader.peek().text) ? 0 : ahead;
      }
    } else if (kind !== "name" && !/^[.?,]$/.test(text)) return 0;
    if (depth < 0) return 0;
  }
  return 0;
}

const NO_TYPE =
  /^(?:return|await|throw|new|else|case|assert|yield|in|import|part|export|library|package|if|while|for|switch|try|do)$/;
