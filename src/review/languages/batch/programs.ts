import type { Expression } from "../../code/program.ts";
import { constantText, textAt } from "../shell/lowering.ts";
import { callAt } from "../lowered.ts";
import { behind, spaced, type Special } from "./builtins.ts";
import {
  contentOf,
  isSwitch,
  operandsOf,
  silent,
  textOf,
  writeTo,
  type Command,
  type Lowering,
} from "./lowering.ts";
import { plain } from "./read-word.ts";
import { runWritten } from "./running.ts";

const entries: [string, Special][] = [
  ["certutil", certutil],
  ["bitsadmin", bitsadmin],
  ["mshta", mshta],
  ["rundll32", (command) => library("rundll32", command)],
  ["regsvr32", (command) => library("regsvr32", command)],
  ["msiexec", (command) => library("msiexec", command)],
  ["installutil", (command) => library("installutil", command)],
  ["odbcconf", (command) => library("odbcconf", command)],
  ["wscript", (command) => scriptHost("wscript", command)],
  ["cscript", (command) => scriptHost("cscript", command)],
  ["reg", registry],
  ["schtasks", task],
  ["at", (command) => started("at", command, operandsOf(command).slice(1))],
  ["sc", service],
  ["wmic", wmic],
  ["forfiles", forfiles],
  ["vssadmin", (command) => destroying(command, /^delete$|^resize$/i)],
  ["wbadmin", (command) => destroying(command, /^delete$/i)],
  ["bcdedit", (command) => destroying(command, /^recoveryenabled$|^ignoreallfailures$/i)],
  [
    "cipher",
    (command) => (has(command, /^\/w/i) ? callAt("cipher", rest(command), command.at) : null),
  ],
  ["diskpart", ({ at }) => callAt("diskpart", [], at)],
  ["netsh", (command) => (has(command, /^key=clear$/i) ? credential(command) : null)],
  ["cmdkey", credential],
  ["vaultcmd", credential],
  ["expand", (command, to) => unpacked(command, to)],
  ["extrac32", (command, to) => unpacked(command, to)],
  ["conhost", (command, to) => runs(command, to)],
  ["pcalua", (command, to) => runs(command, to)],
  ["explorer", (command, to) => runs(command, to)],
  ["runas", (command, to) => runs(command, to)],
];

/** Programs of Windows whose words say more than their names. */
export const PROGRAMS: ReadonlyMap<string, Special> = new Map(entries);

function rest({ node, at }: Command): Expression[] {
  return node.words.slice(1).map((word) => plain(word, at));
}

function has({ node }: Command, pattern: RegExp): boolean {
  return node.words.some((word) => pattern.test(textOf(word) ?? ""));
}

/** The word behind one that names it. */
function after(command: Command, pattern: RegExp): Expression | null {
  const { words } = command.node;
  const index = words.findIndex((word) => pattern.test(textOf(word) ?? ""));
  const word = index < 0 ? undefined : words[index + 1];
  return word === undefined ? null : plain(word, command.at);
}

function isAddress(value: Expression): boolean {
  const first = value.kind === "text" ? value.parts[0] : value;
  return /^["']?(?:https?|ftp|file):|^\\\\/i.test(constantText(first) ?? "");
}

/** `certutil -urlcache -f address file`, `-decode file file`. */
function certutil(command: Command, to: Lowering): Expression | null {
  const { at } = command;
  const files = operandsOf(command);
  const [from] = files;
  const target = files.at(-1);
  if (from === undefined || target === undefined) return null;
  const how = { appends: false, name: to.fresh() };
  if (has(command, /^[-/](?:urlcache|url|verifyctl)$/i)) {
    const address = files.find(isAddress) ?? from;
    const download = callAt("certutil", [address], at);
    if (target === address) return download;
    return writeTo(target, download, how, at);
  }
  const decoder = has(command, /^[-/]decodehex$/i) ? "#unhex" : "#unbase64";
  if (has(command, /^[-/]decode(?:hex)?$/i) && files.length > 1) {
    return writeTo(files[1] ?? target, callAt(decoder, [contentOf(from, at)], at), how, at);
  }
  if (!has(command, /^[-/]encode(?:hex)?$/i)) return null;
  return writeTo(files[1] ?? target, contentOf(from, at), how, at);
}

/** `bitsadmin /transfer job address file`; with `/upload` it goes the other way. */
function bitsadmin(command: Command, to: Lowering): Expression | null {
  const { at } = command;
  const files = operandsOf(command);
  const address = files.findIndex(isAddress);
  const from = files[address];
  const target = files[address + 1];
  if (from === undefined)
    return has(command, /^\/SetNotifyCmdLine$/i) ? runsWords(rest(command), at) : null;
  if (has(command, /^\/upload/i)) {
    return callAt(
      "bitsadmin upload",
      [from, ...(target === undefined ? [] : [contentOf(target, at)])],
      at,
    );
  }
  const download = callAt("bitsadmin", [from], at);
  if (target === undefined) return download;
  return writeTo(target, download, { appends: false, name: to.fresh() }, at);
}

/** `mshta address`, `mshta vbscript:code`. */
function mshta(command: Command): Expression | null {
  const { at } = command;
  const line = spaced(rest(command), at);
  return silent([callAt("mshta", [line], at), ...codeIn(line, at)], at);
}

/** Code behind `javascript:` or `vbscript:`, or behind an address. */
function codeIn(line: Expression, at: Command["at"]): Expression[] {
  const first = line.kind === "text" ? line.parts[0] : line;
  const text = constantText(first) ?? "";
  const scheme = /^\s*(javascript|vbscript|about)\s*:/i.exec(text);
  if (scheme !== null) {
    const own = textAt(text.slice(scheme[0].length), at);
    const code: Expression =
      line.kind === "text" ? { ...line, parts: [own, ...line.parts.slice(1)] } : own;
    return [
      callAt(scheme[1]?.toLowerCase() === "vbscript" ? "#vbscript" : "#javascript", [code], at),
    ];
  }
  if (isAddress(line)) return [callAt("#code", [callAt("#download", [line], at)], at)];
  return text === "" ? [] : runWritten(line, at);
}

/** Programs that run a library, a script component or an installer, from a file or an address. */
function library(name: string, command: Command): Expression | null {
  const { at } = command;
  const words = rest(command);
  const line = spaced(words, at);
  const remote = words.flatMap((word) => {
    const text = constantText(word.kind === "text" ? word.parts[0] : word) ?? "";
    const cut = /^[-/]i:/i.exec(text)?.[0].length ?? 0;
    const address: Expression =
      word.kind === "text"
        ? { ...word, parts: [textAt(text.slice(cut), at), ...word.parts.slice(1)] }
        : textAt(text.slice(cut), at);
    return isAddress(address) ? codeIn(address, at) : [];
  });
  const script = name === "rundll32" ? codeIn(line, at) : [];
  return silent([callAt(name, [line], at), ...remote, ...script], at);
}

/** `cscript //e:vbscript file words`. */
function scriptHost(name: string, command: Command): Expression | null {
  const { at } = command;
  const [file] = command.node.words.slice(1).filter((word) => !/^\/\//.test(textOf(word) ?? ""));
  if (file === undefined) return null;
  const path = plain(file, at);
  const engine = /^\/\/e:(\w+)/i.exec(
    command.node.words.map((word) => textOf(word) ?? "").find((text) => /^\/\/e:/i.test(text)) ??
      "",
  )?.[1];
  const how = engine === undefined ? undefined : /^vb/i.test(engine) ? "#vbscript" : "#javascript";
  const run = callAt(name, [path], at);
  return silent([run, ...runWritten(path, at, how)], at);
}

/** `reg add key /v name /d value`; `reg save` takes the accounts along. */
function registry(command: Command): Expression | null {
  const { at } = command;
  const [, key, file] = operandsOf(command);
  const verb = (constantText(operandsOf(command)[0]) ?? "").toLowerCase();
  if (key === undefined) return null;
  if (verb === "add") {
    const value = after(command, /^[-/]d$/i);
    return callAt("reg add", [key, ...(value === null ? [] : [value])], at);
  }
  if ((verb === "save" || verb === "export") && file !== undefined) {
    const secret = /^(?:hklm|hkey_local_machine)\\(?:sam|security|system)\b/i.test(
      constantText(key) ?? "",
    );
    return callAt("redirect", [file, callAt(secret ? "#credential" : "#registry", [key], at)], at);
  }
  return callAt("#registry", [key], at);
}

function task(command: Command): Expression | null {
  const { at } = command;
  const line = after(command, /^[-/]tr$/i);
  if (line === null || !has(command, /^[-/](?:create|change)$/i)) return null;
  return silent([callAt("schtasks", [line], at), callAt("#later", [line], at)], at);
}

function started(name: string, { at }: Command, words: readonly Expression[]): Expression | null {
  if (words.length === 0) return null;
  const line = spaced(words, at);
  return silent([callAt(name, [line], at), callAt("#later", [line], at)], at);
}

function service(command: Command): Expression | null {
  const { at } = command;
  const index = command.node.words.findIndex((word) => /^binpath=/i.test(textOf(word) ?? ""));
  const glued = command.node.words[index];
  if (index < 0 || glued === undefined) return null;
  const own = (textOf(glued) ?? "").replace(/^binpath=\s*/i, "");
  const line = own === "" ? after(command, /^binpath=$/i) : textAt(own, at);
  return line === null ? null : callAt("sc create", [line], at);
}

function wmic(command: Command): Expression | null {
  const { at } = command;
  if (has(command, /^shadowcopy$/i) && has(command, /^delete$/i)) {
    return callAt("#backups", [textAt("shadow copies", at)], at);
  }
  const created = after(command, /^create$/i);
  if (!has(command, /^call$/i) || created === null) return null;
  return runsWords([created], at);
}

function forfiles(command: Command): Expression | null {
  const line = after(command, /^[-/]c$/i);
  return line === null ? null : runsWords([line], command.at);
}

function runsWords(words: readonly Expression[], at: Command["at"]): Expression {
  const line = spaced(words, at);
  return silent([callAt("start", [line], at), callAt("#line", [line], at)], at);
}

function destroying(command: Command, pattern: RegExp): Expression | null {
  const { at } = command;
  return has(command, pattern) ? callAt("#backups", [textAt("shadow copies", at)], at) : null;
}

function credential(command: Command): Expression | null {
  const name = spaced(
    command.node.words.map((word) => plain(word, command.at)),
    command.at,
  );
  return callAt("#credential", [name], command.at);
}

/** `expand a b` and `extrac32 a b` write what is packed in a. */
function unpacked(command: Command, to: Lowering): Expression | null {
  const { at } = command;
  const [from, target] = operandsOf(command);
  if (from === undefined || target === undefined) return null;
  return writeTo(target, contentOf(from, at), { appends: false, name: to.fresh() }, at);
}

/** Programs that only start another. */
function runs(command: Command, to: Lowering): Expression | null {
  const index = command.node.words.findIndex((word, at) => at > 0 && !isSwitch(word));
  const inner = index < 0 ? null : behind(command.node, index);
  if (inner === null) return null;
  return silent(
    [
      callAt("start", [spaced(rest(command), command.at)], command.at),
      to.command(inner, command.input),
    ],
    command.at,
  );
}
