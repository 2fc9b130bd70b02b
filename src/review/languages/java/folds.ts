import type { Fold } from "../../code/analysis.ts";
import { decoder, itemsFrom, unpacker } from "./bytes.ts";
import { CALLING_FOLDS } from "./calling.ts";
import { PLATFORM_FOLDS } from "./platform.ts";
import { TEXT_FOLDS } from "./texts.ts";

const base64 = decoder("base64");
const hex = decoder("hex");

const DECODERS: readonly (readonly [string, Fold])[] = [
  ["Base64.getDecoder().decode", base64],
  ["Base64.getUrlDecoder().decode", base64],
  ["Base64.getMimeDecoder().decode", base64],
  ["Decoder().decode", base64],
  ["Base64.Decoder().decode", base64],
  ["Base64.decode", base64],
  ["Base64.decodeBase64", base64],
  ["Base64().decode", base64],
  ["BASE64Decoder().decodeBuffer", base64],
  ["Base64Utils.decodeFromString", base64],
  ["Base64Utils.decode", base64],
  ["BaseEncoding.base64().decode", base64],
  ["BaseEncoding.base16().decode", hex],
  ["DatatypeConverter.parseBase64Binary", base64],
  ["DatatypeConverter.parseHexBinary", hex],
  ["HexFormat.of().parseHex", hex],
  ["HexFormat().parseHex", hex],
  ["Hex.decodeHex", hex],
  ["Hex.decode", hex],
  ["HexUtil.decodeHex", hex],
  ["GZIPInputStream", unpacker("gzip")],
  ["InflaterInputStream", unpacker("zlib")],
  [".getBytes", itemsFrom(false)],
  [".toCharArray", itemsFrom(true)],
  [".readAllBytes", (receiver) => (receiver.boxes.length === 0 ? null : receiver)],
  ["IOUtils.toByteArray", (_, [value]) => (value?.boxes.length === 1 ? value : null)],
];

/** The pure functions of Java's library that matter for reading hidden text. */
export const JAVA_FOLDS: ReadonlyMap<string, Fold> = new Map([
  ...TEXT_FOLDS,
  ...CALLING_FOLDS,
  ...PLATFORM_FOLDS,
  ...DECODERS,
]);
