import type { Fold } from "../../code/analysis.ts";
import { concatenate } from "../../code/concatenate.ts";
import { constant, record, UNKNOWN, type Value } from "../../code/value.ts";
import { append } from "../../code/items.ts";
import {
  madeOf,
  numberIn,
  partOf,
  replacedIn,
  unbase64,
  uncompressed,
  unhex,
  unpercent,
} from "../decoded.ts";
import { arrayOf, asArgument, textIn } from "./bytes.ts";
import { FORMAT_FOLDS } from "./formats.ts";
import { decoded, made, OWN_FOLDS, readFrom, turnedText } from "./own-folds.ts";

const ROAMING = "~\\AppData\\Roaming";
const STARTUP = `${ROAMING}\\Microsoft\\Windows\\Start Menu\\Programs\\Startup`;

/** A fold of the first argument's text. */
function ofText(change: (value: Value, args: readonly Value[]) => Value | null): Fold {
  return (_, args, analysis) => {
    const [first] = args;
    return first === undefined ? null : change(asArgument(first, analysis), args);
  };
}

/** A fold of what a method is called on. */
function ofReceiver(change: (value: Value, args: readonly Value[]) => Value | null): Fold {
  return (receiver, args, analysis) => change(asArgument(receiver, analysis), args);
}

const same: Fold = (_, [value]) => value ?? null;
const itself: Fold = (receiver) => (receiver === UNKNOWN ? null : receiver);
const length = (value: Value) => {
  const text = textIn(value);
  return text === null ? null : constant(text.length);
};
const text = (change: (text: string) => string) => (value: Value) => {
  const known = textIn(value);
  return known === null ? null : madeOf(change(known), [value]);
};

/** Functions of the C and C++ libraries, Qt, GLib and OpenSSL that only make values of values. */
const LIBRARY: [string, Fold][] = [
  ...named("strlen wcslen lstrlenA std.strlen std.size", ofText(length)),
  ...named(
    "strdup _strdup strndup wcsdup g_strdup xstrdup std.move std.forward std.ref std.cref std.as_const std.string_view move htons htonl ntohs ntohl inet_addr inet_ntoa istreambuf_iterator std.istreambuf_iterator cpr.Url cpr.Body cpr.Bearer cpr.Header cpr.Parameters cpr.Payload cpr.Parameter std.begin std.data std.span asio.buffer boost.asio.buffer net.buffer QUrl QVariant QStringLiteral QLatin1String QByteArrayLiteral g_strconcat std.filesystem.absolute std.filesystem.canonical T TEXT _T L",
    same,
  ),
  ...named(
    "QString.fromUtf8 QString.fromLatin1 QString.fromStdString QUrl.fromEncoded QString.fromLocal8Bit",
    same,
  ),
  ...named("strrev _strrev g_strreverse", (_, [value], analysis) => turnedText(value, analysis)),
  ...named("toupper std.toupper", ofText(text((each) => each.toUpperCase()))),
  ...named("tolower std.tolower", ofText(text((each) => each.toLowerCase()))),
  ...named(
    "atoi atol strtol strtoul std.stoi std.stol stoi",
    ofText((value, [, , base]) => parsed(value, numberIn(base) ?? 10)),
  ),
  ...named("to_string std.to_string std.to_wstring QString.number", ofText(text((each) => each))),
  ...named(
    "g_base64_decode base64_decode Base64Decode base64Decode b64_decode b64decode b64Decode base64.decode Base64.Decode Base64.decode macaron.Base64.Decode base64.from_base64 absl.Base64Unescape QByteArray.fromBase64 QByteArray.fromBase64Encoding decode_base64 decodeBase64 cppcodec.base64_rfc4648.decode Poco.Base64Decoder base64_decode_string unbase64",
    (_, [value], analysis) => decoded(unbase64, value, analysis),
  ),
  ...named(
    "QByteArray.fromHex hex_decode hexDecode decode_hex from_hex hex_to_string hexToString hex2bin unhexlify unhex OPENSSL_hexstr2buf absl.HexStringToBytes boost.algorithm.unhex cppcodec.hex_lower.decode",
    (_, [value], analysis) => decoded(unhex, value, analysis),
  ),
  ...named(
    "curl_easy_unescape curl_unescape url_decode urlDecode QUrl.fromPercentEncoding QByteArray.fromPercentEncoding g_uri_unescape_string",
    (_, args, analysis) => decoded(unpercent, args.length > 2 ? args[1] : args[0], analysis),
  ),
  ...named("qUncompress", (_, [value], analysis) =>
    value === undefined ? null : uncompressed(asArgument(value, analysis), "zlib", analysis),
  ),
  ...named("getpwuid getpwnam", () => record(new Map([["pw_dir", constant("~")]]))),
  ...named("QDir.homePath g_get_home_dir", () => constant("~")),
  ...named(
    "QDir.tempPath g_get_tmp_dir std.filesystem.temp_directory_path temp_directory_path fs.temp_directory_path GetTempPathA GetTempPathW",
    () => constant("/tmp"),
  ),
  ...named("SHGetFolderPathA SHGetFolderPathW SHGetFolderPath", (_, [, folder]) =>
    constant(/STARTUP/.test(folder?.apis[0] ?? "") ? STARTUP : ROAMING),
  ),
  ...named("fgets fread getline fgetws getdelim fscanf", (_, args) => readFrom(args.at(-1))),
  ...named("std.string wstring std.wstring", made),
];

/** Methods of texts, streams and lists. */
const METHODS: [string, Fold][] = [
  ...named(
    ".c_str .str .data .toStdString .toUtf8 .toLatin1 .toLocal8Bit .string .u8string .constData .get .rdbuf .value .toString .trimmed .simplified .native .release .path .generic_string .view .begin .cbegin",
    itself,
  ),
  ...named(".size .length .count", ofReceiver(length)),
  ...named(
    ".substr .mid",
    ofReceiver((value, [from, count]) =>
      partOf(value, numberIn(from) ?? 0, count === undefined ? null : numberIn(count)),
    ),
  ),
  ...named(".toUpper", ofReceiver(text((each) => each.toUpperCase()))),
  ...named(".toLower", ofReceiver(text((each) => each.toLowerCase()))),
  ...named(
    ".remove",
    ofReceiver((value, [what]) =>
      textIn(what) === null ? null : replacedIn(value, textIn(what) ?? "", ""),
    ),
  ),
  [".arg", ofReceiver((value, [what]) => (what === undefined ? null : argument(value, what)))],
  [".join", (receiver, [separator]) => joined(receiver, separator)],
  [".push_back", (receiver, [value]) => pushed(receiver, value)],
  [".emplace_back", (receiver, [value]) => pushed(receiver, value)],
  [".rbegin", (receiver, _, analysis) => turnedText(receiver, analysis)],
  [".at", (receiver, [index]) => arrayOf(receiver)?.items?.[numberIn(index) ?? -1] ?? null],
];

function named(names: string, fold: Fold): [string, Fold][] {
  return names.split(" ").map((name) => [name, fold]);
}

/** The pure functions that matter for reading hidden text. */
export const C_FOLDS: ReadonlyMap<string, Fold> = new Map([
  ...OWN_FOLDS,
  ...LIBRARY,
  ...METHODS,
  ...FORMAT_FOLDS,
]);

function parsed(value: Value, base: number): Value | null {
  const known = textIn(value);
  const number = known === null ? NaN : Number.parseInt(known, base);
  return Number.isNaN(number) ? null : { ...constant(number), layers: value.layers };
}

function argument(value: Value, what: Value): Value | null {
  const known = textIn(value);
  if (known === null) return null;
  const [before = "", ...after] = known.split(/%1/);
  return concatenate([constant(before), what, constant(after.join("%1").replaceAll("%2", "%1"))]);
}

function joined(receiver: Value, separator: Value | undefined): Value | null {
  const items = arrayOf(receiver)?.items ?? null;
  if (items === null || separator === undefined) return null;
  return concatenate(items.flatMap((each, index) => (index === 0 ? [each] : [separator, each])));
}

function pushed(receiver: Value, value: Value | undefined): Value | null {
  const box = arrayOf(receiver);
  if (box === null || value === undefined) return null;
  append(box, value);
  return receiver;
}
