import type { DocumentReading } from "./document.ts";
import { createNotes } from "./reading.ts";

/** What begins a piece of Java in a page, and what ends it. */
const MARKS: readonly { open: string; close: string; kind: "code" | "value" | "none" }[] = [
  { open: "<%--", close: "--%>", kind: "none" },
  { open: "<%@", close: "%>", kind: "none" },
  { open: "<%=", close: "%>", kind: "value" },
  { open: "<%!", close: "%>", kind: "code" },
  { open: "<%", close: "%>", kind: "code" },
  { open: "<jsp:scriptlet>", close: "</jsp:scriptlet>", kind: "code" },
  { open: "<jsp:declaration>", close: "</jsp:declaration>", kind: "code" },
  { open: "<jsp:expression>", close: "</jsp:expression>", kind: "value" },
];

const OPEN = /<%(?:--|[@=!])?|<jsp:(?:scriptlet|declaration|expression)>/g;
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&amp;", "&"],
  ["&quot;", '"'],
  ["&apos;", "'"],
]);

/**
 * Server pages (JSP, also in XML): their Java on the lines where it stands. A page is compiled
 * and run for whoever asks for it.
 */
export function readServerPage(text: string): DocumentReading {
  const notes = createNotes();
  const { declarations, code } = javaIn(text);
  const lines = text.split("\n").length;
  const at = { ...PLACE, line: 1, endLine: lines, textLine: 1 };
  // Declarations are members of the page's class: they stand before what the page does.
  notes.code(
    { language: "java", text: merged(declarations, code), trigger: "request", name: "page" },
    at,
  );
  return notes.reading(null);
}

const PLACE = { kind: "scalar" as const, entries: [], items: [], scalar: null };

/** Two texts with the same line breaks: what one has and the other has not. */
function merged(first: string, second: string): string {
  const more = second.split("\n");
  return first
    .split("\n")
    .map((line, index) => `${line} ${more[index] ?? ""}`)
    .join("\n");
}

/** The Java of a page with everything else blanked, line breaks kept. */
function javaIn(text: string): { declarations: string; code: string } {
  let declarations = "";
  let code = "";
  let at = 0;
  OPEN.lastIndex = 0;
  for (let found = OPEN.exec(text); found !== null; found = OPEN.exec(text)) {
    const mark = MARKS.find(({ open }) => open === found?.[0]);
    if (mark === undefined) continue;
    const from = found.index + mark.open.length;
    const end = text.indexOf(mark.close, from);
    const to = end === -1 ? text.length : end;
    const blank = breaksIn(text.slice(at, from));
    const inside = mark.open.startsWith("<jsp")
      ? unescaped(text.slice(from, to))
      : text.slice(from, to);
    const declares = mark.open === "<%!" || mark.open === "<jsp:declaration>";
    const java =
      mark.kind === "none"
        ? breaksIn(inside)
        : mark.kind === "value"
          ? `out.print(${inside});`
          : ` ${inside} `;
    declarations += blank + (declares ? java : breaksIn(inside));
    code += blank + (declares ? breaksIn(inside) : java);
    at = to + (end === -1 ? 0 : mark.close.length);
    OPEN.lastIndex = at;
  }
  return { declarations, code };
}

function breaksIn(text: string): string {
  return "\n".repeat(text.split("\n").length - 1);
}

function unescaped(text: string): string {
  return text
    .replace(/<!\[CDATA\[|\]\]>/g, "")
    .replace(/&(?:lt|gt|amp|quot|apos);/g, (each) => ENTITIES.get(each) ?? each);
}
