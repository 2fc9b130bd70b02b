import type { Fold } from "../../code/analysis.ts";
import { decodedValue, fromBase64, fromHex, inflate } from "../../code/decoding.ts";
import {
  constant,
  joinAll,
  onlyText,
  taintsOf,
  textOrPrefix,
  UNKNOWN,
  type Value,
} from "../../code/value.ts";

const entries: [string, Fold][] = [
  ["echo", (_, args) => printed(args)],
  ["printf", (_, args) => printed(args)],
];

/** The pure programs of the shell that matter for reading hidden text. */
export const SHELL_FOLDS: ReadonlyMap<string, Fold> = new Map(entries);

/** What `echo` prints: its words, with escapes taken away as `-e` and `printf` do. */
function printed(args: readonly Value[]): Value {
  const words = args.filter((value) => !/^-[neE]+$/.test(onlyText(value) ?? ""));
  const taints = joinAll(args.map((value) => ({ ...UNKNOWN, taints: taintsOf(value) }))).taints;
  const texts = words.map((value) => onlyText(value));
  if (!texts.every((text) => text !== null)) {
    return {
      ...UNKNOWN,
      taints,
      prefix: words.map((value) => textOrPrefix(value) ?? "…").join(" "),
    };
  }
  const text = texts
    .join(" ")
    .replace(/\\(?:x([0-9a-fA-F]{1,2})|0?([0-7]{3})|n)/g, (all, hex?: string, octal?: string) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      return octal === undefined
        ? all === "\\n"
          ? "\n"
          : all
        : String.fromCharCode(Number.parseInt(octal, 8));
    });
  return { ...constant(text), taints };
}

/** Filters: what comes out for a known input. Options are the first argument's letters. */
export const SHELL_FILTERS: ReadonlyMap<string, Fold> = new Map<string, Fold>([
  [
    "base64",
    (input, args, analysis) => {
      const text = onlyText(input);
      const decodes = args.some((value) =>
        /^(?:-\w*[dD]\w*|--decode)$/.test(onlyText(value) ?? ""),
      );
      const bytes = text === null || !decodes ? null : fromBase64(text);
      return bytes === null
        ? null
        : decodedValue(input, "base64", Buffer.from(bytes).toString("utf8"), analysis);
    },
  ],
  [
    "xxd",
    (input, args, analysis) => {
      const text = onlyText(input);
      const reverts = args.some((value) => /^-\w*r/.test(onlyText(value) ?? ""));
      const bytes = text === null || !reverts ? null : fromHex(text);
      return bytes === null
        ? null
        : decodedValue(input, "hex", Buffer.from(bytes).toString("utf8"), analysis);
    },
  ],
  [
    "rev",
    (input, _, analysis) => {
      const text = onlyText(input);
      return text === null
        ? null
        : decodedValue(input, "reversed", [...text].reverse().join(""), analysis);
    },
  ],
  ["gunzip", (input, _, analysis) => inflated(input, analysis)],
  ["zcat", (input, _, analysis) => inflated(input, analysis)],
  ["cat", (input) => input],
  ["tee", (input) => input],
]);

function inflated(input: Value, analysis: Parameters<Fold>[2]): Value | null {
  const known = input.known[0];
  const bytes = typeof known === "string" ? Buffer.from(known, "latin1") : null;
  const result = bytes === null ? null : inflate(bytes, "gzip", analysis.budget.decodedBytes);
  return result === null
    ? null
    : decodedValue(input, "gzip", Buffer.from(result).toString("utf8"), analysis);
}
