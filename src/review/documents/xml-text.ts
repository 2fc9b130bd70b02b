/** An attribute of an XML element with the line on which its value begins. */
export interface XmlAttribute {
  /** The name without its prefix. */
  name: string;
  value: string;
  line: number;
}

/** The attributes of a start tag, where the tag ends, and whether it ends its element too. */
export interface TagRest {
  attributes: XmlAttribute[];
  end: number;
  empty: boolean;
}

const SPACE = /[\s/]*/y;
const NAME = /[^\s=/<>"']+/y;
const EQUALS = /\s*=\s*/y;
const BARE = /[^\s<>"']+/y;

/** Reads what follows the name of a start tag; linear, and past whatever is not an attribute. */
export function attributesIn(
  text: string,
  from: number,
  lineAt: (offset: number) => number,
): TagRest {
  const attributes: XmlAttribute[] = [];
  let at = from;
  while (at < text.length) {
    at = after(SPACE, text, at);
    if (text[at] === ">")
      return { attributes, end: at + 1, empty: text[at - 1] === "/" && at > from };
    if (text[at] === "<") break;
    const end = after(NAME, text, at);
    if (end === at) {
      at += 1;
      continue;
    }
    const name = text.slice(at, end);
    const value = valueAt(text, after(EQUALS, text, end), end);
    attributes.push({
      name: name.slice(name.lastIndexOf(":") + 1),
      value: decodeEntities(value.text),
      line: lineAt(Math.min(value.start, text.length - 1)),
    });
    at = value.end;
  }
  return { attributes, end: Math.min(at, text.length), empty: false };
}

function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function valueAt(
  text: string,
  at: number,
  nameEnd: number,
): { text: string; start: number; end: number } {
  if (at === nameEnd) return { text: "", start: nameEnd, end: nameEnd };
  const quote = text[at];
  if (quote === '"' || quote === "'") {
    const closing = text.indexOf(quote, at + 1);
    const end = closing === -1 ? text.length : closing;
    return { text: text.slice(at + 1, end), start: at + 1, end: end + 1 };
  }
  const end = after(BARE, text, at);
  return { text: text.slice(at, end), start: at, end };
}

const FIVE: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
};

/** A text of XML without its entities: the five and numeric ones; others stay as written. */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]{2,4}));/gi,
    (whole, hex, number, name) => {
      if (typeof name === "string") return FIVE[name] ?? whole;
      const code = typeof hex === "string" ? parseInt(hex, 16) : Number(number);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
