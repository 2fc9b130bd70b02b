import type { Command } from "../model/command.ts";
import { nearest } from "../model/nearest.ts";
import { COMMAND_TABLE } from "./command-table.ts";
import type { CommandForm } from "./command-table.ts";

/**
 * What a comment is to us. Problems name what is wrong and never quote the comment;
 * `nearest` is the usage of the form that was probably meant.
 */
export type ParsedComment =
  | { kind: "none" }
  | { kind: "command"; command: Command }
  | { kind: "problem"; problems: string[]; nearest: string | null };

/** GitHub takes no longer comment. */
const MAX_COMMENT = 65_536;
const ROOMS = ["/sandbox", "/gatehouse"] as const;
/** Controls, separators other than the plain space, and what cannot be seen. */
const ODD = /[\p{Cc}\p{Zl}\p{Zp}\p{Cf}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/u;

/**
 * Reads a comment as a command. A command is the whole comment and starts in its first
 * column, so neither a quoted reply nor a code block nor a sentence about a command is one;
 * only `/sandbox exec` has a fenced block after its line. Anything else is none, except what
 * a person visibly meant as a command, which is a problem that says how to write it.
 */
export function parseCommand(body: string): ParsedComment {
  if (body.length > MAX_COMMENT || !body.startsWith("/")) return { kind: "none" };
  const lines = body
    .replaceAll("\r\n", "\n")
    .replace(/[ \t\n]+$/, "")
    .split("\n");
  const [line = "", ...below] = lines;
  const [start = "", verb, ...words] = line.split(/[ \t]+/);
  const room = roomOf(start);
  if (room === null) return { kind: "none" };
  if (below.length > 0 && !(verb === "exec" && start === "/sandbox")) return { kind: "none" };
  if (ODD.test(line.replaceAll("\t", " "))) {
    return meant(room, verb, ["there is an invisible or unusual character in the command"]);
  }
  if (start !== room) return meant(room, verb, [`commands start with ${room}`]);
  const form = COMMAND_TABLE.find((known) => `/${known.room}` === room && known.verb === verb);
  if (form === undefined) return meant(room, verb, ["there is no such command"]);
  return readForm(form, words, below);
}

function readForm(
  form: CommandForm,
  words: readonly string[],
  below: readonly string[],
): ParsedComment {
  const reading = form.read(words, form.takesBlock ? fencedBlock(below) : null);
  if ("command" in reading) return { kind: "command", command: reading.command };
  return { kind: "problem", problems: reading.problems, nearest: form.usage };
}

/**
 * The family of commands that the first word names or nearly names. Another bot's commands
 * are not ours to correct, so only one mistake counts, besides capitals and odd characters.
 */
function roomOf(word: string): (typeof ROOMS)[number] | null {
  const [letters = ""] = word.split(ODD);
  const near = nearest(letters, ROOMS, 1);
  return ROOMS.find((room) => room === near) ?? null;
}

function meant(room: string, verb: string | undefined, problems: string[]): ParsedComment {
  const forms = COMMAND_TABLE.filter((form) => `/${form.room}` === room);
  const near = nearest(
    verb ?? "",
    forms.map((form) => form.verb),
  );
  const form = forms.find((known) => known.verb === near);
  return { kind: "problem", problems, nearest: form?.usage ?? null };
}

/** The text of exactly one fenced block with nothing around it but empty lines. */
function fencedBlock(lines: readonly string[]): string | null {
  const start = lines.findIndex((line) => line.trim() !== "");
  const fence = /^(`{3,}|~{3,})[^`]*$/.exec(lines[start] ?? "")?.[1];
  if (fence === undefined) return null;
  const closing = new RegExp(`^ {0,3}${fence[0] ?? ""}{${fence.length},}[ \\t]*$`);
  const end = lines.findIndex((line, index) => index > start && closing.test(line));
  if (end !== lines.length - 1) return null;
  return lines.slice(start + 1, end).join("\n") + "\n";
}
