import type { Span } from "../../../model/span.ts";
import type { Expression } from "../../code/program.ts";
import { constantAt, nameAt } from "../lowered.ts";

/**
 * Folders that variables name. A path is told by its beginning, and these are the same on
 * every machine as far as reviewing goes (learn.microsoft.com, "Recognized environment variables").
 */
const FOLDERS: ReadonlyMap<string, string> = new Map([
  ["env:userprofile", "~"],
  ["env:home", "~"],
  ["env:homepath", "~"],
  ["env:homedrive", ""],
  ["env:appdata", "~\\AppData\\Roaming"],
  ["env:localappdata", "~\\AppData\\Local"],
  ["env:temp", "~\\AppData\\Local\\Temp"],
  ["env:tmp", "~\\AppData\\Local\\Temp"],
  ["env:tmpdir", "/tmp"],
  ["env:programdata", "C:\\ProgramData"],
  ["env:allusersprofile", "C:\\ProgramData"],
  ["env:public", "C:\\Users\\Public"],
  ["env:programfiles", "C:\\Program Files"],
  ["env:programfiles(x86)", "C:\\Program Files (x86)"],
  ["env:programw6432", "C:\\Program Files"],
  ["env:windir", "C:\\Windows"],
  ["env:systemroot", "C:\\Windows"],
  ["env:systemdrive", "C:"],
  ["env:comspec", "C:\\Windows\\system32\\cmd.exe"],
  ["shellid", "Microsoft.PowerShell"],
  ["verbosepreference", "SilentlyContinue"],
  ["env:runner_temp", "~\\AppData\\Local\\Temp"],
  ["env:agent_tempdirectory", "~\\AppData\\Local\\Temp"],
  ["env:github_workspace", "."],
  ["env:build_sourcesdirectory", "."],
  ["home", "~"],
  ["pwd", "."],
  ["psscriptroot", "."],
  ["pscommandpath", "./script.ps1"],
  ["pshome", "C:\\Windows\\System32\\WindowsPowerShell\\v1.0"],
  ["profile", "~\\Documents\\PowerShell\\Microsoft.PowerShell_profile.ps1"],
]);

const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/** Scopes that only say where a variable is looked for. */
const SCOPE = /^(?:global|script|local|private|using|variable|workflow):/;

/** The usual name of a variable as it is spelt behind `$`, in any case and scope. */
export function usualVariable(spelt: string): string {
  const small = spelt.replaceAll("`", "").toLowerCase().replace(SCOPE, "");
  if (small.startsWith("env:")) return environmentName(small.slice("env:".length));
  if (small === "psitem" || small === "input") return "_";
  return small === "this" ? "this" : small;
}

/** The name under which a variable of the environment is kept. */
export function environmentName(name: string): string {
  return `env:${name.toUpperCase()}`;
}

/** A variable: a folder, a constant, or whatever it was given. */
export function variableAt(spelt: string, at: Span): Expression {
  const name = usualVariable(spelt);
  const small = name.toLowerCase();
  const constant = CONSTANTS.get(small);
  if (constant !== undefined) return constantAt(constant, at);
  const folder = FOLDERS.get(small);
  return folder === undefined ? nameAt(name, at) : constantAt(folder, at);
}

/** The API that a variable stands for which nobody gave a value. */
export function freeVariable(name: string): string | null {
  if (name.startsWith("env:")) return `env.${name.slice("env:".length)}`;
  return name === "executioncontext" || name === "psversiontable" || name === "host" ? name : null;
}
