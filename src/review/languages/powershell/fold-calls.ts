import type { Fold } from "../../code/analysis.ts";
import { constant, list, NOTHING, UNKNOWN, type Value } from "../../code/value.ts";
import { listIn, textIn } from "../decoded.ts";
import { isCommand, usualCommand } from "./aliases.ts";
import { nativeTypes } from "./native-types.ts";
import { concatenated } from "./text-of.ts";

const entries: [string, Fold][] = [
  ["#callee", (_, [value]) => callee(value)],
  ["#program", (_, [value]) => program(value)],
  ["#found", (_, [value]) => found(value)],
  ["#arguments", (_, [value]) => argumentWords(value)],
  ["#native-types", (_, args, analysis) => nativeTypes(args, analysis)],
  ["#endpoint", (_, [host, port]) => endpoint(host, port)],
];

/** What is called when the name is only known at run time. */
export const CALL_FOLDS: readonly [string, Fold][] = entries;

/** What `&` calls: a command or a function by its name, or a value that is one itself. */
function callee(value: Value | undefined): Value | null {
  if (value === undefined) return null;
  const known = value.known.flatMap((each) =>
    typeof each === "string" ? [`&${each.trim().toLowerCase()}`] : [],
  );
  return { ...value, known };
}

/** What starts a program that is named at run time; commands of PowerShell are none. */
function program(value: Value | undefined): Value {
  const texts = value?.known.filter((known) => typeof known === "string") ?? [];
  const named = texts.length > 0 ? texts : [value?.prefix ?? ""];
  const starts = named
    .map((text) => text.trim())
    .some((text) => text !== "" && !text.startsWith("#") && !isCommand(usualCommand(text)));
  return starts ? { ...constant("&start-process"), layers: value?.layers ?? [] } : NOTHING;
}

/** Names that a pattern of `Get-Command` is searched in: what attackers look for. */
const SOUGHT = `invoke-expression iex invoke-webrequest iwr invoke-restmethod irm start-process
  new-object invoke-command`.split(/\s+/);

/** The command that a name or a pattern finds. */
function found(value: Value | undefined): Value | null {
  const text = textIn(value)?.toLowerCase();
  if (value === undefined || text === undefined) return value ?? null;
  if (!/[*?]/.test(text) || text.length > 100) return value;
  const parts = text.split(/[*?]+/).filter((each) => each !== "");
  const named = SOUGHT.find((each) => {
    let from = 0;
    return parts.every((part) => {
      const at = each.indexOf(part, from);
      from = at + part.length;
      return at !== -1;
    });
  });
  return named === undefined ? null : { ...constant(named), layers: value.layers };
}

/** The words of what `Start-Process` hands on: a list, or one text of them. */
function argumentWords(value: Value | undefined): Value | null {
  const items = value === undefined ? [] : (listIn(value) ?? [value]);
  const words = items.flatMap((item) => {
    const text = textIn(item);
    if (text === null || !/\s/.test(text)) return [item];
    const parts = text.match(/"[^"]*"|'[^']*'|[^\s"']+/g) ?? [];
    return parts.map((part) => ({
      ...constant(part.replace(/^(["'])(.*)\1$/s, "$2")),
      layers: item.layers,
    }));
  });
  return list(words.slice(0, 1000));
}

function endpoint(host: Value | undefined, port: Value | undefined): Value {
  const at = port === undefined ? [] : [constant(":"), port];
  return concatenated([constant("tcp://"), host ?? UNKNOWN, ...at]);
}
