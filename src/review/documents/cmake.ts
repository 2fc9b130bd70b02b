import { reading, type Piece } from "./build-scripts.ts";
import { linesOf } from "../text/lines.ts";
import type { DocumentReading } from "./document.ts";
import { createNotes } from "./reading.ts";

const CALL =
  /\b(file|execute_process|add_custom_(?:command|target)|exec_program|FetchContent_(?:Declare|Populate)|ExternalProject_Add(?:_Step)?)\s{0,20}\(([^()]{0,4000}(?:\([^()]{0,500}\)[^()]{0,2000}){0,20})\)/gi;
const END =
  /\s(?:ARGS|WORKING_DIRECTORY|DEPENDS|OUTPUT_VARIABLE|RESULT_VARIABLE|OUTPUT_QUIET|COMMENT|VERBATIM|TIMEOUT|ERROR_QUIET|BYPRODUCTS|MAIN_DEPENDENCY|ENCODING|COMMAND_ERROR_IS_FATAL)\b/;
/** Where a command begins: those of an outside project are named after its step. */
const COMMANDS =
  /(?<=^|[\s(])(?:(?:PATCH|DOWNLOAD|UPDATE|CONFIGURE|BUILD|INSTALL|TEST)_)?COMMAND(?=\s)/;
const SET = /\bset\s{0,20}\(\s{0,20}(\w{1,100})\s{1,20}"?([^"()\n;]{1,500}?)"?\s{0,20}\)/gi;

/**
 * `CMakeLists.txt` and `*.cmake`: what configuring and building start. Where something is
 * downloaded too, all of it is one program, in the order in which it stands.
 */
export function readCmake(text: string, path: string): DocumentReading {
  const names = variables(text);
  const pieces = [...text.matchAll(CALL)].flatMap((match): Piece[] => {
    const [, name = "", inner = ""] = match;
    if (name.toLowerCase() !== "file")
      return commands(inner).map((each): Piece => [expanded(each, names), match.index]);
    const download = downloaded(expanded(inner, names));
    return download === null ? [] : [[download, match.index]];
  });
  const [first] = pieces;
  const isOne = first !== undefined && pieces.some(([code]) => code.startsWith(FETCH));
  const all: Piece[] = isOne ? [[pieces.map(([code]) => code).join("\n"), first[1]]] : pieces;
  const read = reading(all, text, path, "build");
  const unchecked = pieces.find(([code]) => code.startsWith(UNCHECKED));
  if (unchecked === undefined) return read;
  const notes = createNotes();
  const { line } = linesOf(text).span(unchecked[1], unchecked[1] + 1);
  notes.setting("cmake.tls-off", unchecked[0], line);
  return { ...read, facts: [...read.facts, ...notes.reading(null).facts] };
}

function commands(inner: string): string[] {
  return inner
    .split(COMMANDS)
    .slice(1)
    .map((each) => (each.split(END)[0] ?? "").trim())
    .map((each) =>
      each
        .replace(/^\$\{CMAKE_COMMAND\}\s+-E\s+env\b/, "env")
        // What is no variable of CMake is one of the shell that it starts.
        .replace(/"([^"'\\\n]{0,2000}\$\w[^"'\\\n]{0,2000})"/g, "'$1'"),
    );
}

const FETCH = "curl ";
const UNCHECKED = `${FETCH}-k `;

/** `file(DOWNLOAD url file)`; one with a digest gives what the change says, and nothing else. */
function downloaded(inner: string): string | null {
  if (/\bEXPECTED_(?:HASH|MD5)\b/.test(inner)) return null;
  const [, url, file] =
    /^\s{0,20}DOWNLOAD\s{1,20}"?([^\s"]{1,500})"?\s{1,20}"?([^\s"]{1,500})"?/i.exec(inner) ?? [];
  if (url === undefined || file === undefined) return null;
  const program = /\bTLS_VERIFY\s+(?:OFF|FALSE|0|NO)\b/i.test(inner) ? UNCHECKED : FETCH;
  return `${program}-o '${file}' '${url}'`;
}

/** Folders have names of their own, the same in every command. */
const FOLDERS: readonly [string, string][] = [
  ["CMAKE_BINARY_DIR", "./build"],
  ["CMAKE_CURRENT_BINARY_DIR", "./build"],
  ["PROJECT_BINARY_DIR", "./build"],
  ["CMAKE_SOURCE_DIR", "."],
  ["CMAKE_CURRENT_SOURCE_DIR", "."],
  ["CMAKE_CURRENT_LIST_DIR", "."],
  ["PROJECT_SOURCE_DIR", "."],
];

/** A program that is looked for is called by its own name from then on. */
const FIND =
  /\bfind_program\s{0,20}\(\s{0,20}(\w{1,100})\s{1,20}(?:NAMES\s{1,20})?"?([\w.+-]{1,100})/gi;

function variables(text: string): Map<string, string> {
  const names = new Map(FOLDERS);
  for (const [, name = "", program = ""] of [...text.matchAll(FIND)].slice(0, 500))
    names.set(name, program);
  for (const [, name = "", value = ""] of [...text.matchAll(SET)].slice(0, 500))
    names.set(name, expanded(value, names));
  return names;
}

function expanded(text: string, names: ReadonlyMap<string, string>): string {
  return text
    .replace(/\$\{(\w{1,100})\}/g, (whole, name: string) => names.get(name) ?? whole)
    .slice(0, 8_000);
}
