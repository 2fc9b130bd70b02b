import type { TextFact } from "../../model/fact.ts";
import { agentInstruction } from "./agent-instruction.ts";
import { createFactList } from "./fact-list.ts";
import { hiddenText } from "./hidden-text.ts";
import { keySearch } from "./key-search.ts";
import { linesOf } from "./lines.ts";
import { mixedScript } from "./mixed-script.ts";
import { offscreen } from "./offscreen.ts";
import { packed } from "./packed.ts";
import { paymentHooks } from "./payment-hooks.ts";

/**
 * Everything in a text that people do not see or are not meant to see. `path` decides what
 * is ordinary in such a file; for a path, a branch name, a title, a body or a commit message
 * it is a name of that sort which no file has: "branch", "title", "body.md", "commit".
 * Linear in the text; never throws for it.
 */
export function textFactsOf(text: string, path: string): TextFact[] {
  const lines = linesOf(text);
  const list = createFactList(text, lines);
  for (const find of [
    hiddenText,
    mixedScript,
    offscreen,
    packed,
    paymentHooks,
    keySearch,
    agentInstruction,
  ]) {
    find(text, path, list, lines);
  }
  return list
    .facts()
    .sort((a, b) => a.at.line - b.at.line || (a.at.column ?? 0) - (b.at.column ?? 0));
}
