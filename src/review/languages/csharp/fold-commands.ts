import type { Fold } from "../../code/analysis.ts";
import { api, constant, join, joinAll, list, UNKNOWN, type Value } from "../../code/value.ts";
import { textOrPrefix } from "../../code/value.ts";
import { itemsIn, layersIn } from "./bytes.ts";
import { plainText } from "./fold-texts.ts";
import { usualName } from "./names.ts";

/** Programs to be started, and types that are found by their names. */
export const COMMAND_FOLDS: [string, Fold][] = [
  ["#command", (_, [object, ...args]) => commandOf(object, args)],
  ["ProcessStartInfo", (_, args) => description(args)],
  ["Type.GetType", (_, [name]) => typeNamed(name)],
  ["Type.GetTypeFromProgID", (_, [name]) => typeNamed(name)],
  [".GetType", (_, [name]) => typeNamed(name)],
];

/** `new ProcessStartInfo(file, arguments)` is an object with these fields. */
export function description(args: readonly Value[]): Value {
  const fields = new Map<string, Value>();
  const [file, given] = args;
  if (file !== undefined) fields.set("FileName", file);
  const items = given === undefined ? null : plainText(given) === null ? itemsIn(given) : null;
  if (items !== null) fields.set("ArgumentList", list([...items]));
  else if (given !== undefined) fields.set("Arguments", given);
  if (!fields.has("ArgumentList")) fields.set("ArgumentList", list([]));
  return { ...UNKNOWN, boxes: [{ fields, items: null, rest: UNKNOWN }] };
}

/** What `x.Start(a, b)` starts, as a list of words; what is no program is passed on. */
function commandOf(object: Value | undefined, args: readonly Value[]): Value | null {
  if (object === undefined) return null;
  const [first, second] = args;
  const field = (value: Value | undefined, name: string) =>
    joinAll((value?.boxes ?? []).flatMap((box) => box.fields.get(name) ?? []));
  const info = first === undefined ? field(object, "StartInfo") : first;
  const file = field(info, "FileName");
  if (file !== UNKNOWN) {
    const words = wordsIn(field(info, "Arguments"));
    const more = field(info, "ArgumentList").boxes.flatMap((box) => box.items ?? []);
    return commandLine([file, ...words, ...more]);
  }
  if (!object.apis.includes("Process")) return first ?? UNKNOWN;
  if (first === undefined) return UNKNOWN;
  const items = second === undefined ? null : itemsOfList(second);
  const words = items ?? (second === undefined ? [] : wordsIn(second));
  return commandLine([first, ...words]);
}

function itemsOfList(value: Value): Value[] | null {
  return plainText(value) === null && value.boxes.length === 1
    ? (value.boxes[0]?.items ?? null)
    : null;
}

/** An address that is opened in the browser is no program. */
function commandLine(words: readonly Value[]): Value {
  const [first] = words;
  if (first !== undefined && /^(?:https?|mailto|ms-settings):/i.test(textOrPrefix(first) ?? ""))
    return UNKNOWN;
  return { ...list([...words]), layers: words.flatMap((each) => layersIn(each)).slice(0, 8) };
}

/** Arguments in one text: quotes hold words together (Windows, `CommandLineToArgvW`). */
function wordsIn(value: Value): Value[] {
  const text = textOrPrefix(value);
  if (text === null) return value.taints.length > 0 ? [value] : [];
  return splitWords(text).map((word) => ({
    ...value,
    known: word.includes("…") ? [] : [word],
    prefix: word.includes("…") ? word : null,
  }));
}

function splitWords(text: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    const escaped = letter === "\\" && text.charAt(at + 1) === '"';
    if (escaped) {
      word = `${word ?? ""}"`;
      at += 1;
    } else if (letter === '"') {
      quoted = !quoted;
      word ??= "";
    } else if (/\s/.test(letter) && !quoted) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? "") + letter;
  }
  return word === null ? words : [...words, word];
}

/** A type by its name, as reflection finds it; of `Name, Assembly` the name. */
function typeNamed(name: Value | undefined): Value | null {
  const text = plainText(name);
  if (name === undefined || text === null) return null;
  const plain = text.replace(/,.*$/s, "").replace(/\+/g, ".").trim();
  if (!/^[\w.]{1,200}$/.test(plain)) return null;
  const known = /^(?:WScript|Shell|MSXML2|WinHttp|Scripting|ADODB|MMC20|Excel|Schedule)\b/i.test(
    plain,
  )
    ? plain
    : usualName(plain);
  return join({ ...api(known), layers: name.layers }, { ...constant(known), known: [] });
}
