/** One start tag of an XML text. */
export interface XmlTag {
  name: string;
  attributes: ReadonlyMap<string, string>;
  /** Whether it has no content: `<a/>`. */
  empty: boolean;
}

/** What is heard while an XML text is read. */
export interface XmlListener {
  open: (tag: XmlTag) => void;
  close: (name: string) => void;
}

const TAG_CHARACTERS = 65_536;
const NAME = /^[A-Za-z_][\w.:-]{0,127}/;
const ATTRIBUTE = /([A-Za-z_][\w.:-]{0,127})\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const SKIPPED: readonly (readonly [string, string])[] = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
];

/**
 * Reads the tags of XML texts, one after the other, in time that grows with their length
 * alone. It knows no declarations: a text with a document type ends the reading, so no entity
 * is ever defined, expanded or fetched. Answers whether it came to the end.
 */
export function readXmlTags(text: string, { open, close }: XmlListener): boolean {
  let at = text.indexOf("<");
  while (at >= 0) {
    const skipped = SKIPPED.find(([start]) => text.startsWith(start, at));
    if (skipped !== undefined) {
      const end = text.indexOf(skipped[1], at + skipped[0].length);
      if (end < 0) return false;
      at = text.indexOf("<", end);
      continue;
    }
    const end = endOfTag(text, at + 1);
    if (end < 0 || text.startsWith("<!", at)) return false;
    const body = text.slice(at + 1, end);
    if (body.startsWith("/")) close(body.slice(1).trim());
    else if (!openTag(body, open)) return false;
    at = text.indexOf("<", end);
  }
  return true;
}

function openTag(body: string, open: XmlListener["open"]): boolean {
  const name = NAME.exec(body)?.[0];
  if (name === undefined) return false;
  const attributes = new Map<string, string>();
  for (const [, key = "", double, single] of body.matchAll(ATTRIBUTE)) {
    attributes.set(key, decoded(double ?? single ?? ""));
  }
  open({ name, attributes, empty: body.endsWith("/") });
  return true;
}

/** The place of the `>` that is in no attribute's value, or -1. */
function endOfTag(text: string, from: number): number {
  let quote = "";
  for (let at = from; at < text.length && at - from < TAG_CHARACTERS; at += 1) {
    const character = text.charAt(at);
    if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === ">") return at;
  }
  return -1;
}

const PREDEFINED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

/** Takes the five entities of XML itself, and characters by number, for what they mean. */
function decoded(value: string): string {
  return value.replace(
    /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));/g,
    (...found) => {
      const [whole, decimal, hexadecimal, name] = found as (string | undefined)[];
      if (name !== undefined) return PREDEFINED[name] ?? "";
      const code = decimal === undefined ? parseInt(hexadecimal ?? "", 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : (whole ?? "");
    },
  );
}
