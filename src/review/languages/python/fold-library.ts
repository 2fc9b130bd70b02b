import type { Fold } from "../../code/analysis.ts";
import { itemsOf } from "../../code/items.ts";
import { readMember } from "../../code/members.ts";
import { matching } from "../decoded.ts";
import { loadModule } from "../../code/modules.ts";
import { stateful } from "../../code/host-object.ts";
import {
  api,
  constant,
  join,
  joinAll,
  list,
  onlyText,
  UNKNOWN,
  type Value,
} from "../../code/value.ts";
import { valueOfJson, valueOfYaml } from "../../code/data.ts";
import { decodedValue } from "../../code/decoding.ts";
import { bytesOf, madeFrom, numberOf, textOf } from "../known.ts";
import { operatePython } from "./operate.ts";
import { isPath, joinPath, path } from "./paths.ts";

const OPERATORS: Record<string, string> = {
  add: "+",
  concat: "+",
  sub: "-",
  mul: "*",
  floordiv: "//",
  mod: "%",
  xor: "^",
  and_: "&",
  or_: "|",
  lshift: "<<",
  rshift: ">>",
  eq: "==",
  ne: "!=",
};

/** Functions of the library that put names, paths and values together. */
export const LIBRARY_FOLDS: [string, Fold][] = [
  [
    "importlib.import_module",
    (_, [name], analysis, at) => (name === undefined ? null : loadModule(name, at, analysis)),
  ],
  [
    "importlib.__import__",
    (_, [name], analysis, at) => (name === undefined ? null : loadModule(name, at, analysis)),
  ],
  [
    "tempfile.mkstemp",
    (_, __, ___, at) => {
      const place = `/tmp/made-${at.line}`;
      return list([{ ...UNKNOWN, subject: place }, constant(place)]);
    },
  ],
  ["tempfile.mktemp", (_, __, ___, at) => constant(`/tmp/made-${at.line}`)],
  ["io.BytesIO", (_, [start]) => buffer(start)],
  ["io.StringIO", (_, [start]) => buffer(start)],
  ["glob.glob", (_, [pattern]) => matching(pattern)],
  ["glob.iglob", (_, [pattern]) => matching(pattern)],
  ["importlib.reload", (_, [module]) => module ?? null],
  ["os.path.join", (_, parts) => joinPath(parts)],
  ["os.path.expanduser", (_, [path]) => path ?? null],
  ["os.path.expandvars", (_, [path]) => path ?? null],
  ["os.path.abspath", (_, [path]) => path ?? null],
  ["os.path.realpath", (_, [path]) => path ?? null],
  ["os.path.normpath", (_, [path]) => path ?? null],
  ["os.fspath", (_, [path]) => path ?? null],
  ["os.getcwd", () => constant(".")],
  ["pathlib.Path.home", () => path(constant("~"))],
  ["pathlib.Path.cwd", () => path(constant("."))],
  ["pathlib.Path", (_, parts) => path(joinPath(parts) ?? constant("."))],
  ["pathlib.PurePath", (_, parts) => path(joinPath(parts) ?? constant("."))],
  [
    ".joinpath",
    (value, parts) => (isPath(value) ? path(joinPath([value, ...parts]) ?? value) : null),
  ],
  [".with_name", (value, [name]) => besides(value, name)],
  [".expanduser", (value) => (isPath(value) ? value : null)],
  [".resolve", (value) => (isPath(value) ? value : null)],
  [".absolute", (value) => (isPath(value) ? value : null)],
  [".as_posix", (value) => (isPath(value) ? value : null)],
  ["json.loads", (_, [text]) => data(text, valueOfJson)],
  ["json.load", (_, [file]) => data(file, valueOfJson)],
  ["yaml.safe_load", (_, [text]) => data(text, valueOfYaml)],
  ["yaml.load", (_, [text]) => data(text, valueOfYaml)],
  ["urllib.parse.unquote", (_, [text], analysis) => unquote(text, analysis)],
  ["urllib.parse.unquote_plus", (_, [text], analysis) => unquote(text, analysis)],
  ["urllib.unquote", (_, [text], analysis) => unquote(text, analysis)],
  ["html.unescape", (_, [text]) => text ?? null],
  ["textwrap.dedent", (_, [text]) => text ?? null],
  ["inspect.cleandoc", (_, [text]) => text ?? null],
  [
    "functools.reduce",
    (_, [fn, items, start], analysis) =>
      reduce(fn, items, start, (closure, args) =>
        analysis.engine.enter(closure, args, null, analysis),
      ),
  ],
  ["functools.partial", (_, [fn]) => fn ?? null],
  ["functools.wraps", () => null],
  ["itertools.chain", (_, lists) => chain(lists)],
  ["itertools.cycle", (_, [items]) => cycle(items)],
  [
    "operator.getitem",
    (_, [object, key], analysis, at) =>
      object === undefined || key === undefined ? null : readMember(object, key, at, analysis),
  ],
  ["builtins.int.from_bytes", (_, [bytes, order]) => fromBytes(bytes, order)],
  [".to_bytes", (value, [length, order]) => toBytes(value, length, order)],
  ...Object.entries(OPERATORS).map(([name, sign]): [string, Fold] => [
    `operator.${name}`,
    (_, [a, b]) => (a === undefined || b === undefined ? null : operatePython(sign, a, b)),
  ]),
];

function unquote(text: Value | undefined, analysis: Parameters<Fold>[2]): Value | null {
  const known = textOf(text);
  if (known === null || text === undefined) return null;
  const bytes = known.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  if (bytes === known) return text;
  return decodedValue(text, "url", Buffer.from(bytes, "latin1").toString("utf8"), analysis);
}

function data(text: Value | undefined, read: (text: string) => Value | null): Value | null {
  const known = textOf(text);
  return known === null ? null : read(known);
}

function reduce(
  fn: Value | undefined,
  given: Value | undefined,
  start: Value | undefined,
  enter: (closure: Value["closures"][number], args: Value[]) => Value,
): Value | null {
  const items = given === undefined ? null : itemsOf(given);
  const closure = fn?.closures[0];
  if (items === null || closure === undefined) return null;
  const all = start === undefined ? items : [start, ...items];
  const [first = UNKNOWN, ...rest] = all;
  return rest.reduce((sum, item) => enter(closure, [sum, item]), first);
}

function chain(lists: readonly Value[]): Value | null {
  const items = lists.map((each) => itemsOf(each));
  return items.every((each) => each !== null) ? list(items.flat()) : joinAll(lists);
}

/** Another file in the folder of a path; where that is not known, the name still is. */
function besides(value: Value, name: Value | undefined): Value | null {
  if (!value.apis.includes("pathlib.Path()") || name === undefined) return null;
  const folder = onlyText(value)?.replace(/[^/]*$/, "");
  return path(joinPath([folder === undefined ? UNKNOWN : constant(folder), name]) ?? name);
}

/** Endless in Python; here long enough for what is read beside it. */
function cycle(value: Value | undefined): Value | null {
  const items = value === undefined ? null : itemsOf(value);
  if (items === null || items.length === 0) return null;
  const times = Math.ceil(4096 / items.length);
  return list(Array.from({ length: times }, () => items).flat());
}

function fromBytes(value: Value | undefined, order: Value | undefined): Value | null {
  const bytes = bytesOf(value);
  if (bytes === null || value === undefined || bytes.length > 6 || bytes.length === 0) return null;
  const buffer = Buffer.from(bytes);
  const little = textOf(order) === "little";
  return madeFrom(
    value,
    little ? buffer.readUIntLE(0, bytes.length) : buffer.readUIntBE(0, bytes.length),
  );
}

function toBytes(value: Value, length: Value | undefined, order: Value | undefined): Value | null {
  const [number, size] = [numberOf(value), numberOf(length) ?? 1];
  if (number === null || !Number.isSafeInteger(number) || number < 0 || size < 1 || size > 6)
    return null;
  if (number >= 256 ** size) return null;
  const buffer = Buffer.alloc(size);
  if (textOf(order) === "little") buffer.writeUIntLE(number, 0, size);
  else buffer.writeUIntBE(number, 0, size);
  return madeFrom(value, new Uint8Array(buffer));
}

/** A file in memory keeps what archives and writers over it are given. */
function buffer(start: Value | undefined): Value {
  return stateful(join(api("io.BytesIO()"), start ?? UNKNOWN));
}
