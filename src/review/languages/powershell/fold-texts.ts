import type { Fold } from "../../code/analysis.ts";
import { constant, list, only, UNKNOWN, type Value } from "../../code/value.ts";
import {
  joinedBy,
  listIn,
  madeOf,
  numberIn,
  partOf,
  repeated,
  replacedIn,
  textIn,
} from "../decoded.ts";
import { asText, concatenated } from "./text-of.ts";

const entries: [string, Fold][] = [
  ["#join", (_, [items, by]) => joined(items, by)],
  ["string.join", (_, [by, ...items]) => joined(items.length === 1 ? items[0] : list(items), by)],
  ["string.concat", (_, args) => concatenated(args.flatMap((each) => listIn(each) ?? [each]))],
  ["#split", (_, [value, by]) => split(value, textIn(by), true)],
  ["#replace", (_, [value, pair]) => replaced(value, pair)],
  [
    "text.regularexpressions.regex.replace",
    (_, [value, from, to]) => byPattern(value, textIn(from), textIn(to), "g"),
  ],
  ["text.regularexpressions.regex.unescape", (_, [value]) => value ?? null],
  ["text.regularexpressions.regex.split", (_, [value, by]) => split(value, textIn(by), true)],
  [
    "text.regularexpressions.regex.matches",
    (_, [value, pattern]) => matches(value, textIn(pattern)),
  ],
  ["#match", (_, [value, pattern]) => firstMatch(value, textIn(pattern))],
  [
    "#format",
    (_, [format, args]) => formatted(format, listIn(args) ?? (args === undefined ? [] : [args])),
  ],
  [
    "string.format",
    (_, [format, ...args]) =>
      formatted(format, args.length === 1 ? (listIn(args[0]) ?? args) : args),
  ],
  ["#times", (_, [value, times]) => multiplied(value, times)],
  [".replace", (value, [from, to]) => replacedIn(value, textIn(from) ?? "", textIn(to) ?? "")],
  [".split", (value, [by]) => split(value, asText(by), false)],
  [
    ".substring",
    (value, [from, length]) =>
      partOf(value, numberIn(from) ?? 0, length === undefined ? null : numberIn(length)),
  ],
  [".tochararray", (value) => letters(value)],
  [".tolower", (value) => changed(value, (text) => text.toLowerCase())],
  [".tolowerinvariant", (value) => changed(value, (text) => text.toLowerCase())],
  [".toupper", (value) => changed(value, (text) => text.toUpperCase())],
  [".toupperinvariant", (value) => changed(value, (text) => text.toUpperCase())],
  [".trim", (value, [signs]) => trimmed(value, signs)],
  [".trimstart", (value) => changed(value, (text) => text.trimStart())],
  [".trimend", (value) => changed(value, (text) => text.trimEnd())],
  [".tostring", (value) => (asText(value) === null ? null : value)],
  [".insert", (value, [at, more]) => inserted(value, numberIn(at), textIn(more))],
  [".remove", (value, [from, length]) => removed(value, numberIn(from), numberIn(length))],
  [".padleft", (value) => value],
  ["#join-path", (_, args) => pathOf(args)],
  ["io.path.combine", (_, args) => pathOf(args)],
  ["#split-path", (_, [path, leaf]) => folderOf(path, leaf)],
  ["io.path.gettemppath", () => constant("~\\AppData\\Local\\Temp\\")],
  ["io.path.gettempfilename", () => constant("~\\AppData\\Local\\Temp\\tmp")],
  ["new-temporaryfile", () => constant("~\\AppData\\Local\\Temp\\tmp")],
  ["io.path.getfullpath", (_, [path]) => path ?? null],
  ["environment.getfolderpath", (_, [name]) => namedFolder(textIn(name) ?? name?.apis[0] ?? "")],
  ["environment.expandenvironmentvariables", (_, [text]) => expanded(text)],
  ["get-location", () => constant(".")],
];

/** Texts and paths: what is pure in PowerShell's operators and the methods of texts. */
export const TEXT_FOLDS: readonly [string, Fold][] = entries;

function joined(items: Value | undefined, by: Value | undefined): Value | null {
  const separator = textIn(by) ?? "";
  if (items !== undefined && listIn(items) === null) {
    const known = only(items);
    if (known instanceof Uint8Array)
      return { ...constant([...known].join(separator)), layers: items.layers };
    return asText(items) === null ? null : items;
  }
  const inner = listIn(items)?.map((each) => {
    const text = asText(each);
    return text === null ? each : { ...constant(text), layers: each.layers };
  });
  return inner === undefined ? null : joinedBy(list(inner), separator);
}

/** Patterns that are no more than some letters are safe to take as such. */
function plainPattern(pattern: string): string | null {
  const plain = pattern.replace(/\\([^a-zA-Z0-9])/g, "$1");
  return /(?<!\\)[.*+?^${}()|[\]]/.test(pattern) || /\\[a-zA-Z0-9]/.test(pattern) ? null : plain;
}

/** Only patterns that cannot take long: no repetition of a group, and not many of them. */
function safePattern(pattern: string, flags: string): RegExp | null {
  if (pattern.length > 200 || /[)\]][*+{].*[*+{]|\\\d|\(\?[<!=]/.test(pattern)) return null;
  if ((pattern.match(/[*+]/g) ?? []).length > 1) return null;
  try {
    return new RegExp(pattern, flags);
  } catch (error) {
    // A pattern of .NET that JavaScript does not know.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const LONGEST = 2_000_000;

function split(value: Value | undefined, by: string | null, pattern: boolean): Value | null {
  const text = textIn(value);
  if (value === undefined || text === null || by === null || text.length > LONGEST) return null;
  const plain = pattern ? plainPattern(by) : null;
  const separator = pattern ? (plain ?? safePattern(by, "i")) : by.length <= 1 ? by : anyOf(by);
  if (separator === null) return null;
  return list(
    text
      .split(separator, 20_000)
      .filter((each): each is string => typeof each === "string")
      .map((each) => madeOf(each, [value])),
  );
}

/** `.Split("ab")` parts at each of the letters. */
function anyOf(letters: string): RegExp {
  return new RegExp(`[${letters.replace(/[\\\]^-]/g, "\\$&")}]`);
}

/** `$x -replace "a", "b"`; without a second text what is found is taken away. */
function replaced(value: Value | undefined, pair: Value | undefined): Value | null {
  const [from, to] = listIn(pair) ?? (pair === undefined ? [] : [pair]);
  if (to !== undefined && to.closures.length > 0) return null;
  const items = listIn(value);
  if (items !== null)
    return list(items.map((each) => byPattern(each, textIn(from), textIn(to) ?? "", "gi") ?? each));
  return byPattern(value, textIn(from), to === undefined ? "" : textIn(to), "gi");
}

function byPattern(
  value: Value | undefined,
  from: string | null,
  to: string | null,
  flags: string,
): Value | null {
  const text = textIn(value);
  if (value === undefined || text === null || from === null || to === null || text.length > LONGEST)
    return null;
  const pattern = safePattern(from, flags);
  if (pattern === null) return null;
  return madeOf(text.replace(pattern, to.replace(/\$\{(\w+)\}/g, "$<$1>")), [value]);
}

function matches(value: Value | undefined, pattern: string | null): Value | null {
  const text = textIn(value);
  const safe = pattern === null ? null : safePattern(pattern, "g");
  if (value === undefined || text === null || safe === null || text.length > LONGEST) return null;
  return list([...text.matchAll(safe)].slice(0, 20_000).map((each) => madeOf(each[0], [value])));
}

function firstMatch(value: Value | undefined, pattern: string | null): Value | null {
  const text = textIn(value);
  const safe = pattern === null ? null : safePattern(pattern, "i");
  if (value === undefined || text === null || safe === null || text.length > LONGEST) return null;
  const found = safe.exec(text);
  return found === null ? null : list(found.map((each) => madeOf(each, [value])));
}

/** `"{1}{0}" -f "b", "a"`. */
function formatted(format: Value | undefined, args: readonly Value[]): Value | null {
  const text = textIn(format);
  if (format === undefined || text === null) return null;
  const parts: Value[] = [];
  let from = 0;
  for (const found of text.matchAll(/\{\{|\}\}|\{(\d+)(?:,-?\d+)?(?::[^}]*)?\}/g)) {
    parts.push(madeOf(text.slice(from, found.index), [format]));
    from = found.index + found[0].length;
    if (found[1] === undefined) parts.push(constant(found[0].charAt(0)));
    else parts.push(args[Number(found[1])] ?? UNKNOWN);
  }
  parts.push(madeOf(text.slice(from), [format]));
  return concatenated(parts);
}

function multiplied(value: Value | undefined, times: Value | undefined): Value | null {
  const a = value === undefined ? undefined : only(value);
  const b = numberIn(times);
  if (typeof a === "number" && b !== null) return constant(a * b);
  return repeated(value, b);
}

function letters(value: Value): Value | null {
  const text = textIn(value);
  if (text === null || text.length > 20_000) return null;
  return list([...text].map((each) => madeOf(each, [value])));
}

function changed(value: Value, change: (text: string) => string): Value | null {
  const text = textIn(value);
  return text === null ? null : madeOf(change(text), [value]);
}

function trimmed(value: Value, signs: Value | undefined): Value | null {
  const set = signs === undefined ? "" : (textIn(signs) ?? "");
  if (set === "") return changed(value, (text) => text.trim());
  const inside = (sign: string) => set.includes(sign);
  return changed(value, (text) => {
    let start = 0;
    let end = text.length;
    while (start < end && inside(text.charAt(start))) start += 1;
    while (end > start && inside(text.charAt(end - 1))) end -= 1;
    return text.slice(start, end);
  });
}

function inserted(value: Value, at: number | null, more: string | null): Value | null {
  if (at === null || more === null) return null;
  return changed(value, (text) => text.slice(0, at) + more + text.slice(at));
}

function removed(value: Value, from: number | null, length: number | null): Value | null {
  if (from === null) return null;
  return changed(
    value,
    (text) => text.slice(0, from) + (length === null ? "" : text.slice(from + length)),
  );
}

function pathOf(args: readonly Value[]): Value {
  const parts = args.flatMap((each, index) => (index === 0 ? [each] : [constant("/"), each]));
  const whole = concatenated(parts);
  const text = only(whole);
  return typeof text === "string"
    ? { ...whole, known: [text.replace(/([/\\])[/\\]+/g, "$1")] }
    : whole;
}

function folderOf(path: Value | undefined, leaf: Value | undefined): Value | null {
  const text = textIn(path);
  if (path === undefined || text === null) return null;
  const cut = Math.max(text.lastIndexOf("/"), text.lastIndexOf("\\"));
  const folder = cut < 0 ? "." : text.slice(0, cut);
  return madeOf(only(leaf ?? UNKNOWN) === true ? text.slice(cut + 1) : folder, [path]);
}

const NAMED: Readonly<Record<string, string>> = {
  userprofile: "~",
  personal: "~\\Documents",
  mydocuments: "~\\Documents",
  applicationdata: "~\\AppData\\Roaming",
  localapplicationdata: "~\\AppData\\Local",
  commonapplicationdata: "C:\\ProgramData",
  startup: "~\\AppData\\Roaming\\Microsoft\\Windows\\Start Menu\\Programs\\Startup",
  commonstartup: "C:\\ProgramData\\Microsoft\\Windows\\Start Menu\\Programs\\Startup",
  desktop: "~\\Desktop",
  programfiles: "C:\\Program Files",
  system: "C:\\Windows\\System32",
  windows: "C:\\Windows",
};

/** `[Environment]::GetFolderPath("Startup")`. */
function namedFolder(name: string): Value | null {
  const small = name.toLowerCase();
  const folder = NAMED[small.slice(small.lastIndexOf(".") + 1)];
  return folder === undefined ? null : constant(folder);
}

const SPELT: Readonly<Record<string, string>> = {
  temp: "~\\AppData\\Local\\Temp",
  appdata: "~\\AppData\\Roaming",
  localappdata: "~\\AppData\\Local",
  userprofile: "~",
};

function expanded(value: Value | undefined): Value | null {
  if (value === undefined) return null;
  return changed(value, (text) =>
    text.replace(/%(\w+)%/g, (whole, name: string) => SPELT[name.toLowerCase()] ?? whole),
  );
}
