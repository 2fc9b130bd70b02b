import type { DocumentReading } from "./document.ts";
import { createNotes, type Notes } from "./reading.ts";

/** One line of a directive: `require a v1`, or a line of a block that begins with `require (`. */
interface Line {
  directive: string;
  words: string[];
  at: number;
}

/**
 * `go.mod` and `go.work`: what the module asks for, what stands in for it, and the tools and
 * the compiler that are taken along. Source: go.dev/ref/mod#go-mod-file.
 */
export function readGoMod(text: string): DocumentReading {
  const notes = createNotes();
  for (const line of linesOf(text)) noteLine(line, notes);
  return notes.reading(null);
}

function linesOf(text: string): Line[] {
  const out: Line[] = [];
  let block: string | null = null;
  for (const [index, raw] of text
    .replace(/^\ufeff/, "")
    .split("\n")
    .entries()) {
    const words = plainWords(raw);
    const [first, second] = words;
    if (first === undefined) continue;
    const at = index + 1;
    if (block !== null && first === ")") block = null;
    else if (block !== null) out.push({ directive: block, words, at });
    else if (second === "(") block = first;
    else out.push({ directive: first, words: words.slice(1), at });
  }
  return out;
}

/** The words of a line without comments; some are quoted. */
function plainWords(raw: string): string[] {
  const plain = raw.replace(/(?:^|\s)\/\/.*$/, "").trim();
  if (plain === "") return [];
  return plain.split(/\s+/).map((word) => word.replace(/^["`]|["`]$/g, ""));
}

function noteLine({ directive, words, at }: Line, notes: Notes): void {
  const [first = "", second = ""] = words;
  if (directive === "require") noteModule(first, second, at, notes);
  else if (directive === "tool") notes.setting("go.tool", first, at);
  else if (directive === "toolchain") notes.setting("go.toolchain", first, at);
  else if (directive === "replace") noteReplacement(words, at, notes);
}

function noteModule(name: string, version: string, at: number, notes: Notes): void {
  if (name !== "") notes.reference({ type: "go", name, version: version || null }, ["build"], at);
}

/** `a v1 => b v2`: b is read wherever a is asked for; b may be a folder. */
function noteReplacement(words: readonly string[], at: number, notes: Notes): void {
  const arrow = words.indexOf("=>");
  const [name = ""] = words;
  const [by = "", version = ""] = words.slice(arrow + 1);
  if (arrow < 1 || by === "") return;
  notes.setting("go.replace", `${name}: ${by}${version === "" ? "" : `@${version}`}`, at);
  if (!/^\.{0,2}\//.test(by)) noteModule(by, version, at, notes);
}
