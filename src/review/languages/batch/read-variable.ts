import type { Span } from "../../../model/span.ts";
import type { Expression } from "../../code/program.ts";
import { constantText, textAt } from "../shell/lowering.ts";
import { callAt, nameAt } from "../lowered.ts";
import { spanOf, take, type Source } from "./source.ts";

/** The name through which variables are reached whose names are put together. */
export const BATCH_SCOPE = "#batch";

/** `%…` at the place that is read next: a variable, an argument, or the text it stands for. */
export function readPercent(source: Source): Expression | string {
  const from = source.at;
  const loop = takeLoop(source);
  if (loop !== null) return nameAt(loop, spanOf(source, from, source.at));
  if (take(source, /%%/y) !== null) return "%";
  const argument = take(source, /%(?:~([a-z$:]*))?([0-9*])/iy);
  if (argument !== null) {
    return argumentAt(argument[2] ?? "0", argument[1] ?? "", spanOf(source, from, source.at));
  }
  const found = take(source, /%([^%:\n]{1,300})(?::([^%\n]{0,2000}))?%/y);
  const at = spanOf(source, from, source.at);
  if (found !== null) {
    const modifier = found[2] === undefined ? null : textAt(found[2], at);
    return modified(variable(textAt(found[1] ?? "", at), at), modifier, at);
  }
  source.at += 1;
  return "%";
}

/** `%%i` and `%%~nxi` where a loop has that letter; on a command line with one sign. */
function takeLoop(source: Source): string | null {
  if (source.loops === "") return null;
  const start = source.at;
  const found = take(source, /%{1,2}(~?)([^\s%"~])/y);
  if (found === null) return null;
  let letter = found[2] ?? "";
  if (found[1] === "~") {
    while (!source.loops.includes(letter)) {
      const next = /[fdpnxsatz$:]/i.test(letter) ? take(source, /[^\s%"]/y) : null;
      if (next === null) break;
      letter = next[0];
    }
  }
  // `%in%` is a variable though a loop has the letter i.
  const named = found[0].startsWith("%%") ? null : /[\w ]*%/y;
  if (named !== null) named.lastIndex = source.at;
  const known = source.loops.includes(letter) && named?.test(source.text) !== true;
  if (known) return `%%${letter}`;
  source.at = start;
  return null;
}

/** `!name!`, of which the name may be put together; a sign alone stands for nothing. */
export function readDelayed(source: Source): Expression | string {
  const from = source.at;
  const found = take(
    source,
    /!((?:%%~?[^%\s]|%[^%\n]{1,200}%|[^:%!\n]){1,300})(?::([^!\n]{0,2000}))?!/y,
  );
  const at = spanOf(source, from, source.at);
  if (found === null) {
    source.at += 1;
    return "";
  }
  const [, name = "", modifier] = found;
  return modified(
    variable(expanded(name, source, at), at),
    modifier === undefined ? null : expanded(modifier, source, at),
    at,
  );
}

/** A text inside of a variable's signs, with what is expanded in it first. */
function expanded(text: string, around: Source, at: Span): Expression {
  const inner: Source = { ...around, text, starts: [0], at: 0, end: text.length };
  const parts: Expression[] = [];
  while (inner.at < text.length) {
    const plain = take(inner, /[^%]+/y)?.[0];
    const part = plain ?? readPercent(inner);
    parts.push(typeof part === "string" ? textAt(part, at) : part);
  }
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: "text", parts, at };
}

/** A variable by its name, in any case. */
export function variable(name: Expression, at: Span): Expression {
  const text = constantText(name);
  if (text !== null) return nameAt(variableName(text), at);
  return {
    kind: "member",
    object: nameAt(BATCH_SCOPE, at),
    property: callAt("#variable", [name], at),
    at,
  };
}

/** How a variable is called in the program form. */
export function variableName(text: string): string {
  return `%${text.toUpperCase()}`;
}

/** `:~from,length` cuts out, `:a=b` replaces. */
function modified(value: Expression, modifier: Expression | null, at: Span): Expression {
  if (modifier === null) return value;
  const text = constantText(modifier);
  if (text === null) return callAt("#modified", [value, modifier], at);
  const cut = /^~(-?\s*\d*)(?:,(-?\s*\d+))?$/.exec(text);
  if (cut === null) return callAt("#modified", [value, modifier], at);
  const bounds = [cut[1] === "" ? "0" : (cut[1] ?? "0"), ...(cut[2] === undefined ? [] : [cut[2]])];
  return callAt("#slice", [value, ...bounds.map((each) => textAt(each, at))], at);
}

/** `%1`, `%*`, and the folder of the script, which is where it is looked for. */
function argumentAt(digit: string, modifiers: string, at: Span): Expression {
  if (digit === "*") return nameAt("%*", at);
  if (digit === "0") {
    if (!/[dp]/i.test(modifiers) || /[nxf]/i.test(modifiers)) return nameAt("%0", at);
    return textAt("./", at);
  }
  const property: Expression = { kind: "constant", value: Number(digit) - 1, at };
  return { kind: "member", object: nameAt("%*", at), property, at };
}
