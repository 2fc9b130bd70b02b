import type { Span } from "../../../model/span.ts";
import type { Argument, Expression } from "../../code/program.ts";
import { callAt, constantAt, nameAt, opaqueAt } from "../lowered.ts";
import { usualCommand } from "./aliases.ts";
import { lowerAddType } from "./native-types.ts";
import { ordered, type Given } from "./parameters.ts";
import { assignAt, writtenText, type Parser } from "./parser.ts";
import { startedProgram } from "./programs.ts";
import { madeOf } from "./made.ts";
import { writes } from "./writes.ts";
import { environmentName, variableAt } from "./variables.ts";

/** How a command is lowered that is more than a call; null: as any other. */
export type Special = (given: Given, parser: Parser) => Expression | null;

const entries: [string, Special][] = [
  ["foreach-object", lowerEach],
  ["start-process", lowerStart],
  ["new-object", lowerNew],
  ["write-output", lowerOutput],
  ["out-null", ({ input, at }) => silent(input === null ? [] : [input], at)],
  ["invoke-webrequest", (given) => downloaded(given, "&invoke-webrequest", "outfile")],
  ["invoke-restmethod", (given) => downloaded(given, "&invoke-restmethod", "outfile")],
  ["start-bitstransfer", (given) => downloaded(given, "&start-bitstransfer", "destination")],
  ["copy-item", (given) => copied(given, "destination")],
  ["move-item", (given) => copied(given, "destination")],
  ["rename-item", (given) => copied(given, "newname")],
  ["expand-archive", unpacked],
  ["new-scheduledtaskaction", lowerAction],
  ["add-type", lowerAddType],
  ["import-module", lowerImport],
  ["get-content", lowerGet],
  ["get-item", lowerGet],
  ["get-childitem", lowerGet],
  ["set-item", lowerSetItem],
  ["new-item", lowerSetItem],
  ["set-alias", lowerAlias],
  ["new-alias", lowerAlias],
  ["set-variable", lowerSetVariable],
  ["new-variable", lowerSetVariable],
  ["get-variable", lowerGetVariable],
  [
    "join-path",
    (given) => folded("#join-path", given, ["path", "childpath", "additionalchildpath"]),
  ],
  ["split-path", (given) => folded("#split-path", given, ["path", "leaf", "parent"])],
  ["resolve-path", (given) => ordered(given, ["path"])[0] ?? null],
  ["convert-path", (given) => ordered(given, ["path"])[0] ?? null],
  ["convertto-securestring", (given) => ordered(given, ["string"])[0] ?? given.input],
  ["get-command", (given) => folded("#found", given, ["name"])],
  ["get-alias", (given) => folded("#found", given, ["name"])],
  ["get-date", ({ at }) => callAt("#unknown", [], at)],
  ["invoke-command", lowerBlock],
  ["start-job", lowerBlock],
  ["start-threadjob", lowerBlock],
];

/** Commands of PowerShell that are more than a call, by their full names. */
export const SPECIAL: ReadonlyMap<string, Special> = new Map(entries);

function silent(parts: readonly Expression[], at: Span): Expression {
  return { kind: "sequence", items: [...parts, callAt("#nothing", [], at)], at };
}

function calling(name: string, args: Argument[], input: Expression | null, at: Span): Expression {
  const call: Expression = { kind: "call", callee: nameAt(name, at), args, at };
  return input === null ? call : { ...call, input };
}

function folded(name: string, given: Given, order: readonly string[]): Expression {
  const args = ordered(given, order).filter((each) => each !== null);
  return callAt(name, given.input === null ? args : [given.input, ...args], given.at);
}

/** `x | % { … }`, with what it does before and after. */
function lowerEach({ named, places, input, at }: Given): Expression | null {
  const blocks = places.filter((each) => each.kind === "function" || each.kind === "name");
  const positional = blocks.length > 1 && named.size === 0;
  const begin = named.get("begin") ?? (positional ? blocks[0] : undefined);
  const end = named.get("end") ?? (positional ? blocks[2] : undefined);
  const each =
    named.get("process") ??
    named.get("parallel") ??
    (positional ? blocks[1] : (blocks[0] ?? places[0]));
  if (each === undefined) return input === null ? null : opaqueAt([input], at);
  const of = input ?? callAt("#unknown", [], at);
  const loop = calling("&foreach-object", [{ value: each }], of, at);
  const called = (block: Expression): Expression => ({ kind: "call", callee: block, args: [], at });
  if (begin === undefined && end === undefined) return loop;
  const last: Expression =
    end === undefined ? loop : { kind: "choice", test: null, options: [loop, called(end)], at };
  return { kind: "sequence", items: [...(begin === undefined ? [] : [called(begin)]), last], at };
}

function lowerStart(given: Given): Expression | null {
  const [program, args] = ordered(given, ["filepath", "argumentlist"]);
  const { at } = given;
  if (program === null || program === undefined) return null;
  const list =
    args === null || args === undefined
      ? { kind: "list" as const, items: [], at }
      : callAt("#arguments", [args], at);
  const started = startedProgram(program, list, at, writtenText(program)?.toLowerCase() ?? null);
  const style = writtenText(given.named.get("windowstyle"))?.toLowerCase();
  if (style !== "hidden") return started;
  return { kind: "sequence", items: [callAt("&hidden-window", [program], at), started], at };
}

function lowerNew(given: Given): Expression | null {
  const { named, places, at } = given;
  const com = named.get("comobject");
  if (com !== undefined) {
    const name = writtenText(com);
    const type: Expression =
      name === null
        ? { kind: "member", object: nameAt("#types", at), property: callAt("#com", [com], at), at }
        : nameAt(`[com.${name.toLowerCase()}]`, at);
    return { kind: "call", callee: type, args: [], at };
  }
  const type = named.get("typename") ?? places[0];
  if (type === undefined) return null;
  const rest = named.has("typename") ? places : places.slice(1);
  const listed = named.get("argumentlist") ?? rest[0];
  const spread =
    listed?.kind === "list" ? listed.items : listed === undefined ? [] : [{ value: listed }];
  const fields = named.get("property");
  const args = [
    ...spread,
    ...rest.slice(1).map((value) => ({ value })),
    ...(fields === undefined ? [] : [{ value: fields }]),
  ];
  return madeOf(type, args, at);
}

function lowerOutput({ named, places, input, at }: Given): Expression {
  const all = [...places, ...named.values()].filter(
    (each) => each.kind !== "constant" || each.value !== true,
  );
  const [first] = all;
  if (first === undefined) return input ?? silent([], at);
  return all.length === 1 ? first : { kind: "list", items: all.map((value) => ({ value })), at };
}

/** A download into a file is a download that is written. */
function downloaded(
  given: Given,
  name: string,
  into: "outfile" | "destination",
): Expression | null {
  const { args, input, at, named, places } = given;
  const file = named.get(into) ?? (into === "destination" ? places[1] : undefined);
  if (file === undefined) return null;
  const rest = args.filter((each) => each.name !== into && each.value !== file);
  const received = calling(name, rest, input, at);
  return writes(file, received, at);
}

function copied(given: Given, destination: string): Expression | null {
  const [from, to] = ordered(given, ["path", destination]);
  if (from === null || from === undefined || to === null || to === undefined) return null;
  const { at } = given;
  return callAt("&copy-item", [to, callAt("&get-content", [from], at)], at);
}

/** `Expand-Archive a.zip dir`: what is in the archive goes into the folder. */
function unpacked(given: Given): Expression | null {
  const { at } = given;
  const [from, to] = ordered(given, ["path", "destinationpath"]);
  const archive = from ?? given.named.get("literalpath");
  if (archive === null || archive === undefined) return null;
  const folder = to ?? constantAt(".", at);
  const all: Expression = { kind: "text", parts: [folder, constantAt("/*", at)], at };
  return callAt("#unpack", [all, callAt("&get-content", [archive], at)], at);
}

/** What a task starts: a program and its arguments. */
function lowerAction({ named, places, at }: Given): Expression {
  const items = [...named.values(), ...places].map((value) => ({ value }));
  return { kind: "list", items, at };
}

/** A module by its path is a file of the repository; by its name it is anybody's. */
function lowerImport(given: Given): Expression | null {
  const [name] = ordered(given, ["name"]);
  const file = name ?? given.named.get("path");
  if (file === null || file === undefined) return null;
  const text = writtenText(file);
  if (text !== null && !/[\\/]|\.ps[md]?1$/i.test(text)) return null;
  return { kind: "import", module: file, at: given.at };
}

/** `Get-Content env:X` is the variable X. */
function lowerGet(given: Given): Expression | null {
  const [path] = ordered(given, ["path"]);
  const name = /^env:[\\/]?(\w+)$/i.exec(writtenText(path ?? undefined) ?? "")?.[1];
  return name === undefined ? null : variableAt(`env:${name}`, given.at);
}

function lowerSetItem(given: Given): Expression | null {
  const [path, value] = ordered(given, ["path", "value"]);
  const name = /^env:[\\/]?(\w+)$/i.exec(writtenText(path ?? undefined) ?? "")?.[1];
  if (name === undefined || value === null || value === undefined) return null;
  return assignAt(environmentName(name), value, given.at, false);
}

function lowerAlias(given: Given): Expression | null {
  const [name, value] = ordered(given, ["name", "value"]);
  const alias = writtenText(name ?? undefined);
  if (alias === null || value === null || value === undefined) return null;
  const text = writtenText(value);
  const to =
    text === null
      ? callAt("#callee", [value], given.at)
      : nameAt(`&${usualCommand(text)}`, given.at);
  return assignAt(`&${alias.toLowerCase()}`, to, given.at, false);
}

function lowerSetVariable(given: Given, parser: Parser): Expression | null {
  const [name, value] = ordered(given, ["name", "value"]);
  const spelt = writtenText(name ?? undefined);
  if (spelt === null || value === null || value === undefined) return null;
  return assignAt(spelt.toLowerCase(), value, given.at, parser.output.local);
}

function lowerGetVariable(given: Given): Expression | null {
  const spelt = writtenText(ordered(given, ["name"])[0] ?? undefined);
  return spelt === null ? null : variableAt(spelt, given.at);
}

/** A block that runs in another place runs all the same; its arguments go to it. */
function lowerBlock(given: Given): Expression | null {
  const { named, places, at, input } = given;
  const file = named.get("filepath");
  if (file !== undefined) return callAt("#run-file", [file], at);
  const block = named.get("scriptblock") ?? places[0];
  if (block === undefined) return null;
  const list = named.get("argumentlist");
  const args: Argument[] = list === undefined ? [] : [{ value: list, spread: true }];
  const call: Expression = { kind: "call", callee: block, args, at };
  return input === null ? call : { kind: "sequence", items: [input, call], at };
}
