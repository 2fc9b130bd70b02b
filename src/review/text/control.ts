import { extensionOf } from "../files/claims.ts";
import type { Lines } from "./lines.ts";

/** Files that record what a terminal showed: colours belong to them. */
const RECORDINGS = ["snap", "log", "cast", "ans", "txt", "out", "golden", "expected", "approved"];
/** A line with more than this many bytes before a lone CR is not searched further back. */
const LONGEST_LINE = 2000;

/** What a control character at `at` does, and where its sequence ends; null: nothing odd. */
export function controlNote(
  text: string,
  at: number,
  path: string,
  lines: Lines,
): { note: string; end: number } | null {
  const code = text.charCodeAt(at);
  switch (code) {
    case 0x0d:
      return loneReturn(text, at, lines);
    case 0x1b:
      return escapeSequence(text, at, path);
    case 0x0b:
    case 0x0c:
    case 0x85:
      return null;
    case 0x1a:
      return at === text.length - 1 ? null : one(at, "end-of-file mark inside the file");
    case 0x08:
      return one(at, "backspace");
    case 0x00:
      return one(at, "NUL");
    default:
      return one(at, "control character");
  }
}

function one(at: number, note: string): { note: string; end: number } {
  return { note, end: at + 1 };
}

/** A terminal goes back to the line's start and shows what follows over what was there. */
function loneReturn(text: string, at: number, lines: Lines): { note: string; end: number } | null {
  const next = text.charCodeAt(at + 1);
  if (Number.isNaN(next) || next === 0x0a || next === 0x0d) return null;
  const start = lines.startOf(lines.span(at, at + 1).line);
  const before = text.slice(Math.max(start, at - LONGEST_LINE), at);
  // A file whose every line ends in CR alone is of an old Macintosh, and hides nothing.
  if (before.trim() === "" || lines.count === 1) return null;
  return one(at, "a carriage return that hides the text before it");
}

function escapeSequence(
  text: string,
  at: number,
  path: string,
): { note: string; end: number } | null {
  const window = text.slice(at, at + 64);
  const match = /^\x1b(?:\[([0-9;:?]*)[ -/]*([@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)?|.)/.exec(window);
  const end = at + (match?.[0].length ?? 1);
  const parameters = match?.[1] ?? "";
  const colour = match?.[2] === "m" && !parameters.split(/[;:]/).includes("8");
  if (colour && RECORDINGS.includes(extensionOf(path))) return null;
  return { note: colour ? "a terminal colour" : "a terminal command", end };
}
