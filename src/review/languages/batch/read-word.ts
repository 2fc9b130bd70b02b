import type { Span } from "../../../model/span.ts";
import type { Expression } from "../../code/program.ts";
import { constantText, textAt } from "../shell/lowering.ts";
import { callAt, nameAt } from "../lowered.ts";
import { readDelayed, readPercent } from "./read-variable.ts";
import { signAt, spanOf, type Source } from "./source.ts";
import type { Word } from "./tree.ts";

/** Reads one word, or with `whole` everything up to the next operator, blanks included. */
export function readWord(source: Source, whole = false): Word {
  const from = source.at;
  const made: Made = { parts: [], text: "", start: from };
  let quoted = false;
  let splits = false;
  for (let sign = signAt(source); sign !== "" && sign !== "\n"; sign = signAt(source)) {
    if (!quoted && stops(sign, whole, source)) break;
    if (sign === '"') quoted = !quoted;
    if (sign === "^" && !quoted) {
      if (!readCaret(source, made)) break;
      continue;
    }
    const expansion = readExpansion(sign, source);
    if (expansion === null) {
      made.text += sign;
      source.at += 1;
    } else if (typeof expansion === "string") made.text += expansion;
    else {
      flush(made, source);
      made.parts.push(expansion);
      splits ||= !quoted;
    }
  }
  flush(made, source);
  return { parts: made.parts, splits, from, to: source.at };
}

interface Made {
  parts: Expression[];
  text: string;
  start: number;
}

function flush(made: Made, source: Source): void {
  if (made.text !== "") made.parts.push(textAt(made.text, spanOf(source, made.start, source.at)));
  made.text = "";
  made.start = source.at;
}

function stops(sign: string, whole: boolean, source: Source): boolean {
  if (/[&|<>]/.test(sign) || (sign === ")" && source.parens > 0)) return true;
  return !whole && /[ \t\v\f\u00a0]/.test(sign);
}

/** `^x` is x, at the end of a line it goes on on the next; false: an operator follows it. */
function readCaret(source: Source, made: Made): boolean {
  const next = signAt(source, 1);
  if (source.escaped && /[&|<>]/.test(next)) {
    source.at += 1;
    return false;
  }
  if (next !== "\n") made.text += next;
  source.at += next === "" ? 1 : 2;
  return true;
}

function readExpansion(sign: string, source: Source): Expression | string | null {
  if (sign === "%") return readPercent(source);
  return sign === "!" && source.delayed ? readDelayed(source) : null;
}

/** A word as one text, quotes and all. */
export function written(word: Word, at: Span): Expression {
  return joined(word.parts, at);
}

/** A word without its quotes, as programs get it. */
export function plain(word: Word, at: Span): Expression {
  return joined(
    word.parts.map((part) => {
      const text = constantText(part);
      return text === null ? part : textAt(unquoted(text), at);
    }),
    at,
  );
}

function unquoted(text: string): string {
  return text.replace(/\\?"/g, (quote) => (quote === '"' ? "" : '"'));
}

/** A text of parts; parts that are written down side by side are one. */
export function joined(parts: readonly Expression[], at: Span): Expression {
  const out: Expression[] = [];
  for (const part of parts) {
    const text = constantText(part);
    const before = constantText(out.at(-1));
    if (text === "") continue;
    if (text !== null && before !== null) out.splice(-1, 1, textAt(before + text, at));
    else out.push(part);
  }
  const [only] = out;
  if (only === undefined) return textAt("", at);
  const value: Expression = out.length === 1 ? only : { kind: "text", parts: out.map(inText), at };
  return spells(parts) ? callAt("#spelt", [value], at) : value;
}

/** All arguments inside of a text are one text. */
function inText(part: Expression): Expression {
  return part.kind === "name" && part.name === "%*"
    ? callAt("#joined", [nameAt("%*", part.at)], part.at)
    : part;
}

/** So many single letters cut out of other texts only hide what they spell. */
const LETTERS = 8;

/** Whether a word is put together of letters that are cut out of other texts. */
export function spells(parts: readonly Expression[]): boolean {
  const letters = parts.filter(
    (part) =>
      part.kind === "call" &&
      part.callee.kind === "name" &&
      part.callee.name === "#slice" &&
      constantText(part.args[2]?.value)?.trim() === "1",
  );
  return letters.length >= LETTERS;
}
