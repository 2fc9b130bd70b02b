import type { Span } from "../../../model/span.ts";
import type { Expression } from "../../code/program.ts";
import { callAt, constantAt } from "../lowered.ts";
import { takeMatch, type Cursor } from "../cursor.ts";

const TYPE = /\[\s*([\w.+`]+)((?:\s*\[[\w\s.,+`[\]]{0,300}\])?)\s*\]/y;

/** Passes a type in brackets and answers its usual name; null when none stands here. */
export function takeType(cursor: Cursor): string | null {
  const found = takeMatch(cursor, TYPE);
  if (found === null) return null;
  const list = /^\s*\[[\s,]*\]$/.test(found[2] ?? "") ? "[]" : "";
  return usualType(found[1] ?? "") + list;
}

/** Short names of types that PowerShell knows ("about_Type_Accelerators"). */
const ACCELERATORS: ReadonlyMap<string, string> = new Map([
  ["regex", "text.regularexpressions.regex"],
  ["wmiclass", "management.managementclass"],
  ["wmisearcher", "management.managementobjectsearcher"],
  ["scriptblock", "management.automation.scriptblock"],
  ["powershell", "management.automation.powershell"],
  ["runspacefactory", "management.automation.runspaces.runspacefactory"],
  ["ipaddress", "net.ipaddress"],
  ["mailaddress", "net.mail.mailaddress"],
]);

/** A type's name in small letters, without the name space that may be left out. */
export function usualType(spelt: string): string {
  const small = spelt
    .trim()
    .replace(/^\[|\]$/g, "")
    .replace(/`\d+$/, "")
    .toLowerCase()
    .replace(/^system\./, "");
  return ACCELERATORS.get(small) ?? small;
}

/** A value as another type. */
export function castTo(type: string, value: Expression, at: Span): Expression {
  if (type === "void") return { kind: "sequence", items: [value, callAt("#nothing", [], at)], at };
  const character =
    value.kind === "call" &&
    value.callee.kind === "name" &&
    value.callee.name === "#cast" &&
    value.args[0]?.value.kind === "constant" &&
    value.args[0].value.value === "char";
  // The number of a character is its code; the number of a text is what it says.
  const kind = character && /^u?int|^byte$|^long$/.test(type) ? "code" : type;
  return callAt("#cast", [constantAt(kind, at), value], at);
}
