import type { Fold } from "../../code/analysis.ts";
import { anyItem } from "../../code/items.ts";
import { list } from "../../code/value.ts";
import { JAVA_FOLDS } from "../java/folds.ts";
import { listIn } from "../decoded.ts";
import { LIBRARY_FOLDS } from "../outline/folds.ts";
import { JVM_FOLDS } from "../outline/jvm-folds.ts";

/** One of Java's folds, given what the method is called on. */
const onReceiver =
  (name: string): Fold =>
  (receiver, args, ...rest) =>
    JAVA_FOLDS.get(name)?.(receiver, [receiver, ...args], ...rest) ?? null;

/** `list << item` puts it in; `file << text` and `stream << text` are the vocabulary's. */
const put: Fold = (receiver, args, ...rest) =>
  listIn(receiver) === null ? null : (JAVA_FOLDS.get(".add")?.(receiver, args, ...rest), receiver);

/** `text as List`, `text.toList()`. */
const letters: Fold = (receiver, args, ...rest) =>
  listIn(receiver) === null
    ? (JAVA_FOLDS.get(".toCharArray")?.(receiver, args, ...rest) ?? null)
    : receiver;

const found: Fold = (receiver) => {
  const items = listIn(receiver);
  return items === null || items.length === 0 ? null : list([anyItem(receiver)]);
};

/** The pure functions of Groovy's library and Java's that matter for reading hidden text. */
export const GROOVY_FOLDS: ReadonlyMap<string, Fold> = new Map([
  ...JAVA_FOLDS,
  ...LIBRARY_FOLDS,
  ...JVM_FOLDS,
  [".decodeBase64", onReceiver("Base64.decode")],
  [".decodeBase64Url", onReceiver("Base64.decode")],
  [".decodeHex", onReceiver("Hex.decode")],
  [".getBytes", JAVA_FOLDS.get(".getBytes") ?? put],
  [".getText", onReceiver("String")],
  [".toURL", onReceiver("URL")],
  [".toURI", onReceiver("URI")],
  [".toList", letters],
  [".toCharArray", JAVA_FOLDS.get(".toCharArray") ?? put],
  [".leftShift", put],
  [".findAll", found],
  [".grep", found],
] satisfies [string, Fold][]);
