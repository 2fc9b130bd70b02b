import type { Analysis, Fold } from "../../code/analysis.ts";
import { concatenate } from "../../code/concatenate.ts";
import { itemsOf } from "../../code/items.ts";
import {
  api,
  constant,
  join,
  list,
  only,
  textOrPrefix,
  UNKNOWN,
  type Value,
} from "../../code/value.ts";
import {
  characterOf,
  joinedBy,
  listIn,
  madeOf,
  numberIn,
  replacedIn,
  textIn,
  unbase64,
  uncompressed,
  unhex,
  unpercent,
} from "../decoded.ts";
import { textOfCodes } from "../java/bytes.ts";
import { JAVA_FOLDS } from "../java/folds.ts";
import { runFromAddress } from "../outline/run-from-address.ts";
import { LIBRARY_FOLDS } from "../outline/folds.ts";

const named = (names: string, fold: Fold): [string, Fold][] =>
  names.split(" ").map((name) => [name, fold]);

type Decode = (value: Value | undefined, analysis: Analysis) => Value | null;

const decoder =
  (decode: Decode): Fold =>
  (_, [value], analysis) =>
    decode(value, analysis);

/** Bytes as text: bytes are a text with a letter for each, or a list of numbers. */
const text: Fold = (_, [value], analysis) => {
  if (value === undefined) return null;
  if (textIn(value) !== null) return value;
  return letters(value, analysis);
};

/** `String.fromCharCodes([105, 100])`. */
function letters(value: Value, analysis: Analysis): Value | null {
  const items = listIn(value);
  const codes = items?.map(numberIn);
  if (items === null || codes === undefined || !codes.every((each) => each !== null)) return null;
  const [first] = items.map((each) => characterOf(each, analysis));
  const last = first?.layers.at(-1);
  if (first === undefined || first === null || last === undefined) return null;
  const whole = textOfCodes(codes);
  const layers = [...first.layers.slice(0, -1), { ...last, text: whole.slice(0, 2000) }];
  return { ...constant(whole), layers };
}

/** Bytes of a text, as a list of numbers. */
const codes: Fold = (receiver) => {
  const known = textIn(receiver);
  if (known === null || known.length > 20_000) return null;
  const items = [...known].map((each) => constant(each.codePointAt(0) ?? 0, receiver.layers));
  return { ...list(items), taints: receiver.taints, layers: receiver.layers };
};

const encoded: Fold = (_, [value]) => value ?? null;

/** An address is its text. */
const address: Fold = (_, [value]) => value ?? null;

/** `Uri.https(host, path, query)`. */
const addressOf =
  (scheme: string): Fold =>
  (_, [host, path, query]) => {
    if (host === undefined) return null;
    const parts = [constant(`${scheme}://`), host];
    if (path !== undefined) parts.push(constant("/"), path);
    const asked = query === undefined ? UNKNOWN : { ...UNKNOWN, taints: all(query) };
    return join(concatenate(parts), asked);
  };

function all(value: Value): Value["taints"] {
  return value.boxes
    .flatMap((box) => [...box.fields.values(), ...(box.items ?? []), box.rest])
    .flatMap((each) => [...each.taints]);
}

/** `int.parse("ff", radix: 16)`: the base stands in a named argument, and is that of the text. */
const parsed: Fold = (_, [value, base]) => {
  const known = textIn(value);
  if (value === undefined || known === null) return null;
  const number = Number.parseInt(known, numberIn(base) ?? (/[a-f]/i.test(known) ? 16 : 10));
  return Number.isNaN(number) ? null : madeOf(number, [value]);
};

const split: Fold = (receiver, [separator]) => {
  const [known, by] = [textIn(receiver), textIn(separator)];
  return known === null || by === null
    ? null
    : list(known.split(by, 20_000).map((each) => madeOf(each, [receiver])));
};

const part: Fold = (receiver, [from, to]) => {
  const [begin, end] = [numberIn(from), to === undefined ? undefined : numberIn(to)];
  if (begin === null || end === null) return null;
  const known = textIn(receiver);
  if (known !== null) return madeOf(known.slice(begin, end), [receiver]);
  const items = itemsOf(receiver);
  return items === null ? null : list(items.slice(begin, end));
};

const replaced: Fold = (receiver, [from, by]) => {
  const [before, after] = [textIn(from), textIn(by)];
  return before === null || after === null ? null : replacedIn(receiver, before, after);
};

/** A file is named by its path; parts are joined. */
const joinedPath: Fold = (_, args) =>
  args.length === 0 || args.some((each) => textOrPrefix(each) === null)
    ? null
    : concatenate(args.flatMap((each, at) => (at === 0 ? [each] : [constant("/"), each])));

const opened =
  (name: string): Fold =>
  (_, [path]) => {
    if (path === undefined) return null;
    return { ...api(name), subject: textOrPrefix(path), taints: path.taints };
  };

/** What is written into a buffer of text is in it from then on. */
const buffer: Fold = (_, [value]) => value ?? constant("");

/** The pure functions of Dart's libraries that matter for reading hidden text. */
export const DART_FOLDS: ReadonlyMap<string, Fold> = new Map<string, Fold>([
  ...LIBRARY_FOLDS,
  ...named(
    "base64.decode base64Decode base64Url.decode base64UrlDecode convert.base64.decode Base64Decoder().convert Base64Codec().decode",
    decoder(unbase64),
  ),
  ...named("hex.decode HEX.decode", decoder(unhex)),
  ...named(
    "gzip.decode GZipCodec().decode GZipDecoder().decodeBytes",
    decoder((value, analysis) => uncompressed(value, "gzip", analysis)),
  ),
  ...named(
    "zlib.decode ZLibCodec().decode ZLibDecoder().decodeBytes",
    decoder((value, analysis) => uncompressed(value, "zlib", analysis)),
  ),
  ...named("Uri.decodeComponent Uri.decodeFull Uri.decodeQueryComponent", decoder(unpercent)),
  ...named("utf8.decode latin1.decode ascii.decode String.fromCharCodes", text),
  ...named("String.fromCharCode", (_, [value], analysis) => characterOf(value, analysis)),
  ...named("utf8.encode latin1.encode Uint8List.fromList List.from List.of", encoded),
  ...named("jsonEncode jsonDecode json.encode json.decode", encoded),
  ...named(".codeUnits .runes", codes),
  ...named("Uri.parse Uri.tryParse Uri.file Uri.encodeComponent Uri.encodeFull", address),
  ...named("Uri.https", addressOf("https")),
  ...named("Uri.http", addressOf("http")),
  ...named("Uri", () => null),
  ...named("int.parse int.tryParse", parsed),
  ...named("p.join path.join join", joinedPath),
  ...named("File Directory Link", opened("File()")),
  ...named("StringBuffer", buffer),
  ...named("Isolate.spawnUri", runFromAddress),
  ...[".add", ".addAll", ".append"].flatMap((name): [string, Fold][] => {
    const fold = JAVA_FOLDS.get(name);
    return fold === undefined ? [] : [[name, fold]];
  }),
  [".split", split],
  [".substring", part],
  [".sublist", part],
  [".getRange", part],
  [".replaceAll", replaced],
  [".replaceFirst", replaced],
  [
    ".codeUnitAt",
    (receiver, [at]) => {
      const code = textIn(receiver)?.charCodeAt(numberIn(at) ?? 0);
      return code === undefined || Number.isNaN(code) ? null : madeOf(code, [receiver]);
    },
  ],
  [".toString", (receiver) => (only(receiver) === undefined ? null : receiver)],
  [
    ".join",
    (receiver, [separator]) => {
      const whole = itemsOf(receiver);
      const made = whole === null ? null : joinedBy(list(whole), textIn(separator) ?? "");
      return made ?? (receiver.taints.length > 0 ? { ...UNKNOWN, taints: receiver.taints } : null);
    },
  ],
]);
