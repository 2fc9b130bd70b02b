import type { Random } from "./random.ts";

/** Changes a text; `other` is another text of the same sort. */
export type Mutation = (text: string, random: Random, other: string) => string;

/** A mutated text is cut to this many characters. */
export const LONGEST = 300_000;

/** All mutations of text by name. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  delete: (text, random) =>
    edited(text, random, (tokens, at) => tokens.splice(at, 1 + random.below(4))),
  "delete a stretch": (text, random) =>
    edited(text, random, (tokens, at) => tokens.splice(at, random.below(tokens.length / 2))),
  double: (text, random) =>
    edited(text, random, (tokens, at) =>
      tokens.splice(at, 0, ...tokens.slice(at, at + 1 + random.below(12))),
    ),
  swap: (text, random) =>
    edited(text, random, (tokens, at) => {
      const to = random.below(tokens.length);
      [tokens[at], tokens[to]] = [tokens[to] ?? "", tokens[at] ?? ""];
    }),
  "another's word": (text, random, other) =>
    edited(text, random, (tokens, at) => (tokens[at] = random.pick(tokensOf(other)))),
  "another's line": (text, random, other) =>
    lines(text, (list) =>
      list.splice(random.below(list.length), random.below(2), random.pick(other.split("\n"))),
    ),
  splice: (text, random, other) =>
    text.slice(0, random.below(text.length)) + other.slice(random.below(other.length)),
  "one inside the other": (text, random, other) => {
    const at = random.below(text.length);
    return text.slice(0, at) + other + text.slice(at);
  },
  truncate: (text, random) => text.slice(0, random.below(text.length)),
  behead: (text, random) => text.slice(random.below(text.length)),
  nest: (text, random) => edited(text, random, (tokens, at) => nest(tokens, at, random)),
  "open without end": (text, random) =>
    edited(text, random, (tokens, at) =>
      tokens.splice(at, 0, random.pick(OPENERS).repeat(random.pick(COUNTS))),
    ),
  "repeat a word": (text, random) =>
    edited(text, random, (tokens, at) => (tokens[at] = repeated(tokens[at] ?? "", random))),
  "repeat a line": (text, random) =>
    lines(text, (list) => {
      const at = random.below(list.length);
      list[at] = repeated(`${list[at] ?? ""}\n`, random);
    }),
  "repeat words": (text, random) =>
    edited(text, random, (tokens, at) => {
      const stretch = tokens.slice(at, at + 2 + random.below(8)).join("");
      tokens[at] = repeated(stretch, random);
    }),
  "name of the runtime": (text, random) => word(text, random, /^\w+$/, random.pick(RUNTIME_NAMES)),
  "odd number": (text, random) => word(text, random, /^\d+$/, random.pick(NUMBERS)),
  "odd sign": (text, random) =>
    edited(text, random, (tokens, at) => tokens.splice(at, 0, random.pick(SIGNS))),
  "odd name": (text, random) => word(text, random, /^[A-Za-z_]\w*$/, random.pick(SIGNS)),
  "line ends": (text, random) =>
    text.replaceAll("\n", random.pick(["\r\n", "\r", "\n\n", "\u2028", "\\\n", "", " "])),
  indentation: (text, random) =>
    lines(text, (list) => {
      const at = random.below(list.length);
      list[at] = random.pick(["  ", "\t", " ".repeat(200), "\f"]) + (list[at] ?? "").trimStart();
    }),
  "other case": (text, random) => {
    const at = random.below(text.length);
    const end = at + random.below(200);
    return text.slice(0, at) + text.slice(at, end).toUpperCase() + text.slice(end);
  },
};

const PAIRS = ["()", "[]", "{}", "<>", "''", '""', "``"].map((pair) => [...pair] as const);
const WRAPPERS: readonly (readonly [string, string])[] = [
  ...PAIRS.map(([open = "", close = ""]) => [open, close] as const),
  ["$(", ")"],
  ["${", "}"],
  ["{{", "}}"],
  ["f(", ")"],
  ["a[", "]"],
  ["- ", ""],
  ["if(x){", "}"],
  ["<a>", "</a>"],
  ["!", ""],
  ["(x)=>", ""],
];
const OPENERS = [
  ...WRAPPERS.map(([open]) => open),
  '"""',
  "<<EOF\n",
  "/*",
  "#{",
  "<!--",
  "begin\n",
];
const COUNTS = [1, 2, 3, 50, 2000, 20_000];

/** Names that every object of JavaScript has, and that a table must not take for its own. */
const RUNTIME_NAMES = [
  ..."__proto__ constructor toString hasOwnProperty valueOf length then".split(" "),
  ..."prototype name default undefined null NaN true __defineGetter__ isPrototypeOf".split(" "),
];
const NUMBERS =
  "-1 0 -0 1e400 NaN Infinity 4294967296 9007199254740993 -9007199254740993 0.5 1e-9 0x 00".split(
    " ",
  );
const SIGNS = [
  ..."\0 \u0001 \u001b \u007f \u0085 \u00a0 \u200b \u202e \u2028 \u2066 \ufeff \ufffd".split(" "),
  ..."\u{1f600} \u{e0041} e\u0301 \u0130 \u00df \\ \\u{110000} \\ud800 %00 $ # @ & * ? : ; , .".split(
    " ",
  ),
];

function tokensOf(text: string): string[] {
  return text.match(/\w+|\s+|[^\w\s]/gu) ?? [""];
}

function edited(
  text: string,
  random: Random,
  edit: (tokens: string[], at: number) => unknown,
): string {
  const tokens = tokensOf(text);
  edit(tokens, random.below(tokens.length));
  return tokens.join("").slice(0, LONGEST);
}

function lines(text: string, edit: (list: string[]) => unknown): string {
  const list = text.split("\n");
  edit(list);
  return list.join("\n").slice(0, LONGEST);
}

/** Puts another word in the place of one of those that fit. */
function word(text: string, random: Random, fits: RegExp, by: string): string {
  const tokens = tokensOf(text);
  const places = [...tokens.keys()].filter((at) => fits.test(tokens[at] ?? ""));
  if (places.length === 0) return text + by;
  tokens[random.pick(places)] = by;
  return tokens.join("");
}

function nest(tokens: string[], at: number, random: Random): void {
  const [open, close] = random.pick(WRAPPERS);
  const depth = random.pick(COUNTS);
  const inner = tokens.splice(at, random.below(20)).join("");
  tokens.splice(at, 0, open.repeat(depth) + inner + close.repeat(depth));
}

function repeated(text: string, random: Random): string {
  const most = Math.floor(LONGEST / Math.max(1, text.length));
  return text.repeat(Math.min(most, random.pick([3, 100, 5000, 50_000])));
}
