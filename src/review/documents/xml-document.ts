import { linesOf } from "../text/lines.ts";
import { DEEPEST, MOST_NODES } from "./node.ts";
import { attributesIn, decodeEntities, type XmlAttribute } from "./xml-text.ts";

/** An element of an XML document with its place. */
export interface XmlElement {
  /** The name without its prefix: namespaces are not told apart. */
  name: string;
  attributes: readonly XmlAttribute[];
  children: readonly XmlElement[];
  /** Its own text, CDATA included, without the text of its children. */
  text: string;
  /** First and last line in the document. */
  line: number;
  endLine: number;
  /** The line on which the first line of its text stands. */
  textLine: number;
}

/** A document taken apart, as far as that went, and why it went no further. */
export interface ParsedXml {
  /** Stands for the document: its children are the elements at the top. */
  root: XmlElement;
  problem: string | null;
}

interface Open {
  element: XmlElement & { children: XmlElement[]; attributes: XmlAttribute[] };
  texts: string[];
}

interface Reader {
  text: string;
  lineAt: (offset: number) => number;
  /** The document, and the elements that are open in it. */
  open: Open[];
  nodes: number;
  problem: string | null;
}

/**
 * Reads XML as a forgiving consumer does: tags that do not match are read past. There is no
 * DTD and no entity but the five of XML and numeric ones; a document that declares its own
 * is a problem, because its consumer may read something else. Never throws for the text.
 */
export function parseXml(text: string): ParsedXml {
  const plain = text.replace(/^\ufeff/, "");
  const lines = linesOf(plain);
  const lineAt = (offset: number) => lines.span(offset, offset + 1).line;
  const document = opened("", [], 1);
  const reader: Reader = { text: plain, lineAt, open: [document], nodes: 0, problem: null };
  let at = 0;
  while (at < plain.length && reader.problem === null) at = readNext(reader, at);
  while (reader.open.length > 0) closeLast(reader, plain.length);
  if (reader.problem === null && document.element.children.length === 0 && plain.trim() !== "")
    reader.problem = "is not XML";
  return { root: document.element, problem: reader.problem };
}

function opened(name: string, attributes: XmlAttribute[], line: number): Open {
  const own = { name, attributes, children: [], text: "", line, endLine: line, textLine: line };
  return { element: own, texts: [] };
}

/** Reads what begins at an offset, and answers where the next thing begins. */
function readNext(reader: Reader, at: number): number {
  const { text } = reader;
  if (text[at] !== "<") return readText(reader, at, ends(text, "<", at));
  if (text.startsWith("<!--", at)) return ends(text, "-->", at + 4) + 3;
  if (text.startsWith("<![CDATA[", at)) {
    const end = ends(text, "]]>", at);
    addText(reader, text.slice(at + 9, end), at + 9);
    return end + 3;
  }
  if (text.startsWith("<?", at)) return ends(text, "?>", at) + 2;
  if (text.startsWith("<!", at)) return readDeclaration(reader, at);
  if (text.startsWith("</", at)) return readEnd(reader, at);
  return readStart(reader, at);
}

function ends(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found;
}

function readText(reader: Reader, at: number, end: number): number {
  addText(reader, decodeEntities(reader.text.slice(at, end)), at);
  return end;
}

/** The first line of a text that is not empty is where its content begins. */
function addText(reader: Reader, text: string, at: number): void {
  const last = reader.open.at(-1);
  if (last === undefined || text === "") return;
  if (last.texts.length === 0) last.element.textLine = reader.lineAt(at);
  last.texts.push(text);
}

/** A document type with a part of its own: that may change what everything below says. */
function readDeclaration(reader: Reader, at: number): number {
  const { text } = reader;
  const end = ends(text, ">", at);
  if (text.slice(at, end).includes("["))
    reader.problem = "declares a document type of its own, which is not read";
  return end + 1;
}

function readEnd(reader: Reader, at: number): number {
  const end = ends(reader.text, ">", at);
  const name = localName(reader.text.slice(at + 2, end).trim());
  const open = reader.open.findLastIndex(({ element }) => element.name === name);
  // An end without a start is nothing; an end of an outer element ends the inner ones too.
  while (open > 0 && reader.open.length > open) closeLast(reader, end);
  return end + 1;
}

function closeLast(reader: Reader, at: number): void {
  const last = reader.open.pop();
  if (last === undefined) return;
  last.element.text = last.texts.join("");
  last.element.endLine = reader.lineAt(Math.max(0, Math.min(at, reader.text.length - 1)));
}

const START = /<([A-Za-z_:\u0080-\uffff][\w:.\u0080-\uffff-]*)/y;

function readStart(reader: Reader, at: number): number {
  START.lastIndex = at;
  const name = START.exec(reader.text)?.[1];
  if (name === undefined) return readText(reader, at, ends(reader.text, "<", at + 1));
  const { attributes, end, empty } = attributesIn(reader.text, START.lastIndex, reader.lineAt);
  reader.nodes += 1 + attributes.length;
  if (reader.nodes > MOST_NODES) reader.problem = "has too many values to be read";
  if (reader.open.length > DEEPEST) reader.problem = `nests deeper than ${DEEPEST} levels`;
  const child = opened(localName(name), attributes, reader.lineAt(at));
  child.element.textLine = reader.lineAt(Math.min(end, reader.text.length - 1));
  reader.open.at(-1)?.element.children.push(child.element);
  reader.open.push(child);
  if (empty) closeLast(reader, end - 1);
  return end;
}

function localName(name: string): string {
  return name.slice(name.lastIndexOf(":") + 1);
}

/** The value of an attribute by its name without prefix, in any case; null when it is not there. */
export function attributeOf(element: XmlElement, name: string): XmlAttribute | null {
  const wanted = name.toLowerCase();
  return element.attributes.find((each) => each.name.toLowerCase() === wanted) ?? null;
}

/** The children of a name, in any case. */
export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  const wanted = name.toLowerCase();
  return element.children.filter((child) => child.name.toLowerCase() === wanted);
}

/** Every element below one, in the order of the document; depth is limited by the reader. */
export function descendantsOf(element: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  const open = [...element.children].reverse();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    found.push(next);
    for (let index = next.children.length - 1; index >= 0; index -= 1) {
      const child = next.children[index];
      if (child !== undefined) open.push(child);
    }
  }
  return found;
}
