import type { DocumentReading } from "./document.ts";
import { createNotes } from "./reading.ts";

/** Code of a page on the lines where it stands: what its scripts declare, and what it does. */
interface PageCode {
  declares: string;
  does: string;
}

/**
 * Pages of ASP and ASP.NET (`.asp`, `.aspx`, `.ascx`, `.master`, `.asax`) and handlers (`.ashx`,
 * `.asmx`), which are code behind their directive. A page is compiled and run for whoever asks
 * for it.
 */
export function readAspPage(text: string, path: string): DocumentReading {
  const notes = createNotes();
  const language = languageOf(text, path);
  const { declares, does } = codeIn(text, language);
  const lines = text.split("\n").length;
  const at = { ...PLACE, line: 1, endLine: lines, textLine: 1 };
  notes.code({ language, text: sideBySide(declares, does), trigger: "request", name: "page" }, at);
  return notes.reading(null);
}

const PLACE = { kind: "scalar" as const, entries: [], items: [], scalar: null };

/** Two texts with the same line breaks: what one has and the other has not. */
function sideBySide(first: string, second: string): string {
  const more = second.split("\n");
  return first
    .split("\n")
    .map((line, index) => `${line} ${more[index] ?? ""}`)
    .join("\n");
}

/** What the directive says; without one, what the code looks like. */
function languageOf(text: string, path: string): string {
  const directive = /<%@[^%<>]{0,400}?\blanguage\s*=\s*["']?([\w#]+)/i.exec(text.slice(0, 200_000));
  const script = /<script\b[^<>]{0,200}?\blanguage\s*=\s*["']?([\w#]+)/i.exec(
    text.slice(0, 200_000),
  );
  const named = (directive?.[1] ?? script?.[1] ?? "").toLowerCase();
  if (/^(?:c#|cs|csharp)$/.test(named)) return "csharp";
  if (/^j(?:ava)?script/.test(named)) return "javascript";
  if (/^vb/.test(named) || /\.asp$|\.asa$/i.test(path)) return "vbscript";
  return /;\s*(?:%>|$)/m.test(text) ? "csharp" : "vbscript";
}

const OPEN =
  /<%--|<%@\s*import\s[^%>]{0,200}?namespace\s*=\s*["']?([\w.]+)[^>]{0,100}>|<%@[^>]{0,1000}>|<%[=:#]?|<script\b(?=[^<>]{0,200}\brunat\b)[^<>]{0,400}>/gi;

function codeIn(text: string, language: string): PageCode {
  let declares = "";
  let does = "";
  let at = 0;
  const blank = (part: string) => {
    declares += breaksIn(part);
    does += breaksIn(part);
  };
  OPEN.lastIndex = 0;
  for (let found = OPEN.exec(text); found !== null; found = OPEN.exec(text)) {
    const [mark] = found;
    const from = found.index + mark.length;
    blank(text.slice(at, from));
    at = from;
    if (mark.startsWith("<%@")) {
      if (found[1] !== undefined && language === "csharp") declares += ` using ${found[1]}; `;
      if (/^<%@\s*web(?:handler|service)\b/i.test(mark)) {
        declares += text.slice(at);
        return { declares, does };
      }
      continue;
    }
    const [inside, next] = upTo(text, from, mark);
    if (mark === "<%--") blank(inside);
    else if (mark.startsWith("<%")) {
      does += mark === "<%" ? statement(inside, language) : value(inside, language);
      declares += breaksIn(inside);
    } else {
      declares += ` ${inside} `;
      does += breaksIn(inside);
    }
    at = next;
    OPEN.lastIndex = at;
  }
  blank(text.slice(at));
  return { declares, does };
}

function upTo(text: string, from: number, mark: string): [inside: string, next: number] {
  const close = mark === "<%--" ? "--%>" : mark.startsWith("<%") ? "%>" : "</script";
  const end = mark.startsWith("<%") ? text.indexOf(close, from) : endOfScript(text, from);
  if (end === -1) return [text.slice(from), text.length];
  return [text.slice(from, end), end + close.length];
}

function endOfScript(text: string, from: number): number {
  const close = /<\/script/gi;
  close.lastIndex = from;
  return close.exec(text)?.index ?? -1;
}

function statement(code: string, language: string): string {
  return language === "vbscript" ? ` ${code} : ` : ` ${code} `;
}

function value(code: string, language: string): string {
  return language === "vbscript" ? ` Response.Write(${code}) : ` : ` Response.Write(${code}); `;
}

function breaksIn(text: string): string {
  return "\n".repeat(text.split("\n").length - 1);
}
