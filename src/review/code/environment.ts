import type { Span } from "../../model/span.ts";
import { noteCapability, sourcePlace, type Analysis } from "./analysis.ts";
import { constant, join, memberName, tainted, UNKNOWN, type Value } from "./value.ts";
import { meaningOf, usualName } from "./vocabulary.ts";

/** How a flow says that everything of a kind was read: the whole environment. */
export const EVERYTHING = "*";

/**
 * A value that is handed on as a whole. When it is something whose every member is a source,
 * such as the environment, all of that goes along.
 */
export function asWhole(value: Value, at: Span, analysis: Analysis): Value {
  return value.apis.reduce((out, name) => {
    const usual = usualName(analysis.vocabulary, name);
    const meaning = membersOf(name, analysis);
    if (meaning?.does === undefined) return out;
    const capability = meaning.does;
    noteCapability(analysis, { capability, api: usual, target: EVERYTHING }, at);
    const place = sourcePlace(analysis, at);
    return join(out, tainted([{ capability, detail: EVERYTHING, at: place, steps: [] }]));
  }, value);
}

/** Whether reading any member of an API is a source: one member is not the whole. */
export function isEnvironment(name: string, analysis: Analysis): boolean {
  return membersOf(name, analysis)?.does !== undefined;
}

/** Variables that name the same place for everybody, and how that is written here. */
const FOLDERS: ReadonlyMap<string, string> = new Map([
  ["HOME", "~"],
  ["USERPROFILE", "~"],
  ["HOMEPATH", "~"],
  ["APPDATA", "~\\AppData\\Roaming"],
  ["LOCALAPPDATA", "~\\AppData\\Local"],
  ["TEMP", "~\\AppData\\Local\\Temp"],
  ["TMP", "~\\AppData\\Local\\Temp"],
  ["SystemRoot", "C:\\Windows"],
  ["SYSTEMROOT", "C:\\Windows"],
  ["WINDIR", "C:\\Windows"],
  ["windir", "C:\\Windows"],
  ["SystemDrive", "C:"],
  ["SYSTEMDRIVE", "C:"],
  ["ProgramData", "C:\\ProgramData"],
  ["PROGRAMDATA", "C:\\ProgramData"],
  ["ALLUSERSPROFILE", "C:\\ProgramData"],
  ["PUBLIC", "C:\\Users\\Public"],
  ["ComSpec", "cmd.exe"],
  ["COMSPEC", "cmd.exe"],
]);

/** The place that a variable names: a folder of the system, or a file of the CI job; else null. */
export function placeOfVariable(name: string, analysis: Analysis): Value | null {
  const folder = FOLDERS.get(name);
  if (folder !== undefined) return constant(folder);
  const file = `$${name}`;
  return analysis.places.ciFile(file) ? { ...UNKNOWN, prefix: file } : null;
}

function membersOf(name: string, analysis: Analysis) {
  const usual = usualName(analysis.vocabulary, name);
  const meaning = meaningOf(analysis.vocabulary, memberName(usual, "*"));
  return meaning?.on === "access" && meaning.target === "member" ? meaning : null;
}
