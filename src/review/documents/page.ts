import type { DocumentReading } from "./document.ts";
import { lineCounter } from "./page-lines.ts";
import { createNotes, type Notes } from "./reading.ts";

/** One tag as it is written, with where its attributes begin. */
interface Tag {
  name: string;
  attributes: Map<string, { value: string; at: number }>;
  end: number;
}

/** A tag's end is looked for in this much text: nobody writes longer ones, but attackers might. */
const LONGEST_TAG = 200_000;

/**
 * Pages and components: code in `script` elements, in handlers and in addresses, each read as
 * its own language where it stands; scripts of the repository that a page names are edges.
 */
export function readPage(text: string): DocumentReading {
  const notes = createNotes();
  const lineAt = lineCounter(text);
  const next = /<!--|<([a-z][\w:.-]*)(?=[\s/>])/giy;
  let at = text.indexOf("<");
  while (at >= 0) {
    next.lastIndex = at;
    const found = next.exec(text);
    let end = at + 1;
    if (found?.[0] === "<!--") {
      const close = text.indexOf("-->", at + 4);
      end = close < 0 ? text.length : close + 3;
    } else if (found?.[1] !== undefined) {
      const tag = readTag(text, found[1].toLowerCase(), next.lastIndex);
      noteAttributes(tag, lineAt, notes);
      end = tag.name === "script" ? noteScript(text, tag, lineAt, notes) : tag.end;
    }
    at = text.indexOf("<", end);
  }
  return notes.reading(null);
}

const ATTRIBUTE = /\s*([^\s=/>"'<]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?|\s*[/"'<=]/y;

function readTag(text: string, name: string, from: number): Tag {
  const attributes: Tag["attributes"] = new Map();
  let at = from;
  const limit = Math.min(text.length, from + LONGEST_TAG);
  while (at < limit) {
    const space = /\s*>/y;
    space.lastIndex = at;
    if (space.test(text)) return { name, attributes, end: space.lastIndex };
    ATTRIBUTE.lastIndex = at;
    const found = ATTRIBUTE.exec(text);
    if (found === null || ATTRIBUTE.lastIndex === at) break;
    const value = found[2] ?? found[3] ?? found[4];
    const key = found[1]?.toLowerCase();
    if (key !== undefined && value !== undefined && !attributes.has(key)) {
      attributes.set(key, { value, at: ATTRIBUTE.lastIndex - value.length });
    }
    at = ATTRIBUTE.lastIndex;
  }
  return { name, attributes, end: at };
}

/** Types of scripts that are data, templates or code for the graphics card. */
const PROGRAMS =
  /^(?:(?:text|application)\/(?:x-)?(?:java|ecma|j|type)script[\d.]*(?:;.*)?|module|text\/babel|jsx?|tsx?|)$/i;

function languageOf({ attributes }: Tag): string | null {
  const type = (attributes.get("type")?.value ?? "").trim();
  const named = attributes.get("language")?.value ?? attributes.get("lang")?.value ?? "";
  if (/vbs/i.test(type) || /^vbs/i.test(named)) return "vbscript";
  return PROGRAMS.test(type) ? "javascript" : null;
}

/** The code of a script element; answers where it ends. */
function noteScript(
  text: string,
  tag: Tag,
  lineAt: (place: number) => number,
  notes: Notes,
): number {
  const close = /<\/script\b[^>]{0,100}>/gi;
  close.lastIndex = tag.end;
  const found = close.exec(text);
  const end = found?.index ?? text.length;
  const line = lineAt(tag.end);
  const source = tag.attributes.get("src")?.value.trim();
  const local = source !== undefined && !/^(?:[a-z][\w+.-]*:|\/\/|\/)/i.test(source);
  if (local && source !== "") {
    const path = source.replace(/[?#].*$/, "");
    notes.edge({ to: path, by: `import ${path}`, trigger: null }, line);
  }
  const language = languageOf(tag);
  if (language !== null) {
    const code = plainCode(text.slice(tag.end, end));
    notes.code(
      { language, text: code, trigger: null, name: `script in line ${line}` },
      spanOf(line, lineAt(end)),
    );
  }
  return found === null ? text.length : close.lastIndex;
}

/** Marks that hide code from old programs are no code; line ends stay. */
function plainCode(text: string): string {
  return text
    .replace(/^(\s*)(?:\/\/[ \t]{0,40})?<!\[CDATA\[/, "$1")
    .replace(/(?:\/\/[ \t]{0,40})?\]\]>\s{0,40}$/, "");
}

function spanOf(line: number, endLine: number): Parameters<Notes["code"]>[1] {
  return {
    kind: "scalar",
    entries: [],
    items: [],
    scalar: null,
    line,
    endLine,
    textLine: line,
  };
}

/** Attributes that hold an address. */
const ADDRESSES = new Set(["href", "xlink:href", "src", "action", "formaction", "data", "srcdoc"]);

function noteAttributes(tag: Tag, lineAt: (place: number) => number, notes: Notes): void {
  for (const [name, { value, at }] of tag.attributes) {
    const scheme = /^\s*(javascript|vbscript)\s*:/i.exec(value);
    const handler = /^on[a-z]{3,}$/.test(name);
    if (!handler && !(ADDRESSES.has(name) && scheme !== null)) continue;
    const language = /^vb/i.test(scheme?.[1] ?? "") ? "vbscript" : "javascript";
    const line = lineAt(at);
    const code = unescaped(value.slice(scheme?.[0].length ?? 0));
    const place = spanOf(line, lineAt(at + value.length));
    notes.code({ language, text: code, trigger: null, name: `${name} in line ${line}` }, place);
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  quot: '"',
  apos: "'",
  amp: "&",
  lt: "<",
  gt: ">",
  nbsp: " ",
};

function unescaped(text: string): string {
  return text.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]{2,6}));/gi,
    (all, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? all;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : all;
    },
  );
}
