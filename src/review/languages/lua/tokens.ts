/** One sign, name or literal. */
export interface Token {
  kind: "name" | "text" | "number" | "sign" | "end";
  text: string;
  line: number;
  column: number;
}

const TOKEN =
  /(?<space>[\s\uFEFF]+)|(?<comment>--(?!\[=*\[)[^\n]*|#![^\n]*)|(?<long>(?:--)?\[=*\[)|(?<text>"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'?)|(?<number>0[xX][\da-fA-F.]+(?:[pP][+-]?\d+)?|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?:U?LL|i)?|(?<name>[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)|(?<sign>\.\.\.|\.\.|==|~=|<=|>=|<<|>>|\/\/|::|[^])/gy;

/** Takes a text apart, in one pass. */
export function tokensOf(text: string): Token[] {
  const out: Token[] = [];
  let line = 1;
  let start = 0;
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(text); found !== null; found = TOKEN.exec(text)) {
    const { groups = {} } = found;
    const place = { line, column: found.index - start + 1 };
    let [raw] = found;
    if (groups["long"] !== undefined) {
      const closed = endOfLong(text, found.index, groups["long"]);
      raw = text.slice(found.index, closed.end);
      TOKEN.lastIndex = closed.end;
      if (!raw.startsWith("--")) out.push({ kind: "text", text: closed.content, ...place });
    } else if (groups["text"] !== undefined) {
      out.push({ kind: "text", text: unescaped(raw), ...place });
    } else if (groups["number"] !== undefined) {
      out.push({ kind: "number", text: groups["number"], ...place });
    } else if (groups["name"] !== undefined) out.push({ kind: "name", text: raw, ...place });
    else if (groups["sign"] !== undefined) out.push({ kind: "sign", text: raw, ...place });
    const breaks = raw.split("\n").length - 1;
    if (breaks > 0) {
      line += breaks;
      start = found.index + raw.lastIndexOf("\n") + 1;
    }
  }
  return out;
}

/** `[==[ … ]==]`: nothing inside of it means anything else. */
function endOfLong(text: string, from: number, open: string): { end: number; content: string } {
  const close = open.replace("--", "").replaceAll("[", "]");
  const begin = from + open.length;
  const found = text.indexOf(close, begin);
  const end = found === -1 ? text.length : found;
  return {
    end: found === -1 ? text.length : found + close.length,
    content: text.slice(begin, end).replace(/^\r?\n/, ""),
  };
}

const ESCAPE = /\\(?:x([\da-fA-F]{2})|(\d{1,3})|u\{([\da-fA-F]{1,8})\}|z\s*|(\r?\n)|([^]))/g;
const SIMPLE: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  a: "\x07",
  b: "\b",
  f: "\f",
  v: "\v",
};

/** Source: Lua 5.4 Reference Manual, 3.1 "Lexical Conventions". */
function unescaped(raw: string): string {
  const closed = raw.length > 1 && raw.endsWith(raw.charAt(0));
  const inner = raw.slice(1, closed ? -1 : undefined);
  return inner.replace(
    ESCAPE,
    (_, hex?: string, decimal?: string, unicode?: string, newline?: string, other?: string) => {
      if (newline !== undefined) return "\n";
      if (other !== undefined) return SIMPLE[other] ?? other;
      if (hex === undefined && decimal === undefined && unicode === undefined) return "";
      const code = Number.parseInt(
        hex ?? decimal ?? unicode ?? "0",
        decimal === undefined ? 16 : 10,
      );
      return code > 0x10ffff ? "\uFFFD" : String.fromCodePoint(code);
    },
  );
}
