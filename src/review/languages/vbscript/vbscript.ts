import type { Reading } from "../../code/program.ts";
import type { Language } from "../language.ts";
import type { Grammars } from "../grammars.ts";
import { VBSCRIPT_FOLDS } from "./folds.ts";
import { operateVbscript } from "./operate.ts";
import { createReader } from "./reader.ts";
import { readStatements } from "./read-statement.ts";
import { tokensOf } from "./tokens.ts";

/** VBScript, and what macros of office programs have in common with it. */
export const VBSCRIPT: Language = {
  name: "vbscript",
  extensions: ["vbs", "vbe", "vba", "bas"],
  interpreters: [],
  read: readVbscript,
  traits: {
    name: "vbscript",
    globals: [],
    folds: VBSCRIPT_FOLDS,
    free: apiOf,
    operate: operateVbscript,
    module: (name) => ({ api: name, file: null }),
  },
};

/** Names that the host gives a meaning. */
const HOST = new Set(
  `createobject getobject wscript execute executeglobal eval getref shell environ urldownloadtofile
  urldownloadtofilea document window self server request response loadpicture sendkeys kill filecopy
  application activedocument thisdocument thisworkbook chr chrw replace split join strreverse`.split(
    /\s+/,
  ),
);

function apiOf(name: string): string | null {
  return HOST.has(name) || VBSCRIPT_FOLDS.has(name) ? name : null;
}

function readVbscript(text: string, _: Grammars, depth: number): Reading {
  const reader = createReader(tokensOf(text), depth);
  const body = readStatements(reader);
  return { program: { body }, recovered: reader.recovered };
}
