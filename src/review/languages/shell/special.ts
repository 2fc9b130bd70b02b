import type { Argument, Expression } from "../../code/program.ts";
import { callAt, nameAt } from "../lowered.ts";
import { lowerTransfer } from "./transfers.ts";
import { anyOf, assignAt, constantText, textAt, unsplit, type Command } from "./lowering.ts";
import { lowerPowershell } from "./powershell.ts";
import { lowerModule, lowerSocat } from "./relays.ts";
import { lowerTextTool, TEXT_TOOLS } from "./text-tools.ts";
import { filled } from "./wrappers.ts";

/** How a command is lowered that is more than its words; null: as any other. */
export type Special = (
  command: Command,
  again: (inner: Command) => Expression,
) => Expression | null;

const entries: [string, Special][] = [
  ["eval", (command) => lowerEval(command)],
  ["set", (command) => lowerSet(command)],
  ["shift", ({ at }) => assignAt("$@", callAt("#shift", [nameAt("$@", at)], at), at)],
  ["read", (command) => lowerRead(command)],
  ["mapfile", (command) => lowerRead(command)],
  ["readarray", (command) => lowerRead(command)],
  ["printenv", (command) => lowerPrintenv(command)],
  ["find", lowerFind],
  ["git", (command) => lowerGitConfig(command)],
  ["cat", (command) => lowerCat(command)],
  ["cp", (command) => lowerCopy(command)],
  ["mv", (command) => lowerCopy(command)],
  ["install", (command) => lowerCopy(command)],
  ["ln", (command) => withoutOptions(command)],
  ["chmod", (command) => withoutOptions(command)],
  ["dd", (command) => lowerDd(command)],
  ["tar", (command) => lowerTar(command)],
  ["curl", (command) => lowerTransfer("curl", command)],
  ["wget", (command) => lowerTransfer("wget", command)],
  ["powershell", lowerPowershell],
  ["powershell.exe", lowerPowershell],
  ["pwsh", lowerPowershell],
  ["pwsh.exe", lowerPowershell],
  ["scp", (command) => lowerRemoteCopy(command)],
  ["rsync", (command) => lowerRemoteCopy(command)],
  ["socat", (command) => lowerSocat(command)],
  ["python", lowerModule],
  ["python3", lowerModule],
  ...[...TEXT_TOOLS.keys()].map((name): [string, Special] => [
    name,
    (command, again) => lowerTextTool(name, command, again),
  ]),
];

/** Commands of the shell that are more than a program with arguments, by name. */
export const SPECIAL: ReadonlyMap<string, Special> = new Map(entries);

function rest({ words }: Command): Argument[] {
  return words.slice(1);
}

/** A call with the same name and input and other arguments. */
function calling(command: Command, args: readonly Argument[]): Expression | null {
  const name = constantText(command.words[0]?.value);
  if (name === null) return null;
  const call: Expression = {
    kind: "call",
    callee: nameAt(name, command.at),
    args: [...args],
    at: command.at,
  };
  return command.input === null ? call : { ...call, input: command.input };
}

function isOption(word: Argument): boolean {
  return /^-./.test(constantText(word.value) ?? "");
}

/** `eval a b` runs `a b`. */
function lowerEval(command: Command): Expression | null {
  const words = rest(command);
  if (words.length < 2 && words[0]?.spread !== true) return null;
  const list: Expression = { kind: "list", items: words, at: command.at };
  return calling(command, [{ value: callAt("#joined", [list], command.at) }]);
}

/** `set` alone prints every variable; `set -- a b` gives the script arguments. */
function lowerSet(command: Command): Expression | null {
  const words = rest(command);
  if (words.length === 0) return callAt("printenv", [], command.at);
  const dashes = words.findIndex((word) => constantText(word.value) === "--");
  const from = dashes >= 0 ? dashes + 1 : words.findIndex((word) => !isOption(word));
  if (from < 0) return textAt("", command.at);
  const value: Expression = { kind: "list", items: words.slice(from), at: command.at };
  return {
    kind: "sequence",
    items: [assignAt("$@", value, command.at), textAt("", command.at)],
    at: command.at,
  };
}

/** `read x y`: the variables take what is piped in. */
function lowerRead(command: Command): Expression | null {
  const { input, at } = command;
  if (input === null) return null;
  const names = rest(command).flatMap((word) => {
    const text = constantText(word.value) ?? "";
    return /^[A-Za-z_]\w*$/.test(text) ? [text] : [];
  });
  const [first = "REPLY", ...others] = names;
  const items = [
    assignAt(`$${first}`, input, at),
    ...others.map((name) => assignAt(`$${name}`, nameAt(`$${first}`, at), at)),
    textAt("", at),
  ];
  return { kind: "sequence", items, at };
}

/** `printenv X` is the variable X. */
function lowerPrintenv(command: Command): Expression | null {
  const names = rest(command).filter((word) => !isOption(word));
  if (names.length === 0) return null;
  const variables = names.map((word) => {
    const property: Expression = {
      kind: "text",
      parts: [textAt("$", command.at), word.value],
      at: command.at,
    };
    return {
      kind: "member" as const,
      object: nameAt("#shell", command.at),
      property,
      at: command.at,
    };
  });
  return anyOf(variables, command.at);
}

/** `find d -name p -exec c {} \;` runs c on the files d/p; without it they are printed. */
function lowerFind(command: Command, again: (inner: Command) => Expression): Expression | null {
  const words = rest(command);
  const texts = words.map((word) => constantText(word.value) ?? "");
  const exec = texts.findIndex((text) => /^-(?:exec|execdir|ok|okdir)$/.test(text));
  const found = callAt("find", foundArguments(words, texts), command.at);
  if (exec < 0 && texts.includes("-delete") && !texts.some((text) => CHOSEN.test(text))) {
    return callAt("rm", [found], command.at);
  }
  if (exec < 0) return found;
  const inner = words
    .slice(exec + 1)
    .filter((word) => !/^[;+]$|^\\;$/.test(constantText(word.value) ?? ""))
    .map((word) => filled(word, "{}", found));
  return again({ words: inner, input: null, at: command.at });
}

/** What chooses among the files that are there. */
const CHOSEN =
  /^-(?:i?name|i?path|i?regex|i?wholename|[acm]?(?:min|time)|newer\w*|size|perm|empty|user|links|maxdepth)$/;

/** Where files are looked for, and the name that they must have. */
function foundArguments(words: readonly Argument[], texts: readonly string[]): Expression[] {
  const [root] = words;
  const name = texts.findIndex((text) => /^-(?:i?name|i?path|i?wholename)$/.test(text));
  const pattern = name < 0 ? undefined : words[name + 1];
  if (root === undefined) return [];
  return pattern === undefined ? [root.value] : [root.value, pattern.value];
}

/** Settings of git that are commands, and commands that fetch or decode what they run. */
const GIT_COMMANDS =
  /^(?:core\.(?:fsmonitor|sshcommand|pager|editor|gitproxy|askpass)|(?:filter|diff|merge|credential|alias|sequence)\..+)$/i;
const FETCHES = /\b(?:curl|wget|base64|nc|python3?|node|powershell)\b|\/dev\/tcp/;

/** Where git takes programs from that it starts by itself, in every repository of the user. */
const HOOKS = /^(?:core\.hookspath|init\.templatedir)$/i;

/** `git config filter.x.smudge "…"`: git starts the command by itself from then on. */
function lowerGitConfig(command: Command): Expression | null {
  const words = operandsOf(command, ["-C", "-f", "--file", "-c"]);
  const [verb, key, value] = words;
  if (constantText(verb?.value) !== "config" || value === undefined) return null;
  const text = constantText(value.value) ?? "";
  const everywhere = command.words.some((word) =>
    /^--(?:global|system)$/.test(constantText(word.value) ?? ""),
  );
  if (everywhere && HOOKS.test(constantText(key?.value) ?? "") && !/^(?:\/dev\/null)?$/.test(text))
    return callAt("redirect", [textAt("~/.gitconfig", command.at), value.value], command.at);
  if (!GIT_COMMANDS.test(constantText(key?.value) ?? "") || !FETCHES.test(text)) return null;
  return callAt("redirect", [textAt(".git/config", command.at), value.value], command.at);
}

/** `cat a b` prints all of them. */
function lowerCat(command: Command): Expression | null {
  const files = rest(command).filter((word) => !isOption(word));
  const options = files.length !== command.words.length - 1;
  const named = files.filter((word) => constantText(word.value) !== "-");
  if (named.length === 0) return command.input;
  if (named.length === 1 && !options) return null;
  const reads = named.map((word): Expression => ({
    kind: "call",
    callee: nameAt("cat", command.at),
    args: [word],
    at: command.at,
  }));
  return anyOf(command.input === null ? reads : [...reads, command.input], command.at);
}

/** `cp a b c`: what is in a and b goes to c. */
function lowerCopy(command: Command): Expression | null {
  const files = operandsOf(command, ["-m", "-o", "-g", "-t", "-S"]);
  const target = files.at(-1);
  if (files.length < 2 || target === undefined) return null;
  const sources = files.slice(0, -1).map((word) => callAt("cat", [word.value], command.at));
  return calling(command, [target, { value: anyOf(sources, command.at) }]);
}

function withoutOptions(command: Command): Expression | null {
  return calling(command, operandsOf(command, []));
}

function operandsOf(command: Command, valued: readonly string[]): Argument[] {
  const words = rest(command);
  return words.filter((word, index) => {
    const before = constantText(words[index - 1]?.value);
    return !isOption(word) && !(before !== null && valued.includes(before));
  });
}

/** `dd if=a of=b`. */
function lowerDd(command: Command): Expression | null {
  const { at } = command;
  const from = part(command, "if=");
  const to = part(command, "of=");
  const read = from === null ? command.input : callAt("cat", [from], at);
  if (to === null) return read;
  return callAt("redirect", read === null ? [to] : [to, read], at);
}

/** The rest of the word that begins so. */
function part(command: Command, prefix: string): Expression | null {
  for (const { value } of rest(command).map(unsplit)) {
    const text = constantText(value);
    if (text?.startsWith(prefix) === true) return textAt(text.slice(prefix.length), value.at);
    if (value.kind !== "text") continue;
    const [first, ...others] = value.parts;
    const start = constantText(first);
    if (start?.startsWith(prefix) !== true) continue;
    return { ...value, parts: [textAt(start.slice(prefix.length), value.at), ...others] };
  }
  return null;
}

/** `tar czf out files`: what is in the files goes to out, or is printed. */
function lowerTar(command: Command): Expression | null {
  const [mode, ...others] = rest(command);
  const letters = constantText(mode?.value)?.replace(/^-+/, "") ?? "";
  const inner = { ...command, words: [...command.words.slice(0, 1), ...others] };
  if (!/^[a-zA-Z]*c[a-zA-Z]*$|^create/.test(letters)) {
    return unpacked(inner, letters);
  }
  const files = operandsOf(inner, ["-C", "--exclude"]);
  const archive = letters.includes("f") ? files.shift() : undefined;
  const reads = files.map((word) => callAt("tar", [word.value], command.at));
  const packed = anyOf(reads, command.at);
  if (archive === undefined || constantText(archive.value) === "-") return packed;
  return callAt("redirect", [archive.value, packed], command.at);
}

/** `tar xzf a -C d`: what is in a stands in d from then on; what is listed is printed. */
function unpacked(command: Command, letters: string): Expression | null {
  const read = operandsOf(command, ["-C", "--exclude", "--directory"]);
  const archive = letters.includes("f") ? read[0] : undefined;
  const { at } = command;
  const piped = archive === undefined || constantText(archive.value) === "-";
  const data = piped ? command.input : callAt("tar", [archive.value], at);
  if (data === null || !/x|get/.test(letters)) return data;
  const texts = command.words.map((word) => constantText(word.value) ?? "");
  const option = texts.findIndex((text) => text === "-C" || text === "--directory");
  const given = option < 0 ? undefined : command.words[option + 1]?.value;
  const folder = constantText(given);
  if (given !== undefined && folder === null) {
    const all: Expression = { kind: "text", parts: [given, textAt("/*", at)], at };
    return callAt("#unpack", [all, data], at);
  }
  return callAt("#unpack", [textAt(`${(folder ?? ".").replace(/\/$/, "")}/*`, at), data], at);
}

/** `scp file host:place`: what is in the file goes to the host. */
function lowerRemoteCopy(command: Command): Expression | null {
  const words = operandsOf(command, ["-i", "-P", "-o", "-F", "-e", "-l", "-c"]);
  const target = words.at(-1);
  if (words.length < 2 || target === undefined) return null;
  const isRemote = (word: Argument) => (constantText(word.value) ?? ":").includes(":");
  if (!isRemote(target)) return null;
  const sources = words
    .slice(0, -1)
    .filter((word) => !isRemote(word) || constantText(word.value) === null);
  const reads = sources.map((word) => ({ value: callAt("cat", [word.value], command.at) }));
  return calling(command, [target, ...reads]);
}
