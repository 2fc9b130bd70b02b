import { constantText } from "../shell/lowering.ts";
import { readWord } from "./read-word.ts";
import { nested, partOf, skipBlanks, spanOf, take, type Source } from "./source.ts";
import type { ForNode, ForSet, Node, Word } from "./tree.ts";

/** Reads what follows the word `for`; null when it is no loop. */
export function readFor(
  source: Source,
  from: number,
  readNodes: (source: Source) => Node[],
  readChain: (source: Source) => Node | null,
): ForNode | null {
  const { how, options } = readOptions(source);
  const letter = take(source, /\s*%{1,2}([^\s%])\s+in\s*\(/iy)?.[1];
  if (letter === undefined) return null;
  const lines = how === "lines";
  const set = readSet(source, lines, /usebackq/i.test(options), readNodes);
  const names = lines ? tokenNames(letter, options) : [letter];
  take(source, /(?:\s|\^\n)*do(?=[\s(@])/iy);
  const before = source.loops;
  source.loops = before + names.join("");
  const body = nested(source, () => readChain(source));
  source.loops = before;
  const delimiters = /delims=([^\s"]*)/i.exec(options)?.[1] ?? null;
  const at = spanOf(source, from, source.at);
  return { kind: "for", how, names: names.map((name) => `%%${name}`), delimiters, set, body, at };
}

function readOptions(source: Source): { how: ForNode["how"]; options: string } {
  let how: ForNode["how"] = "words";
  let options = "";
  for (;;) {
    const found = take(source, /\s*\/([flrd])\b/iy);
    if (found === null) return { how, options };
    const letter = found[1]?.toLowerCase();
    if (letter === "l") how = "numbers";
    if (letter === "f") {
      how = "lines";
      options =
        take(source, /\s*("[^"\n]*"|(?:(?:tokens|delims|skip|eol|usebackq)\S*\s+)+)/iy)?.[1] ?? "";
    }
    // The folder from which files are looked for.
    if (letter === "r") take(source, /\s+(?!%{1,2}[^\s%]\s)(?:"[^"\n]*"|[^\s(]+)/y);
  }
}

const MOST_TOKENS = 26;

/** `tokens=1,3-4*`: one letter after another for each token. */
function tokenNames(letter: string, options: string): string[] {
  const tokens = /tokens=([\d,*-]+)/i.exec(options)?.[1] ?? "1";
  let count = tokens.includes("*") ? 1 : 0;
  for (const part of tokens.replace("*", "").split(",")) {
    const [first = 0, last] = part.split("-").map(Number);
    if (part !== "") count += last === undefined ? 1 : Math.max(1, last - first + 1);
  }
  const start = letter.charCodeAt(0);
  const wanted = Math.max(1, Math.min(count, MOST_TOKENS));
  return Array.from({ length: wanted }, (_, index) => String.fromCharCode(start + index));
}

function readSet(
  source: Source,
  lines: boolean,
  backquotes: boolean,
  readNodes: (source: Source) => Node[],
): ForSet {
  skipBlanks(source);
  const start = source.at;
  const quote = lines ? (take(source, /\s*(['`"])/y)?.[1] ?? null) : null;
  const command = quote === "'" ? !backquotes : quote === "`";
  const text = (quote === '"' && !backquotes) || (quote === "'" && backquotes);
  const close = quote !== null && (command || text) ? closing(source, quote) : null;
  if (close !== null) {
    const inner = partOf(source, source.at, close);
    const set: ForSet = command
      ? { kind: "command", nodes: nested(inner, () => readNodes(inner)) }
      : { kind: "text", word: readWord(inner, true) };
    source.at = close + 1;
    take(source, /\s*\)/y);
    return set;
  }
  source.at = start;
  return { kind: "words", words: readWords(source) };
}

/** Where a command in a loop's set ends: at its quote before the last parenthesis. */
function closing(source: Source, quote: string): number | null {
  const pattern = new RegExp(`${quote}\\s*\\)\\s*(?:\\^\\n\\s*)?do[\\s(@]`, "gi");
  pattern.lastIndex = source.at;
  const found = pattern.exec(source.text);
  return found === null || found.index >= source.end ? null : found.index;
}

function readWords(source: Source): Word[] {
  const words: Word[] = [];
  const before = source.parens;
  source.parens += 1;
  for (;;) {
    take(source, /(?:[\s,;=]|\^\n)*/y);
    const word = readWord(source);
    if (word.from === word.to) break;
    words.push(...separated(word));
  }
  source.parens = before;
  take(source, /[^\n)]*\)/y);
  return words;
}

/** `(1,1,10)` is three words. */
function separated(word: Word): Word[] {
  const text = constantText(word.parts[0]);
  if (word.parts.length !== 1 || text === null || text.includes('"')) return [word];
  const [only] = word.parts;
  if (only === undefined) return [word];
  return text
    .split(/[,;=]/)
    .filter((part) => part !== "")
    .map((part) => ({ ...word, parts: [{ kind: "constant", value: part, at: only.at }] }));
}
