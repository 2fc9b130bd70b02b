import type { Trigger } from "../../model/trigger.ts";
import { linesOf } from "../text/lines.ts";
import type { DocumentReading } from "./document.ts";
import { folderOf } from "./paths.ts";
import { createNotes, type Notes } from "./reading.ts";
import { foreignKind } from "./repository-hosts.ts";

/** A quoted text in any of the usual ways; at most 4,000 characters. */
const QUOTED = String.raw`"""((?:[^"]|"(?!"")){0,4000})"""|'''((?:[^']|'(?!'')){0,4000})'''|"((?:[^"\\\n]|\\.){0,4000})"|'((?:[^'\\\n]|\\.){0,4000})'`;
const WORDS = new RegExp(String.raw`(?:${QUOTED})(?:\s{0,20},\s{0,20}\[?(?:${QUOTED})){1,30}`, "g");
const ONE = new RegExp(QUOTED, "g");
const PROGRAM =
  /^(?:\/(?:usr\/)?bin\/)?(?:sh|bash|zsh|dash|cmd|cmd\.exe|powershell|pwsh|python3?|node|perl|ruby|curl|wget|nc)$/;

/** Pieces of a build file that are commands: text, and where it begins. */
export type Piece = [text: string, index: number];

/** `configure.ac` and `*.m4`: shell code between macros, and commands kept in quotes. */
export function readAutoconf(text: string, path: string): DocumentReading {
  const plain = withoutKeptCommands(text)
    .replace(/^\s{0,40}dnl\b.*$/gm, "")
    .replace(/\b(?:AC|AM|AS|LT|PKG|gl|AX)_\w+\(\[?[^\n]{0,300}$/gm, "");
  const kept = [...text.matchAll(/'([^'|\n]{4,2000}\|[^'\n]{2,2500})'/g)].map((match): Piece => [
    match[1] ?? "",
    match.index,
  ]);
  return reading([[plain, 0], ...kept, ...configCommands(text)], text, path, "build");
}

const CONFIG_COMMANDS = /\bA[CS]_CONFIG_COMMANDS(?:_PRE|_POST)?\(/g;

/** `AC_CONFIG_COMMANDS([tag], [commands], [init])`: `config.status` runs init, then the commands. */
function configCommands(text: string): Piece[] {
  return [...text.matchAll(CONFIG_COMMANDS)].slice(0, 200).map((match): Piece => {
    const [tag = "", commands = tag, init = ""] = macroArguments(
      text,
      match.index + match[0].length,
    );
    return [`${init}\n${commands}`, match.index];
  });
}

function withoutKeptCommands(text: string): string {
  let out = text;
  for (const match of [...text.matchAll(CONFIG_COMMANDS)].slice(0, 200)) {
    const start = match.index + match[0].length;
    const length = lengthOfArguments(text, start);
    const blank = text.slice(match.index, start + length).replace(/[^\n]/g, " ");
    out = out.slice(0, match.index) + blank + out.slice(start + length);
  }
  return out;
}

/** The longest call of a macro that is taken apart. */
const LONGEST_CALL = 20_000;

function lengthOfArguments(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length && at - from < LONGEST_CALL; at += 1) {
    const sign = text.charAt(at);
    if (sign === "[") depth += 1;
    else if (sign === "]") depth -= 1;
    else if (sign === ")" && depth <= 0) return at - from;
  }
  return Math.min(LONGEST_CALL, text.length - from);
}

/** Arguments of a macro of m4, each without the outer pair of its quotes. */
function macroArguments(text: string, from: number): string[] {
  const inner = text.slice(from, from + lengthOfArguments(text, from));
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= inner.length; at += 1) {
    const sign = inner.charAt(at);
    if (sign === "[") depth += 1;
    else if (sign === "]") depth -= 1;
    else if (at === inner.length || (sign === "," && depth <= 0)) {
      found.push(
        inner
          .slice(start, at)
          .trim()
          .replace(/^\[([^]*)\]$/, "$1"),
      );
      start = at + 1;
    }
  }
  return found;
}

/** Functions to which the reader of the language looks itself. */
const UNDERSTOOD =
  /^(?:commandLine|exec|javaexec|args|sh|bat|ProcessBuilder|command|listOf|mutableListOf|arrayOf|arrayListOf)$/;

/**
 * Build scripts in Groovy or Kotlin, and Jenkins pipelines, beside what they are as code: where
 * libraries come from, and commands that are handed to functions nobody knows.
 */
export function readGroovy(text: string, path: string): DocumentReading {
  const handed = commandLists(text).filter(([, index]) => {
    const before = text.slice(Math.max(0, index - 80), index);
    const outer = /(\w+)\s{0,4}\(?\s{0,4}(?:\[|(?:listOf|arrayOf)\()?\s{0,4}$/.exec(before)?.[1];
    return outer !== undefined && !UNDERSTOOD.test(outer);
  });
  const isPipeline = /(?:^|\/)Jenkinsfile/.test(path);
  return withRepositories(reading(handed, text, path, isPipeline ? "ci" : "build"), text);
}

/** How Gradle, sbt and scala-cli name the places that libraries come from. */
const PLACES: readonly RegExp[] = [
  /\bmaven\s{0,10}(?:\{[^{}]{0,300}?\burl\b\s{0,4}=?\s{0,4}(?:uri\s{0,4})?\(?\s{0,4}|\(\s{0,4}(?:url\s{0,4}=\s{0,4})?)["']([^"'\n]{1,300})["']/g,
  /"[^"\n]{1,100}"\s{1,4}at\s{1,4}"(https?:[^"\n]{1,300})"/g,
  /\bMavenRepository\(\s{0,10}"[^"\n]{1,100}"\s{0,10},\s{0,10}"(https?:[^"\n]{1,300})"/g,
  /^\/\/> using repository "?(https?:[^"\s]{1,300})/gm,
];

/** `maven { url "…" }`: where libraries and plugins come from. */
function withRepositories(read: DocumentReading, text: string): DocumentReading {
  const notes = createNotes();
  const lines = linesOf(text);
  for (const match of PLACES.flatMap((places) => [...text.matchAll(places)])) {
    const url = match[1] ?? "";
    const kind = foreignKind(url);
    const { line } = lines.span(match.index, match.index + 1);
    if (kind !== null) notes.setting(`maven.${kind}-repository`, url, line);
  }
  return { ...read, facts: [...read.facts, ...notes.reading(null).facts] };
}

/** `*.sbt` and scripts of Scala, beside what they are as code: where libraries come from. */
export function readSbt(text: string, path: string): DocumentReading {
  return withRepositories(reading([], text, path, "build"), text);
}

/** `mix.exs`: build files of which only the commands are read that they start. */
export function readBuildProgram(text: string, path: string): DocumentReading {
  return reading(commandLists(text), text, path, "build");
}

/** `*.tf`: what applying a plan starts on the machine of whoever applies it. */
export function readTerraform(text: string, path: string): DocumentReading {
  const blocks = [
    ...text.matchAll(
      /"(?:local-exec|external)"[^{]{0,200}\{([^{}]{0,4000}(?:\{[^{}]{0,1000}\}[^{}]{0,2000}){0,10})\}/g,
    ),
  ];
  const pieces = blocks.flatMap((match): Piece[] => {
    const inner = match[1] ?? "";
    const here = /<<-?[ \t]{0,4}(\w{1,40})\n([^]{0,8000}?)\n[ \t]{0,40}\1/.exec(inner);
    const command = new RegExp(String.raw`\bcommand\s{0,20}=\s{0,20}(?:${QUOTED})`).exec(inner);
    const texts = [here?.[2], command === null ? undefined : contentOf(command[0])];
    return [
      ...texts.flatMap((each): Piece[] => (each === undefined ? [] : [[each, match.index]])),
      ...commandLists(inner).map(([each]): Piece => [each, match.index]),
    ];
  });
  const started = scriptsInText(text);
  return withModules(reading([...pieces, ...started], text, path, "release"), text);
}

const SCRIPT = /<<-?\s{0,4}["']?(\w{1,40})["']?\n\s{0,80}#!\/(?:usr\/)?bin\/(?:env\s)?(?:ba)?sh\b/g;
const MOST_SCRIPTS = 200;
const LONGEST_SCRIPT = 20_000;

/** `<<-EOF` with a shebang: what a machine runs when it is made. */
function scriptsInText(text: string): Piece[] {
  return [...text.matchAll(SCRIPT)].slice(0, MOST_SCRIPTS).map((match): Piece => {
    const start = match.index + match[0].length;
    const rest = text.slice(start, start + LONGEST_SCRIPT).split("\n");
    const end = rest.findIndex((line) => line.trim() === match[1]);
    return [rest.slice(0, end < 0 ? rest.length : end).join("\n"), match.index];
  });
}

/** `module "x" { source = "…" }`: what is loaded from elsewhere. */
function withModules(read: DocumentReading, text: string): DocumentReading {
  const notes = createNotes();
  const lines = linesOf(text);
  const modules =
    /\bmodule\s{1,20}"[^"\n]{1,200}"\s{0,20}\{[^{}]{0,2000}?\bsource\s{0,20}=\s{0,20}"([^"\n]{1,500})"/g;
  for (const match of text.matchAll(modules)) {
    const name = match[1] ?? "";
    if (/^\.{1,2}\//.test(name)) continue;
    const { line } = lines.span(match.index, match.index + 1);
    notes.reference({ type: "terraform-module", name, version: null }, ["release"], line);
  }
  return { ...read, facts: [...read.facts, ...notes.reading(null).facts] };
}

/** `.exrc`, `.vimrc`, `.nvim.lua`: what an editor starts when the folder is opened. */
export function readEditorScript(text: string, path: string): DocumentReading {
  const started = new RegExp(
    String.raw`\b(?:os\.execute|io\.popen|vim\.fn\.(?:system|jobstart)|system|jobstart|job_start)\s{0,4}\(?\s{0,4}(?:${QUOTED})`,
    "g",
  );
  const pieces = [
    ...[...text.matchAll(started)].map((match): Piece => [contentOf(match[0]), match.index]),
    ...[...text.matchAll(/^\s{0,8}:?\s{0,4}(?:silent!?\s{1,4})?!(.{1,2000})$/gm)].map(
      (match): Piece => [match[1] ?? "", match.index],
    ),
    ...(/\.lua$|\{/.test(text) ? commandLists(text) : []),
  ];
  return reading(pieces, text, path, "open");
}

/** `.dir-locals.el`: forms that Emacs evaluates when a file of the folder is opened. */
export function readDirLocals(text: string, path: string): DocumentReading {
  const started =
    /\((?:async-)?(?:start-process|start-process-shell-command|call-process|call-process-shell-command|shell-command|shell-command-to-string|compile)\b((?:[^()"]|"(?:[^"\\]|\\.){0,4000}"){0,40})\)/g;
  const pieces = [...text.matchAll(started)].flatMap((match): Piece[] => {
    const words = [...(match[1] ?? "").matchAll(ONE)].map((each) => unquoted(each));
    const from = words.findIndex((word) => PROGRAM.test(word));
    if (from >= 0) return [[words.slice(from).map(asWord).join(" "), match.index]];
    return words.map((word): Piece => [word, match.index]);
  });
  return reading(pieces, text, path, "open");
}

/** `"sh", "-c", "…"`: a program with its arguments, whatever it is handed to. */
function commandLists(text: string): Piece[] {
  return [...text.matchAll(WORDS)].flatMap((match): Piece[] => {
    const words = [...match[0].matchAll(ONE)].map((each) => unquoted(each));
    return PROGRAM.test(words[0] ?? "") ? [[words.map(asWord).join(" "), match.index]] : [];
  });
}

/** What stands in the last quotes of a text. */
function contentOf(text: string): string {
  const last = [...text.matchAll(ONE)].at(-1);
  return last === undefined ? "" : unquoted(last);
}

function unquoted(match: RegExpMatchArray): string {
  const raw = match[1] ?? match[2] ?? match[3] ?? match[4] ?? "";
  return raw.replace(/\\(["'\\$])/g, "$1");
}

function asWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** What pieces of a build file say, each a program of the shell. */
export function reading(
  pieces: readonly Piece[],
  text: string,
  path: string,
  trigger: Trigger,
): DocumentReading {
  const notes: Notes = createNotes();
  const lines = linesOf(text);
  const folder = folderOf(path);
  for (const [code, index] of pieces.slice(0, 2000)) {
    if (code.trim() === "") continue;
    const { line } = lines.span(index, index + 1);
    notes.code({ language: "shell", text: code, trigger, name: `line ${line}`, folder }, line);
  }
  return notes.reading(null);
}
