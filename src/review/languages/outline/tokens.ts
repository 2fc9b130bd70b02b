import type { OutlineTable, TextForm } from "./outline-table.ts";

/** A piece of a text: what stands there, or the tokens that are put in. */
export type TextPart = string | Token[];

/** One token of a language with braces. */
export interface Token {
  kind: "name" | "number" | "text" | "sign" | "end";
  text: string;
  parts: TextPart[];
  line: number;
  column: number;
  /** It is the first of its line. */
  fresh: boolean;
  /** Nothing stands between it and the token before. */
  tight: boolean;
}

const NAME = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const NUMBER = /\d(?:[\w]|\.(?=\d))*/y;
const SIGNS =
  /\?\.\.|\.\.\.\??|\.\.<|===|!==|>>>=|<<=|>>=|\?\?=|==~|=~|<=>|->|=>|<-|::|\?\.|\?:|\?\?|!!|&&|\|\||==|!=|<=|>=|\+\+|--|\+=|-=|\*=|\/=|%=|\^=|\|=|&=|\.\.|\.&|\*\.|<<|>>>|>>|#\||#&&|#<|#>|[^\s]/uy;

/** Where any signs make an operator, all that stand together are one. */
const OPERATOR = /(?:(?!\/[/*])[-+*/%&|^<>=!:#~?\\])+/y;

interface Cursor {
  text: string;
  at: number;
  line: number;
  lineStart: number;
  deepest: number;
}

/** The tokens of a text. Linear; throws a RangeError when texts nest deeper than `deepest`. */
export function tokensOf(text: string, table: OutlineTable, deepest: number): Token[] {
  const plain = text.startsWith("#!") ? `//${text.slice(2)}` : text;
  const cursor = { text: plain.replace(/\r\n?/g, "\n"), at: 0, line: 1, lineStart: 0, deepest };
  return read(cursor, table, 0);
}

function read(cursor: Cursor, table: OutlineTable, depth: number): Token[] {
  if (depth > cursor.deepest) throw new RangeError(`nests deeper than ${cursor.deepest}`);
  const out: Token[] = [];
  let braces = 0;
  let line = depth === 0 ? 0 : cursor.line;
  for (;;) {
    const before = cursor.at;
    skipBlank(cursor, table);
    const fresh = cursor.line > line;
    line = cursor.line;
    const { at } = cursor;
    const place = { line, column: at - cursor.lineStart + 1, fresh, tight: before === at };
    if (at >= cursor.text.length) {
      out.push({ kind: "end", text: "", parts: [], ...place });
      return out;
    }
    const sign = cursor.text[at];
    if (depth > 0 && sign === "}" && braces === 0) {
      cursor.at += 1;
      out.push({ kind: "end", text: "", parts: [], ...place });
      return out;
    }
    if (sign === "{") braces += 1;
    if (sign === "}") braces -= 1;
    out.push({ ...next(cursor, table, depth, out.at(-1)), ...place });
    line = cursor.line;
  }
}

function skipBlank(cursor: Cursor, table: OutlineTable): void {
  for (;;) {
    const { text, at } = cursor;
    const sign = text.charCodeAt(at);
    if (sign === 10) {
      cursor.line += 1;
      cursor.lineStart = at + 1;
      cursor.at += 1;
    } else if (
      sign === 32 ||
      sign === 9 ||
      sign === 12 ||
      sign === 11 ||
      sign === 0xfeff ||
      sign === 0xa0
    ) {
      cursor.at += 1;
    } else if (text.startsWith("//", at)) {
      const end = text.indexOf("\n", at);
      cursor.at = end < 0 ? text.length : end;
    } else if (text.startsWith("/*", at)) {
      skipComment(cursor, table.nestedComments);
    } else return;
  }
}

function skipComment(cursor: Cursor, nested: boolean): void {
  const mark = /\/\*|\*\/|\n/g;
  mark.lastIndex = cursor.at + 2;
  let open = 1;
  for (let match = mark.exec(cursor.text); match !== null; match = mark.exec(cursor.text)) {
    if (match[0] === "\n") {
      cursor.line += 1;
      cursor.lineStart = mark.lastIndex;
    } else if (match[0] === "*/") open -= 1;
    else if (nested) open += 1;
    if (open === 0) {
      cursor.at = mark.lastIndex;
      return;
    }
  }
  cursor.at = cursor.text.length;
}

type Read = Pick<Token, "kind" | "text" | "parts">;

function next(cursor: Cursor, table: OutlineTable, depth: number, last: Token | undefined): Read {
  const { text, at } = cursor;
  if (text[at] === "'" && table.characters) {
    const character = /'(?:\\(?:u[0-9a-fA-F]{4}|.)|[^'\\\n])'/y;
    character.lastIndex = at;
    const match = character.exec(text);
    if (match !== null) {
      cursor.at += match[0].length;
      return { kind: "text", text: "'", parts: [unescaped(match[0].slice(1, -1))] };
    }
  }
  const form = table.texts.find((each) => text.startsWith(each.open, at) && isOperand(each, last));
  if (form !== undefined) return readText(cursor, form, table, depth, last);
  if (text[at] === "`") return quotedName(cursor);
  for (const [kind, pattern] of [
    ["name", NAME],
    ["number", NUMBER],
    ["sign", table.matches ? OPERATOR : SIGNS],
    ["sign", SIGNS],
  ] as const) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) continue;
    cursor.at += match[0].length;
    return { kind, text: match[0], parts: [] };
  }
  cursor.at += 1;
  return { kind: "sign", text: text[at] ?? "", parts: [] };
}

/** A slash is a division where a value stands before it. */
function isOperand({ open }: TextForm, last: Token | undefined): boolean {
  if (open !== "/") return true;
  if (last === undefined) return true;
  return last.kind === "sign"
    ? !/^[)\]}]$/.test(last.text)
    : /^(?:return|in|case)$/.test(last.text);
}

function quotedName(cursor: Cursor): Read {
  const end = cursor.text.indexOf("`", cursor.at + 1);
  const to = end < 0 ? cursor.at + 1 : end;
  const name = cursor.text.slice(cursor.at + 1, to).replaceAll("\n", " ");
  cursor.at = to + (end < 0 ? 0 : 1);
  return { kind: "name", text: name === "" ? "_" : name, parts: [] };
}

function readText(
  cursor: Cursor,
  form: TextForm,
  table: OutlineTable,
  depth: number,
  last: Token | undefined,
): Read {
  const { text } = cursor;
  const prefix =
    last?.kind === "name" && text.slice(cursor.at - last.text.length, cursor.at) === last.text
      ? last.text
      : "";
  const raw = prefix === "r" || prefix === "raw";
  const inserts =
    form.inserts === "prefixed" ? prefix !== "" : form.inserts !== "never" && prefix !== "r";
  const escapes = form.escapes && !raw;
  cursor.at += form.open.length;
  const parts: TextPart[] = [];
  let from = cursor.at;
  const keep = (to: number) => {
    if (to > from) parts.push(escapes ? unescaped(text.slice(from, to)) : text.slice(from, to));
  };
  const mark = /\\[\s\S]|\n|\$\{|\$[\p{L}_][\p{L}\p{N}_]*|[^\\\n$"'/]+|[^]/gu;
  for (;;) {
    if (text.startsWith(form.close, cursor.at) || cursor.at >= text.length) break;
    mark.lastIndex = cursor.at;
    const match = mark.exec(text)?.[0] ?? "";
    if (match.startsWith("\\") && !escapes && form.close !== "/") cursor.at += 1;
    else if (match.startsWith("$") && inserts && match.length > 1) {
      keep(cursor.at);
      cursor.at += match.length;
      if (match === "${") parts.push(read(cursor, table, depth + 1));
      else parts.push(path(match.slice(1), form, cursor));
      from = cursor.at;
    } else if (match === "\n") {
      if (form.close.length === 1 && form.close !== "/") break;
      cursor.line += 1;
      cursor.lineStart = cursor.at + 1;
      cursor.at += 1;
    } else cursor.at += Math.max(1, match.length);
    if (match.startsWith("\\") && match.includes("\n") && escapes) {
      cursor.line += 1;
      cursor.lineStart = cursor.at;
    }
  }
  keep(Math.min(cursor.at, text.length));
  if (text.startsWith(form.close, cursor.at)) cursor.at += form.close.length;
  return { kind: "text", text: form.open, parts };
}

/** `$name`, and `$name.part.part` where these belong to it. */
function path(name: string, form: TextForm, cursor: Cursor): Token[] {
  const tokens = [word(name, cursor)];
  const member = /\.[\p{L}_][\p{L}\p{N}_]*/uy;
  while (form.inserts === "paths" && tokens.length < LONGEST_PATH) {
    member.lastIndex = cursor.at;
    const found = member.exec(cursor.text)?.[0];
    if (found === undefined) break;
    cursor.at += found.length;
    tokens.push({ ...word(".", cursor), kind: "sign" }, word(found.slice(1), cursor));
  }
  return [...tokens, endToken(cursor)];
}

function word(text: string, { line }: Cursor): Token {
  return { kind: "name", text, parts: [], line, column: 1, fresh: false, tight: true };
}

function endToken({ line }: Cursor): Token {
  return { kind: "end", text: "", parts: [], line, column: 1, fresh: false, tight: true };
}

/** A path in a text that is longer ends there. */
const LONGEST_PATH = 40;

const SIMPLE: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  v: "\v",
  "0": "\0",
};

/** What escapes stand for, as all of these languages have them. */
function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(
    /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-7]{3})|\n|([\s\S]))/g,
    (_, braced?: string, unicode?: string, hex?: string, octal?: string, simple?: string) => {
      const digits = braced ?? unicode ?? hex;
      if (digits !== undefined) {
        const code = Number.parseInt(digits, 16);
        return code > 0x10ffff ? "\uFFFD" : String.fromCodePoint(code);
      }
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      return simple === undefined ? "" : (SIMPLE[simple] ?? simple);
    },
  );
}
