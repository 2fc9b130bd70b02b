import type { Reader } from "./reader.ts";

/** Type arguments longer than this are taken for a comparison. */
const LONGEST = 80;
const AFTER = /^(?:[(){}[\].,;:=?]|\?\.|::|=>|->|&&|\|\||!!)$/;

/** Passes over `<A, B<C>>` or `[A]` of Scala after a name; false when that is something else. */
export function skipTypeArguments(reader: Reader): boolean {
  const scala = reader.table.matches;
  const [open, close] = scala ? ["[", "]"] : ["<", ">"];
  if (reader.peek().text !== open || (!scala && reader.peek().fresh)) return false;
  if (scala && reader.peek().tight) {
    skipBalanced(reader);
    return true;
  }
  let depth = 0;
  for (let ahead = 0; ahead < LONGEST; ahead += 1) {
    const { kind, text } = reader.peek(ahead);
    if (text === open) depth += 1;
    else if (text === close) depth -= 1;
    else if (text === ">>") depth -= 2;
    else if (text === ">>>") depth -= 3;
    else if (kind !== "name" && !/^(?:[.,?*:&()[\]_@]|->|=>)$/.test(text)) return false;
    if (depth > 0) continue;
    const after = reader.peek(ahead + 1);
    const ends =
      depth === 0 &&
      (scala
        ? /^(?:[({.])$/.test(after.text)
        : AFTER.test(after.text) || after.fresh || after.kind === "end");
    if (!ends || (scala && !isTypes(reader, ahead))) return false;
    for (let count = 0; count <= ahead; count += 1) reader.take();
    return true;
  }
  return false;
}

function isTypes(reader: Reader, length: number): boolean {
  return length < 2 || /^[A-Z_(]/.test(reader.peek(1).text);
}

/** Passes over a type; answers the last name that stands in it before any bracket. */
export function skipType(reader: Reader, arrows = true): string {
  let name = "";
  let first = true;
  for (;;) {
    const token = reader.peek();
    const { text } = token;
    if (
      token.kind === "end" ||
      (token.fresh && !first && !reader.loose && !/^[.&|]|^->|^=>/.test(text))
    )
      return name;
    if (
      token.kind === "name" &&
      !/^(?:in|by|where|extends|with|get|set|is|as|if|async)$/.test(text)
    ) {
      if (first) name = text;
      else if (name.endsWith(".")) name += text;
      else if (!/^(?:Function|val|suspend|out)$/.test(name)) return name;
      reader.take();
    } else if (text === ".") {
      name += ".";
      reader.take();
    } else if (/^[<([]$/.test(text)) {
      if (!first && text === "(" && !/^(?:Function|suspend)?$/.test(name)) return name;
      skipBalanced(reader);
    } else if (!arrows && /^[-=]>$/.test(text)) {
      return name;
    } else if (/^(?:\?|->|&|\*|!!)$/.test(text) || (text === "=>" && reader.table.matches)) {
      reader.take();
      if (text === "->" || text === "=>" || text === "&") {
        skipType(reader);
        return name;
      }
    } else return name;
    first = false;
  }
}

const CLOSES: Readonly<Record<string, string>> = { "<": ">", "(": ")", "[": "]", "{": "}" };

/** Passes over everything up to the bracket that closes the one here. */
export function skipBalanced(reader: Reader): void {
  const open: string[] = [];
  do {
    const token = reader.peek();
    if (token.kind === "end") return;
    const { text } = reader.take();
    const close = CLOSES[text];
    if (close !== undefined) open.push(close);
    else if (text === open.at(-1)) open.pop();
    else if (/^>+$/.test(text))
      for (let count = 0; count < text.length && open.at(-1) === ">"; count += 1) open.pop();
    else if (/^[)\]}]$/.test(text)) while (open.length > 0 && open.pop() !== text);
  } while (open.length > 0);
}
