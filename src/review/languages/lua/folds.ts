import type { Analysis, Fold } from "../../code/analysis.ts";
import { api, constant, list, onlyText, taintsOf, UNKNOWN, type Value } from "../../code/value.ts";
import { stateful } from "../../code/host-object.ts";
import {
  characterOf,
  joinedBy,
  madeOf,
  numberIn,
  repeated,
  textIn,
  turned,
  unbase64,
  unhex,
  unpercent,
} from "../decoded.ts";
import { replacedBy, matchesOf } from "./patterns.ts";

type Pure = (args: readonly Value[], analysis: Analysis) => Value | null;

/** Functions of texts: `string.rep(s, 2)` is `s:rep(2)`. */
const texts: [string, Pure][] = [
  [
    "char",
    (codes, analysis) =>
      joinedBy(list(codes.map((code) => characterOf(code, analysis) ?? UNKNOWN)), ""),
  ],
  ["byte", bytes],
  ["reverse", ([text], analysis) => turned(text, analysis)],
  ["rep", ([text, times]) => repeated(text, numberIn(times))],
  ["sub", part],
  ["upper", ([text]) => changed(text, (each) => each.toUpperCase())],
  ["lower", ([text]) => changed(text, (each) => each.toLowerCase())],
  ["len", ([text]) => (textIn(text) === null ? null : constant(textIn(text)?.length ?? 0))],
  ["format", printed],
  ["gsub", (args, analysis) => replacedBy(args, analysis)],
  ["gmatch", (args, analysis) => matchesOf(args, analysis)],
];

const others: [string, Pure][] = [
  [
    "table.concat",
    ([items, separator]) =>
      joinedBy(items, separator === undefined ? "" : (textIn(separator) ?? "")),
  ],
  ["table.insert", inserted],
  ["table.pack", (args) => list([...args])],
  [
    "utf8.char",
    (codes, analysis) =>
      joinedBy(list(codes.map((code) => characterOf(code, analysis) ?? UNKNOWN)), ""),
  ],
  ["tostring", ([value]) => changed(value, (each) => each)],
  ["tonumber", ([value, base]) => number(value, numberIn(base) ?? 10)],
  [
    "math.floor",
    ([value]) => (numberIn(value) === null ? null : constant(Math.floor(numberIn(value) ?? 0))),
  ],
  ["#keys", ([value]) => keys(value)],
  ["socket.tcp", () => stateful(api("socket.tcp()"))],
  ["socket.udp", () => stateful(api("socket.tcp()"))],
  ["ngx.socket.tcp", () => stateful(api("socket.tcp()"))],
  ["ngx.socket.udp", () => stateful(api("socket.tcp()"))],
  ["vim.fn.expand", ([path]) => (textIn(path)?.startsWith("~") === true ? (path ?? null) : null)],
  ["vim.fn.fnamemodify", ([path]) => path ?? null],
  ["vim.fs.joinpath", (args) => joinedBy(list([...args]), "/")],
  [
    "vim.fn.join",
    ([items, separator]) =>
      joinedBy(items, separator === undefined ? " " : (textIn(separator) ?? "")),
  ],
  ...["bit", "bit32", "require.bit"].map((name): [string, Pure] => [
    `${name}.bxor`,
    ([a, b]) => xored(a, b),
  ]),
  ...[
    "mime.unb64",
    "base64.decode",
    "ngx.decode_base64",
    "basexx.from_base64",
    "lbase64.decode",
    "vim.base64.decode",
    "crypt.base64decode",
    "crypt.base64.decode",
    "resty.base64.decode",
    "openssl.base64.decode",
  ].map((name): [string, Pure] => [name, ([text], analysis) => unbase64(text, analysis)]),
  ...["basexx.from_hex", "hex.decode", "resty.string.from_hex"].map((name): [string, Pure] => [
    name,
    ([text], analysis) => unhex(text, analysis),
  ]),
  ...["ngx.unescape_uri", "socket.url.unescape", "vim.uri_decode"].map((name): [string, Pure] => [
    name,
    ([text], analysis) => unpercent(text, analysis),
  ]),
];

/** The pure functions of Lua and its usual libraries that matter for reading hidden text. */
export const LUA_FOLDS: ReadonlyMap<string, Fold> = new Map([
  ...texts.flatMap(([name, pure]): [string, Fold][] => [
    [`string.${name}`, (_, args, analysis) => pure(args, analysis)],
    [`.${name}`, (receiver, args, analysis) => pure([receiver, ...args], analysis)],
  ]),
  ...others.map(([name, pure]): [string, Fold] => [
    name,
    (_, args, analysis) => pure(args, analysis),
  ]),
  [".read", (receiver) => (onlyText(receiver) === null ? null : receiver)],
]);

function changed(value: Value | undefined, change: (text: string) => string): Value | null {
  const text = textIn(value);
  return value === undefined || text === null ? null : madeOf(change(text), [value]);
}

/** One code, or those of all characters between two places. */
function bytes([text, from, to]: readonly Value[]): Value | null {
  const plain = textIn(text);
  if (text === undefined || plain === null) return null;
  const begin = numberIn(from) ?? 1;
  const end = to === undefined ? begin : (numberIn(to) ?? begin);
  const found = [...plain.slice(begin - 1, end < 0 ? plain.length + end + 1 : end)];
  const codes = found.map((each) => madeOf(each.charCodeAt(0), [text]));
  return codes.length === 1 ? (codes[0] ?? null) : list(codes);
}

/** Places count from one, and from the end when negative; both ends are inside. */
function part([value, from, to]: readonly Value[]): Value | null {
  const text = textIn(value);
  const [first, last] = [numberIn(from), to === undefined ? -1 : numberIn(to)];
  if (value === undefined || text === null || first === null || last === null) return null;
  const begin = first < 0 ? Math.max(0, text.length + first) : Math.max(0, first - 1);
  return madeOf(text.slice(begin, last < 0 ? text.length + last + 1 : last), [value]);
}

function printed([format, ...rest]: readonly Value[]): Value | null {
  const text = textIn(format);
  const given = rest.map(textIn);
  if (format === undefined || text === null || !given.every((each) => each !== null)) return null;
  const left = [...given];
  const out = text.replace(/%(?:%|[-+ 0#]*\d{0,3}(?:\.\d{1,3})?[a-zA-Z])/g, (kind) => {
    if (kind === "%%") return "%";
    const value = left.shift() ?? "";
    if (kind.endsWith("c")) return String.fromCharCode((Number(value) || 0) % 65_536);
    return /x$/i.test(kind) ? Number(value).toString(16) : value;
  });
  return madeOf(out, [format, ...rest]);
}

/** The list itself is changed: whoever else holds it sees that. */
function inserted([items, place, value]: readonly Value[]): Value | null {
  const added = value ?? place;
  const box = items?.boxes.find((each) => each.items !== null);
  if (box?.items === null || box === undefined || added === undefined || box.items.length > 20_000)
    return null;
  const at = value === undefined ? null : numberIn(place);
  if (at === null) box.items.push(added);
  else box.items.splice(Math.max(0, at - 1), 0, added);
  return UNKNOWN;
}

function number(value: Value | undefined, base: number): Value | null {
  const text = textIn(value);
  if (value === undefined || text === null || base < 2 || base > 36) return null;
  const known = base === 10 ? Number(text) : Number.parseInt(text, base);
  return Number.isNaN(known) ? null : madeOf(known, [value]);
}

/** Lists and names stand in one table. */
function keys(value: Value | undefined): Value | null {
  const box = value?.boxes.length === 1 ? value.boxes[0] : undefined;
  if (value === undefined) return null;
  if (box === undefined || box.rest !== UNKNOWN) return { ...UNKNOWN, taints: taintsOf(value) };
  const places = (box.items ?? []).map((_, index) => constant(index));
  return list([...places, ...[...box.fields.keys()].map((name) => constant(name))]);
}

function xored(a: Value | undefined, b: Value | undefined): Value | null {
  const [left, right] = [numberIn(a), numberIn(b)];
  return left === null || right === null || a === undefined ? null : madeOf(left ^ right, [a]);
}
