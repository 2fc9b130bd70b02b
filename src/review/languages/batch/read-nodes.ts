import { constantText } from "../shell/lowering.ts";
import { readFor } from "./read-for.ts";
import { readWord, plain } from "./read-word.ts";
import { nested, signAt, skipBlanks, spanOf, take, type Source } from "./source.ts";
import type { CommandNode, Node, Redirect, Word } from "./tree.ts";

/** Reads commands up to the end, or to the parenthesis that closes the group around them. */
export function readNodes(source: Source): Node[] {
  const nodes: Node[] = [];
  for (;;) {
    take(source, /[\s@,;=]*/y);
    const sign = signAt(source);
    if (sign === "" || (sign === ")" && source.parens > 0)) return nodes;
    const from = source.at;
    if (sign === ":") nodes.push(readLabel(source));
    // What stands in no place that means something is gone over.
    else if (/[&|)]/.test(sign)) source.at += 1;
    else {
      const node = readChain(source);
      if (node !== null) nodes.push(node);
    }
    if (source.at === from) source.at += 1;
  }
}

function readLabel(source: Source): Node {
  const from = source.at;
  const name = take(source, /:+[ \t]*([^\s:+&|<>()]*)[^\n]*/y)?.[1] ?? "";
  return { kind: "label", name: name.toLowerCase(), at: spanOf(source, from, source.at) };
}

/** Commands with `&`, `&&` and `||` between them. */
export function readChain(source: Source): Node | null {
  const from = source.at;
  const items: { node: Node; conditional: boolean }[] = [];
  let conditional = false;
  for (;;) {
    const node = readPipe(source);
    if (node !== null) items.push({ node, conditional });
    skipBlanks(source);
    const operator = takeOperator(source, /&&|\|\||&/y);
    if (operator === null) break;
    conditional = operator !== "&";
  }
  const [first] = items;
  if (first === undefined) return null;
  if (items.length === 1) return first.node;
  return { kind: "chain", items, at: spanOf(source, from, source.at) };
}

function takeOperator(source: Source, pattern: RegExp): string | null {
  // A caret that brought an operator through an outer command line.
  if (source.escaped) take(source, /\^(?=[&|<>])/y);
  return take(source, pattern)?.[0] ?? null;
}

function readPipe(source: Source): Node | null {
  const from = source.at;
  const items: Node[] = [];
  for (;;) {
    const node = nested(source, () => readPrimary(source));
    if (node !== null) items.push(node);
    skipBlanks(source);
    if (takeOperator(source, /\|(?!\|)/y) === null) break;
  }
  const [first] = items;
  if (first === undefined || items.length === 1) return first ?? null;
  return { kind: "pipe", items, at: spanOf(source, from, source.at) };
}

function readPrimary(source: Source): Node | null {
  take(source, /(?:[ \t\v\f@,;=]|\^\n)*/y);
  const from = source.at;
  const redirects: Redirect[] = [];
  readRedirects(source, redirects);
  const body = readBody(source, redirects);
  skipBlanks(source);
  readRedirects(source, redirects);
  if (redirects.length === 0) return body;
  return { kind: "redirected", body, redirects, at: spanOf(source, from, source.at) };
}

function readBody(source: Source, redirects: Redirect[]): Node | null {
  const from = source.at;
  if (signAt(source) === "(") {
    source.at += 1;
    const before = source.parens;
    source.parens += 1;
    const body = readNodes(source);
    source.parens = before;
    take(source, /\)/y);
    return { kind: "group", body, at: spanOf(source, from, source.at) };
  }
  if (take(source, /rem(?![^\s&|<>,;=./\\:+()[\]])[^\n]*/iy) !== null) return null;
  if (take(source, /if(?=[\s/])/iy) !== null) return readIf(source, from);
  if (take(source, /for(?=[\s/])/iy) !== null) return readFor(source, from, readNodes, readChain);
  return readCommand(source, redirects);
}

function readRedirects(source: Source, out: Redirect[]): void {
  for (;;) {
    // In a command line inside of another one, carets bring the signs through the outer one.
    const sign = source.escaped ? /(\d?)\^?(>\^?>?|<)[ \t]*/y : /(\d?)(>>?|<)[ \t]*/y;
    const found = take(source, sign);
    if (found === null) return;
    const to = readWord(source);
    const from = found[1] === "" || found[1] === undefined ? 1 : Number(found[1]);
    // `2>&1` names another output, no file.
    if (to.from === to.to && take(source, /&\d?/y) !== null) skipBlanks(source);
    else out.push({ from, to, reads: found[2] === "<", appends: /^>\^?>$/.test(found[2] ?? "") });
    skipBlanks(source);
  }
}

/** Commands whose line is taken as it is, with what may stand between name and line. */
const WHOLE = /^(?:(echo)([.:(/\\,;+[\]])?|(set|title|prompt)(?=["/]|$))/i;

function readCommand(source: Source, redirects: Redirect[]): CommandNode | null {
  const from = source.at;
  const { loops, inner } = source;
  const first = readWord(source);
  if (first.from === first.to) return null;
  const name = constantText(first.parts[0]) ?? "";
  const whole = WHOLE.exec(name);
  const known = whole !== null && (whole[0].length === name.length || signsGlue(name, whole));
  if (whole !== null && known) {
    const glued = source.text.slice(from, from + whole[0].length).toLowerCase();
    if (glued === whole[0].toLowerCase()) source.at = from + whole[0].length;
    const rest = readRest(source, redirects);
    const at = spanOf(source, from, source.at);
    const named = {
      ...first,
      parts: [{ kind: "constant" as const, value: whole[1] ?? whole[3] ?? "", at }],
    };
    return { kind: "command", words: [named], rest, end: source.at, loops, inner, at };
  }
  const commas = cutAtComma(source, first);
  const words = [first];
  for (;;) {
    take(source, commas ? /[ \t,;=]*/y : /(?=[^])/y);
    skipBlanks(source);
    readRedirects(source, redirects);
    const word = readWord(source);
    if (word.from === word.to) break;
    if (commas) cutAtComma(source, word);
    const digit = /^[0-9]$/.test(constantText(word.parts[0]) ?? "") && word.parts.length === 1;
    if (digit && /[<>]/.test(signAt(source))) source.at = word.from;
    else words.push(word);
  }
  const end = words.at(-1)?.to ?? source.at;
  return { kind: "command", words, rest: null, end, loops, inner, at: spanOf(source, from, end) };
}

/** `cmd,/c,x`: where the first word ends so, commas stand for blanks. */
function cutAtComma(source: Source, word: Word): boolean {
  const [first] = word.parts;
  const text = constantText(first);
  const comma = text?.search(/[,;=]/) ?? -1;
  if (first === undefined || text === null || comma < 1 || text.startsWith('"')) return false;
  if (source.text.slice(word.from, word.from + comma) !== text.slice(0, comma)) return false;
  word.parts = [{ kind: "constant", value: text.slice(0, comma), at: first.at }];
  word.to = word.from + comma;
  source.at = word.to;
  return true;
}

function signsGlue(name: string, whole: RegExpExecArray): boolean {
  return whole[2] !== undefined || /^["/]/.test(name.slice(whole[0].length));
}

/** The line behind a name, without the redirects in it. */
function readRest(source: Source, redirects: Redirect[]): Word {
  take(source, /[ \t]/y);
  const from = source.at;
  const parts: Word["parts"] = [];
  for (;;) {
    const word = readWord(source, true);
    const last = constantText(word.parts.at(-1));
    // The number of an output belongs to the redirect behind it.
    if (/[<>]/.test(signAt(source)) && last !== null && /(?:^|\s)\d$/.test(last)) {
      word.parts.splice(-1, 1, {
        kind: "constant",
        value: last.slice(0, -1),
        at: spanOf(source, from, from),
      });
      source.at -= 1;
    }
    parts.push(...word.parts);
    const before = source.at;
    readRedirects(source, redirects);
    if (source.at === before) return { parts, splits: false, from, to: source.at };
  }
}

function readIf(source: Source, from: number): Node {
  const test = readTest(source);
  const then = nested(source, () => readChain(source));
  skipBlanks(source);
  const otherwise =
    take(source, /else(?=[\s(]|$)/iy) === null ? null : nested(source, () => readChain(source));
  return { kind: "if", test, then, otherwise, at: spanOf(source, from, source.at) };
}

function readTest(source: Source): Word[] {
  const next = () => {
    skipBlanks(source);
    return readWord(source);
  };
  const text = (word: Word) => constantText(plain(word, { line: 1, endLine: 1 })) ?? "";
  let word = next();
  while (/^(?:\/i|not)$/i.test(text(word))) word = next();
  if (/^(?:exist|defined|errorlevel|cmdextversion)$/i.test(text(word))) return [next()];
  const has = (each: Word, pattern: RegExp) =>
    each.parts.some((part) => pattern.test(constantText(part) ?? ""));
  const ends = /==$/.test(constantText(word.parts.at(-1)) ?? "");
  if (ends) return [word, next()];
  if (has(word, /==/)) return [word];
  const operator = next();
  if (/^==./.test(text(operator))) return [word, operator];
  return [word, next()];
}
