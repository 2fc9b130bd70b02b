import { noteFlows, type Fold } from "../../code/analysis.ts";
import { runFromAddress } from "./run-from-address.ts";
import { concatenate } from "../../code/concatenate.ts";
import { api, constant, join, UNKNOWN, type Value } from "../../code/value.ts";

/** A path is its text and has the methods of a file; several parts make one path. */
const path: Fold = (_, args) => {
  const [first] = args;
  if (first === undefined) return null;
  const parts = args.flatMap((each, at) => (at === 0 ? [each] : [constant("/"), each]));
  return join(args.length === 1 ? first : concatenate(parts), api("File()"));
};

const PLACES: readonly (readonly [RegExp, Parameters<typeof noteFlows>[1]])[] = [
  [/^(?:NetOutput|Socket)\(\)/, "network.send"],
  [/^Process\(\)\.(?:getOutputStream|outputStream|outputWriter)/, "execute.process"],
  [/^(?:FileOutput\(\)|File\(\)$)/, "write.file"],
];

/** All that comes out of one thing goes into another. */
const copied: Fold = (receiver, [to], analysis, at) => {
  if (to === undefined) return null;
  for (const name of to.apis) {
    const sink = PLACES.find(([form]) =>
      form.test(name.replace(/^ProcessBuilder\(\)\.start\(\)/, "Process()")),
    )?.[1];
    if (sink !== undefined) noteFlows(analysis, sink, to.subject, [receiver], at);
  }
  return to;
};

/** What a process prints comes from what it was started with. */
const same: Fold = (receiver) => (receiver === UNKNOWN ? null : receiver);

const named = (names: string, fold: Fold): [string, Fold][] =>
  names.split(" ").map((name) => [name, fold]);

/** Files, streams and processes of the JVM as Kotlin, Scala and Groovy write them. */
export const JVM_FOLDS: readonly [string, Fold][] = [
  ...named("File Path Paths.get Path.of os.Path Path.apply better.files.File", path),
  ...named("applyFrom", runFromAddress),
  ...named(".copyTo .transferTo", copied),
  ...named(
    ".redirectErrorStream .inheritIO .directory .toPath .toFile .absoluteFile .absolutePath",
    same,
  ),
  ...named(
    "Source.fromString Some Option Try Future",
    (_, [value]: readonly Value[]) => value ?? null,
  ),
];
