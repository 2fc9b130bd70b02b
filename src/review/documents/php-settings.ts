import type { DocumentReading } from "./document.ts";
import { parseIni } from "./ini-document.ts";
import { textOf } from "./node.ts";
import { createNotes, type Notes } from "./reading.ts";

/** Files that PHP runs before and after each page (php.net, "auto_prepend_file"). */
const AROUND = /^auto_(?:prepend|append)_file$/i;

/** `.user.ini` and `php.ini`: what PHP runs around every page of the folder. */
export function readPhpIni(text: string): DocumentReading {
  const notes = createNotes();
  const root = parseIni(text, { flat: true });
  const entries = root.entries.flatMap((entry) =>
    entry.value.kind === "map" ? entry.value.entries : [entry],
  );
  for (const { key, keyLine, value } of entries) {
    if (AROUND.test(key)) runsAround(textOf(value) ?? "", keyLine, notes);
  }
  return notes.reading(null);
}

/**
 * `.htaccess`: what PHP runs around every page, and which files Apache hands to PHP
 * (httpd.apache.org, "AddHandler", "SetHandler"; php.net, "How to change configuration settings").
 */
export function readHtaccess(text: string): DocumentReading {
  const notes = createNotes();
  let files = "";
  for (const [index, line] of text.split("\n").slice(0, 5000).entries()) {
    const words = line.trim();
    const section = /^<Files(?:Match)?\s+(?:~\s+)?"?([^">]+)"?\s*>/i.exec(words)?.[1];
    if (section !== undefined) files = section;
    if (/^<\/Files/i.test(words)) files = "";
    const around = /^php_(?:admin_)?value\s+(\S+)\s+"?([^"\s]+)/i.exec(words);
    if (around !== null && AROUND.test(around[1] ?? ""))
      runsAround(around[2] ?? "", index + 1, notes);
    const handed =
      /^(?:AddHandler|AddType|SetHandler|ForceType)\s+"?[\w/.+-]*php[\w.+-]*"?\s*(.*)$/i.exec(
        words,
      );
    if (handed !== null) notes.setting("php.hands-over", `${files} ${handed[1]}`.trim(), index + 1);
  }
  return notes.reading(null);
}

function runsAround(written: string, line: number, notes: Notes): void {
  const path = written.replace(/^"(.*)"$/, "$1");
  if (path === "" || /^none$/i.test(path)) return;
  notes.setting("php.runs-around-pages", path, line);
}
