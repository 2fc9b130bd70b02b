import { noteFlows, type Fold } from "../../code/analysis.ts";
import { tainted, textOrPrefix } from "../../code/value.ts";

/** `apply(from = url)`, `Isolate.spawnUri(url)`: code that is downloaded and run at once. */
export const runFromAddress: Fold = (_, [from], analysis, at) => {
  const detail = from === undefined ? null : textOrPrefix(from);
  if (detail === null || !/^https?:/i.test(detail)) return null;
  const taint = { capability: "network.receive" as const, detail, at, steps: [] };
  noteFlows(analysis, "execute.code", null, [tainted([taint])], at);
  return tainted([taint]);
};
