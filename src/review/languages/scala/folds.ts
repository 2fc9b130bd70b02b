import type { Fold, LanguageTraits } from "../../code/analysis.ts";
import { commandWords } from "../../code/embedded.ts";
import { concatenate } from "../../code/concatenate.ts";
import { api, constant, joinAll, textOrPrefix, UNKNOWN, type Value } from "../../code/value.ts";
import { JAVA_FOLDS } from "../java/folds.ts";
import { operateJava } from "../java/operate.ts";
import { LIBRARY_FOLDS } from "../outline/folds.ts";
import { JVM_FOLDS } from "../outline/jvm-folds.ts";

/** Combines known values as Scala does; `os.home / "a"` is a path. */
export const operateScala: LanguageTraits["operate"] = (operator, a, b) => {
  if (operator !== "/" || b === null || textOrPrefix(a) === null || textOrPrefix(b) === null)
    return operateJava(operator, a, b);
  if (typeof a.known[0] === "number") return operateJava(operator, a, b);
  return { ...concatenate([a, constant("/"), b]), apis: a.apis };
};

/** `a #| b`: two commands are one line of a shell. */
const joined: Fold = (_, [left, between, right]) => {
  const parts = [left, right].map((each) => (each === undefined ? null : line(each)));
  const [first, second] = parts;
  if (first === null || first === undefined || second === null || second === undefined) return null;
  return concatenate([first, between ?? constant(" | "), second]);
};

function line(value: Value): Value | null {
  if (textOrPrefix(value) !== null) return { ...value, apis: [] };
  const words = commandWords([value]);
  if (words === null) return null;
  const text = words.map((word) => (/[^\w./:@%+=,~…-]/.test(word) ? `'${word}'` : word)).join(" ");
  return {
    ...constant(text),
    taints: joinAll(value.boxes.flatMap((box) => box.items ?? [])).taints,
  };
}

const onReceiver =
  (name: string): Fold =>
  (receiver, args, ...rest) =>
    JAVA_FOLDS.get(name)?.(receiver, [receiver, ...args], ...rest) ?? null;

const home: Fold = () => ({ ...constant("~"), apis: ["os.Path()"] });

/** A path of the library `os` is its text. */
const osPath: Fold = (_, [text]) => (text === undefined ? null : { ...text, apis: ["os.Path()"] });

/** A request that is put together from its address. */
const begun: Fold = (_, [address]) => ({
  ...api("Exchange()"),
  subject: address === undefined ? null : textOrPrefix(address),
});

/** The pure functions of Scala's library and Java's that matter for reading hidden text. */
export const SCALA_FOLDS: ReadonlyMap<string, Fold> = new Map<string, Fold>([
  ...JAVA_FOLDS,
  ...LIBRARY_FOLDS,
  ...JVM_FOLDS,
  ["#joined", joined],
  ["sys.props", JAVA_FOLDS.get("System.getProperty") ?? home],
  ["os.home", home],
  ["os.pwd", () => ({ ...constant("."), apis: ["os.Path()"] })],
  ["os.Path", osPath],
  ["os.RelPath", osPath],
  ["Properties.userHome", () => constant("~")],
  ["Http", begun],
  // Its parameters have names, and the vocabulary knows their places.
  ["HttpRequest", () => null],
  [".format", onReceiver("String.format")],
  [".getBytes", JAVA_FOLDS.get(".getBytes") ?? home],
  [".asInstanceOf", (receiver) => (receiver === UNKNOWN ? null : receiver)],
  [".toCharArray", JAVA_FOLDS.get(".toCharArray") ?? home],
  ["Array.apply", (_, args, ...rest) => LIBRARY.get("Array")?.(UNKNOWN, args, ...rest) ?? null],
  ["Seq.apply", (_, args, ...rest) => LIBRARY.get("Seq")?.(UNKNOWN, args, ...rest) ?? null],
]);

const LIBRARY: ReadonlyMap<string, Fold> = new Map(LIBRARY_FOLDS);
