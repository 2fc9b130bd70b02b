import type { Analysis, Fold } from "../../code/analysis.ts";
import { anyItem, itemsOf } from "../../code/items.ts";
import { asWhole } from "../../code/environment.ts";
import { constant, join, joinAll, list, taintsOf, UNKNOWN, type Value } from "../../code/value.ts";
import { listIn, textIn } from "../decoded.ts";
import { enumerated } from "./fold-core.ts";
import { asText } from "./text-of.ts";

/** Commands that hand on what they are given, or a choice of it. */
const SAME =
  `sort-object select-object out-default out-host write-output format-table format-list format-wide
  tee-object get-unique convertto-json convertto-xml convertto-csv convertto-html convertfrom-json convertfrom-csv
  convertfrom-securestring get-random measure-object group-object select-xml export-clixml
  select-string`.split(/\s+/);

const entries: [string, Fold][] = [
  [
    "foreach-object",
    (input, args, analysis, at) => forEach(asWhole(input, at, analysis), args, analysis),
  ],
  [
    "where-object",
    (input, args, analysis, at) => {
      const whole = asWhole(input, at, analysis);
      forEach(anyItem(whole), args, analysis);
      return whole;
    },
  ],
  ["out-string", (input, _, analysis, at) => asString(asWhole(input, at, analysis))],
  ...SAME.map((name): [string, Fold] => [
    name,
    (input, _, analysis, at) => asWhole(input, at, analysis),
  ]),
];

/** Commands in the middle of a pipeline: what comes out for what goes in. */
export const POWERSHELL_FILTERS: ReadonlyMap<string, Fold> = new Map(entries);

/** Turns longer than this are read once, for any item. */
const TURNS = 20_000;

function forEach(input: Value, blocks: readonly Value[], analysis: Analysis): Value {
  const whole = enumerated(input);
  const items = listIn(whole);
  const name = textIn(blocks[0]);
  if (name !== null) return { ...UNKNOWN, taints: taintsOf(input) };
  const run = (item: Value) =>
    joinAll(
      blocks.flatMap((block) =>
        block.closures.map((closure) =>
          analysis.engine.enter(closure, [item], null, analysis, new Map([["_", item]])),
        ),
      ),
    );
  if (items === null || items.length > TURNS || analysis.budget.steps < items.length) {
    return run(join(anyItem(whole), { ...UNKNOWN, taints: taintsOf(input) }));
  }
  const out = items.flatMap((item) => {
    const result = run(item);
    return listIn(result) ?? (result === UNKNOWN ? [] : [result]);
  });
  const [only] = out;
  if (out.length === 1 && only !== undefined) return only;
  return out.length === 0 ? UNKNOWN : list(out.slice(0, TURNS));
}

function asString(input: Value): Value {
  const text = asText(input);
  if (text === null || itemsOf(input) === null) return input;
  return { ...constant(text), layers: input.layers, taints: input.taints };
}
