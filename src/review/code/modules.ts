import type { Span } from "../../model/span.ts";
import {
  frameIn,
  noteCapability,
  noteEdge,
  noteFlows,
  type Analysis,
  type Frame,
} from "./analysis.ts";
import { runEmbedded } from "./embedded.ts";
import { writtenAt } from "./files.ts";
import { runProgram } from "./other-files.ts";
import { unnamedContent } from "./unnamed-files.ts";
import {
  api,
  join,
  onlyText,
  stepped,
  taintsOf,
  textOrPrefix,
  UNKNOWN,
  type Value,
} from "./value.ts";

/** A module that stands in its own address. */
function loadText(
  body: string,
  encoded: boolean,
  frame: Frame,
  at: Span,
  analysis: Analysis,
): Value {
  const text = encoded ? Buffer.from(body, "base64").toString("utf8") : decodeLoosely(body);
  const layers = [{ codec: encoded ? "base64" : "url", text: text.slice(0, 2000) }];
  return runEmbedded("javascript", { ...UNKNOWN, known: [text], layers }, frame, at, analysis);
}

function decodeLoosely(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
    Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8"),
  );
}

/**
 * What loading a module gives: a library's API, or what another file of the commit exports.
 * A name that only exists at run time is code chosen by data.
 */
export function loadModule(
  name: Value,
  at: Span,
  analysis: Analysis,
  frame: Frame = frameIn(analysis.global),
): Value {
  const text = wholeName(name) ?? pathBehindGap(name);
  if (text === null) {
    noteFolder(name, at, analysis);
    noteImport([stepped(name, "import"), unnamedContent(name, analysis)], null, at, analysis);
    return UNKNOWN;
  }
  const written = /^data:text\/javascript[^,]{0,40}?(;base64)?,([^]*)$/.exec(text);
  if (written !== null)
    return loadText(written[2] ?? "", written[1] !== undefined, frame, at, analysis);
  const module = analysis.traits.module(text);
  if (module.file === null) return { ...api(module.api), layers: name.layers };
  // What is included is read as the same language, whatever the end of its name says.
  const language = analysis.traits.includes === true ? analysis.traits.name : null;
  noteEdge(analysis, module.file, `import ${text}`, at, language);
  const content = writtenAt(text, analysis);
  noteImport([content], text, at, analysis);
  for (const known of content.known) {
    const code = { ...content, known: [known], taints: [], boxes: [] };
    runEmbedded(analysis.traits.name, code, frame, at, analysis);
  }
  const found = analysis.neighbours.module(module.file, text);
  // Where no such file is, the name may still be a library's.
  if (found === null) return api(module.api);
  if (analysis.traits.includes !== true || found.home === null) {
    return /^[./]/.test(text) ? found.value : join(api(module.api), found.value);
  }
  return join(found.value, include(found.home, frame, at, analysis));
}

/** A module that data chose or wrote: that data is run. */
function noteImport(
  given: readonly Value[],
  target: string | null,
  at: Span,
  analysis: Analysis,
): void {
  if (!given.some((value) => taintsOf(value).length > 0)) return;
  noteCapability(analysis, { capability: "execute.code", api: "import", target }, at);
  noteFlows(analysis, "execute.code", target, given, at);
}

/** The name, if all of it is known but the folder of the file that loads it. */
function wholeName(name: Value): string | null {
  const text = onlyText(name)?.replace(/^…(?=\/)/, ".") ?? null;
  return text?.includes("…") === true ? null : text;
}

/** A name of which only the folder is known may be that of any module in it. */
function noteFolder(name: Value, at: Span, analysis: Analysis): void {
  const prefix = textOrPrefix(name)?.replace(/^…\//, "./") ?? "";
  const file = /[\w-][./]…/.test(prefix) ? analysis.traits.module(prefix).file : null;
  if (file !== null) noteEdge(analysis, file, `import ${prefix}`, at);
}

/** `__dirname + "/x.js"`: the folder of the file is not known, the rest says enough. */
function pathBehindGap(name: Value): string | null {
  const prefix = textOrPrefix(name);
  if (prefix === null || taintsOf(name).length > 0) return null;
  return /^…\/[^…]+$/.test(prefix) ? `.${prefix.slice(1)}` : null;
}

function include(
  home: NonNullable<Analysis["home"]>,
  frame: Frame,
  at: Span,
  analysis: Analysis,
): Value {
  if (analysis.included.has(home.path)) return UNKNOWN;
  analysis.included.add(home.path);
  return runProgram(home, frame, at, analysis);
}
