import { JAVA_FOLDS } from "../java/folds.ts";
import type { Fold } from "../../code/analysis.ts";
import { LIBRARY_FOLDS } from "../outline/folds.ts";
import { JVM_FOLDS } from "../outline/jvm-folds.ts";

const decode = (name: string): Fold | undefined => JAVA_FOLDS.get(name);

const OWN: [string, Fold | undefined][] = [
  ["Base64.decode", decode("Base64.decode")],
  ["Base64.Default.decode", decode("Base64.decode")],
  ["Base64.UrlSafe.decode", decode("Base64.decode")],
  [
    ".decodeBase64",
    (receiver, _, ...rest) => decode("Base64.decode")?.(receiver, [receiver], ...rest) ?? null,
  ],
  [
    ".decodeBase64String",
    (receiver, _, ...rest) => decode("Base64.decode")?.(receiver, [receiver], ...rest) ?? null,
  ],
  [
    ".decodeBase64Bytes",
    (receiver, _, ...rest) => decode("Base64.decode")?.(receiver, [receiver], ...rest) ?? null,
  ],
  [
    ".hexToByteArray",
    (receiver, _, ...rest) => decode("Hex.decode")?.(receiver, [receiver], ...rest) ?? null,
  ],
  [".toByteArray", decode(".getBytes")],
  [".encodeToByteArray", decode(".getBytes")],
  [
    ".decodeToString",
    (receiver, _, ...rest) => decode("String")?.(receiver, [receiver], ...rest) ?? null,
  ],
  [
    ".concatToString",
    (receiver, _, ...rest) => decode("String")?.(receiver, [receiver], ...rest) ?? null,
  ],
];

/** The pure functions of Kotlin's library and Java's that matter for reading hidden text. */
export const KOTLIN_FOLDS: ReadonlyMap<string, Fold> = new Map([
  ...JAVA_FOLDS,
  ...LIBRARY_FOLDS,
  ...JVM_FOLDS,
  ...OWN.flatMap(([name, fold]): [string, Fold][] => (fold === undefined ? [] : [[name, fold]])),
]);
