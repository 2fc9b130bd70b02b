import type { Span } from "../../model/span.ts";
import { noteCapability, noteEdge, noteFlows, type Analysis } from "./analysis.ts";
import { api, onlyText, record, stepped, taintsOf, UNKNOWN, type Value } from "./value.ts";

/**
 * What loading a module gives: a library's API, or the exports of a file beside this one.
 * A name that only exists at run time is code chosen by data.
 */
export function loadModule(name: Value, at: Span, analysis: Analysis): Value {
  const text = onlyText(name);
  if (text === null) {
    if (taintsOf(name).length > 0) {
      noteCapability(analysis, { capability: "execute.code", api: "import", target: null }, at);
      noteFlows(analysis, "execute.code", null, [stepped(name, "import")], at);
    }
    return UNKNOWN;
  }
  const module = analysis.traits.module(text);
  if (module.file === null) return { ...api(module.api), layers: name.layers };
  noteEdge(analysis, module.file, `import ${text}`, at);
  const exports = analysis.exportsOf(module.file);
  // Where no such file is, the name may still be a library's.
  return exports === null ? api(module.api) : record(new Map(exports));
}
