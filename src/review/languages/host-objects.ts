import { noteCapability, noteFlows, type Fold } from "../code/analysis.ts";
import { placeOfVariable } from "../code/environment.ts";
import { concatenate } from "../code/concatenate.ts";
import { HOST_OBJECT, hostObject } from "../code/host-object.ts";
import { constant, onlyText, tainted, UNKNOWN, type Value } from "../code/value.ts";
import { unbase64, unhex } from "./decoded.ts";
import { weigh } from "../code/weigh.ts";

const MAKERS = ["createobject", "wscript.createobject", "server.createobject"];

const entries: [string, Fold][] = [
  ...MAKERS.map((name): [string, Fold] => [name, (_, [id]) => made(id)]),
  ["getobject", (_, [id], analysis, at) => gotten(id, analysis, at)],
  ["com:wscript.shell.expandenvironmentstrings", expanded],
  ["com:wscript.shell.specialfolders", (_, [name]) => specialFolder(name)],
  ["com:scripting.filesystemobject.getspecialfolder", () => constant("~\\AppData\\Local\\Temp")],
  ["com:scripting.filesystemobject.getparentfoldername", () => constant(".")],
  ["com:scripting.filesystemobject.buildpath", (_, args) => builtPath(args)],
  ["getref", (_, [name], analysis) => referred(name, analysis)],
  ["com:msxml.document.createelement", () => hostObject("msxml.element")],
  [
    "#typed",
    (_, [element], analysis) => (element === undefined ? null : typedContent(element, analysis)),
  ],
];

/** How programs of the Windows script host come to their objects, for VBScript and JScript. */
export const HOST_FOLDS: ReadonlyMap<string, Fold> = new Map(entries);

/** The same under the names that JScript has for it. */
export const JSCRIPT_FOLDS: ReadonlyMap<string, Fold> = new Map<string, Fold>([
  ["ActiveXObject", (_, [id]) => made(id)],
  ["WScript.CreateObject", (_, [id]) => made(id)],
  ["WScript.createObject", (_, [id]) => made(id)],
  ["WSH.CreateObject", (_, [id]) => made(id)],
  ["GetObject", (_, [id], analysis, at) => gotten(id, analysis, at)],
  ...entries.filter(([name]) => name.startsWith(HOST_OBJECT)),
]);

/** Objects that do the same under many names. */
const KINDS: readonly [RegExp, string][] = [
  [/^(?:msxml2\.(?:server)?xmlhttp|microsoft\.xmlhttp|winhttp\.winhttprequest)/, "http"],
  [/^(?:msxml2\.(?:free.*)?domdocument|microsoft\.xmldom|msxml\.domdocument)/, "msxml.document"],
  [/^(?:ms)?scriptcontrol/, "scriptcontrol"],
];

function nameOf(id: string): string {
  const plain = id
    .trim()
    .toLowerCase()
    .replace(/(?:\.\d+)+$/, "");
  return KINDS.find(([pattern]) => pattern.test(plain))?.[1] ?? plain;
}

/** A new object; one whose name is hidden or put together stays so. */
function made(id: Value | undefined): Value | null {
  const text = id === undefined ? null : onlyText(id);
  if (id === undefined || text === null) return null;
  return { ...hostObject(nameOf(text)), layers: id.layers };
}

/** `GetObject("winmgmts:…")`, `GetObject("script:address")`. */
function gotten(
  id: Value | undefined,
  analysis: Parameters<Fold>[2],
  at: Parameters<Fold>[3],
): Value | null {
  const text = id === undefined ? null : onlyText(id);
  if (id === undefined || text === null) return null;
  const scheme = /^(\w+):/.exec(text.trim())?.[1]?.toLowerCase();
  if (scheme === "winmgmts") {
    const process = /win32_process(?!startup|or)/i.test(text) ? "winmgmts.get()" : "winmgmts";
    return { ...hostObject(process), layers: id.layers };
  }
  const address = /^script(?:let)?:(.*)/i.exec(text.trim())?.[1];
  if (address === undefined) return scheme === undefined ? null : hostObject(scheme);
  // The code of a component is fetched and run.
  noteCapability(analysis, { capability: "execute.code", api: "GetObject", target: address }, at);
  const capability = weigh("network.receive", address, analysis);
  const code = tainted([{ capability, detail: address, at: analysis.outer ?? at, steps: [] }]);
  noteFlows(analysis, "execute.code", null, [code], at);
  return code;
}

/** `%TEMP%\x`: places are known, everything else is the environment. */
function expanded(
  _: Value,
  [value]: readonly Value[],
  analysis: Parameters<Fold>[2],
  at: Parameters<Fold>[3],
): Value | null {
  const text = value === undefined ? null : onlyText(value);
  if (value === undefined || text === null) return null;
  const parts = text.split(/%(\w+)%/).map((part, index) => {
    if (index % 2 === 0) return constant(part, value.layers);
    const name = part.toUpperCase();
    const place = placeOfVariable(name, analysis);
    if (place !== null) return place;
    const capability = weigh("read.environment", name, analysis);
    noteCapability(analysis, { capability, api: "ExpandEnvironmentStrings", target: name }, at);
    return tainted([{ capability, detail: name, at: analysis.outer ?? at, steps: [] }]);
  });
  return concatenate(parts);
}

/** `GetRef("name")` is the function of that name. */
function referred(name: Value | undefined, analysis: Parameters<Fold>[2]): Value | null {
  const text = name === undefined ? null : onlyText(name);
  return text === null ? null : (analysis.global.names.get(text.toLowerCase()) ?? null);
}

const STARTUP = "~\\AppData\\Roaming\\Microsoft\\Windows\\Start Menu\\Programs\\Startup";

function specialFolder(name: Value | undefined): Value | null {
  const text = name === undefined ? null : onlyText(name);
  if (text === null) return null;
  if (/startup$/i.test(text)) return constant(STARTUP);
  return constant(/^appdata$/i.test(text) ? "~\\AppData\\Roaming" : `~\\${text}`);
}

function builtPath([folder, name]: readonly Value[]): Value | null {
  if (folder === undefined || name === undefined) return null;
  return concatenate([folder, constant("\\"), name]);
}

/** What an element of a document holds once its type says how it is written. */
function typedContent(element: Value, analysis: Parameters<Fold>[2]): Value | null {
  for (const box of element.boxes) {
    const type = onlyText(box.fields.get("datatype") ?? box.fields.get("dataType") ?? UNKNOWN);
    const text = box.fields.get("text") ?? box.fields.get("nodetypedvalue");
    if (type === "bin.base64") return unbase64(text, analysis);
    if (type === "bin.hex") return unhex(text, analysis);
  }
  return null;
}
