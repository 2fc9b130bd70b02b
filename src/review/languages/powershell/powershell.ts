import type { Reading } from "../../code/program.ts";
import type { Grammars } from "../grammars.ts";
import type { Language } from "../language.ts";
import { isCommand, usualCommand } from "./aliases.ts";
import { type Cursor } from "../cursor.ts";
import { createScriptCursor } from "./blanks.ts";
import { POWERSHELL_FILTERS } from "./filters.ts";
import { POWERSHELL_FOLDS } from "./folds.ts";
import { gatheredStatements } from "./gather.ts";
import { operate } from "./operate.ts";
import { parseExpression } from "./parse-expression.ts";
import { parseScriptBlock } from "./parse-function.ts";
import { parsePipeline } from "./parse-pipeline.ts";
import { parseStatement, parseStatements } from "./parse-statement.ts";
import type { Parser } from "./parser.ts";
import { moduleNames } from "./skim.ts";
import { environmentName, freeVariable } from "./variables.ts";

/**
 * PowerShell 5 and 7. Its text is read by a parser of its own: how a word is read depends on
 * whether it stands in a command or in an expression, and a text with errors must be read on
 * behind each of them.
 */
export const POWERSHELL: Language = {
  name: "powershell",
  extensions: ["ps1", "psm1", "psd1", "ps1xml", "psrc", "pssc"],
  interpreters: ["pwsh", "powershell"],
  skim: moduleNames,
  read: readPowershell,
  traits: {
    name: "powershell",
    globals: ["#types"],
    folds: POWERSHELL_FOLDS,
    filters: POWERSHELL_FILTERS,
    free: apiOf,
    callText: (text) => (text.startsWith("&") ? commandOf(text.slice(1)) : null),
    operate,
    module: moduleOf,
    includes: true,
    environment: environmentName,
  },
};

/** Commands begin with `&`, types stand in brackets, everything else is a variable. */
function apiOf(name: string): string | null {
  if (name.startsWith("&")) return commandOf(name.slice(1));
  if (name.startsWith("[")) return name.slice(1, -1);
  return name.startsWith("#") ? name : freeVariable(name);
}

/** The command that a text names, or the file; a program of the system is started otherwise. */
function commandOf(text: string): string | null {
  const usual = usualCommand(text.trim());
  if (isCommand(usual) || usual === "hidden-window") return usual;
  if (/\.psm?1$/i.test(usual)) return `path:${text.trim().replaceAll("\\", "/")}`;
  return /^[\w.-]+$/.test(usual) ? usual : null;
}

function moduleOf(name: string): { api: string; file: string | null } {
  const path = name.trim().replaceAll("\\", "/");
  if (path.includes("://")) return { api: name, file: null };
  if (path.startsWith("…")) return { api: name, file: path };
  return { api: name, file: `./${path.replace(/^(?:\.?\/)+/, "")}` };
}

function readPowershell(text: string, _: Grammars, limit: number): Reading {
  const cursor = createScriptCursor(text, limit);
  const body = createParser(cursor).statements("");
  return { program: { body }, recovered: cursor.recovered };
}

function createParser(cursor: Cursor): Parser {
  let made = 0;
  const parser: Parser = {
    cursor,
    expression: (commas) => parseExpression(parser, commas),
    pipeline: () => parsePipeline(parser),
    statements: (close) => parseStatements(parser, close),
    scriptBlock: (start) => parseScriptBlock(parser, start),
    gathered: (close, start) =>
      gatheredStatements(parser, start, () => parseStatements(parser, close)),
    gatheredStatement: (start) =>
      startsStatement(cursor)
        ? gatheredStatements(parser, start, () => parseStatement(parser))
        : null,
    functions: namesIn(
      cursor.text,
      /\b(?:function|filter|workflow)\s+(?:\w+:)?([\w-]+)|\b(?:set-alias|new-alias|sal|nal)\s+(?:-name\s+)?['"]?([\w-]+)/gi,
    ),
    switches: namesIn(cursor.text, /\[switch\]\s*\$(\w+)/gi),
    output: { name: null, perhaps: false, local: false, functions: 0 },
    fresh: () => `#${(made += 1)}`,
  };
  return parser;
}

function startsStatement({ text, position }: Cursor): boolean {
  return /^(?:if|foreach|for|while|do|switch|try)\b(?![\w-])/i.test(
    text.slice(position, position + 10),
  );
}

function namesIn(text: string, pattern: RegExp): Set<string> {
  const names = new Set<string>();
  for (const found of text.matchAll(pattern)) names.add((found[1] ?? found[2] ?? "").toLowerCase());
  return names;
}
