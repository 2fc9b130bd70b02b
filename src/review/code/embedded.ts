import type { Span } from "../../model/span.ts";
import type { Analysis, EvaluatedCall, Frame } from "./analysis.ts";
import { frameIn, noteFlows } from "./analysis.ts";
import { nest } from "./scope.ts";
import { only, onlyText, taintsOf, textOrPrefix, UNKNOWN, type Value } from "./value.ts";

/**
 * Reads a text as code of a language and evaluates it where it stands: its facts carry the
 * place of the outer call and the layers that were unwrapped to get the text.
 */
export function runEmbedded(
  language: string,
  code: Value,
  frame: Frame,
  at: Span,
  analysis: Analysis,
): Value {
  const text = codeText(code);
  if (text === null || analysis.budget.embedded <= 0) return UNKNOWN;
  const inner = analysis.traitsOf(language);
  if (inner === null) return UNKNOWN;
  analysis.budget.embedded -= 1;
  const program = analysis.readEmbedded(language, text);
  if (program === null) return UNKNOWN;
  const same = language === analysis.traits.name;
  const scope = same ? frame.scope : nest(null);
  const child: Analysis = {
    ...analysis,
    traits: inner.traits,
    vocabulary: inner.vocabulary,
    global: same ? analysis.global : scope,
    layers: [...analysis.layers, ...code.layers],
    outer: analysis.outer ?? at,
    made: [],
  };
  const result = analysis.engine.runInner(
    program,
    same ? { ...frame, certain: true } : frameIn(scope),
    child,
  );
  // Whatever the text was put together from decides what runs here.
  if (taintsOf(code).length > 0) noteFlows(analysis, "execute.code", null, [code], at);
  return result;
}

/** Code may be bytes too. */
function codeText(code: Value): string | null {
  const known = only(code);
  return known instanceof Uint8Array ? Buffer.from(known).toString("utf8") : onlyText(code);
}

/** A program with arguments, started without a shell, is one shell command with quoted words. */
export function runCommand(call: EvaluatedCall, frame: Frame, analysis: Analysis): Value {
  const words = commandWords(call.args);
  if (words === null) return UNKNOWN;
  const layers = call.args.reduce<Value["layers"]>(
    (best, value) => (value.layers.length > best.length ? value.layers : best),
    [],
  );
  const text = words.map(quote).join(" ");
  return runEmbedded("shell", { ...UNKNOWN, known: [text], layers }, frame, call.at, analysis);
}

/** A program and its arguments as far as they are known, `…` for the rest; null without any. */
export function commandWords(args: readonly Value[]): string[] | null {
  const first = args[0];
  if (first === undefined) return null;
  const own = textOrPrefix(first);
  const items = (own === null ? first : args[1])?.boxes[0]?.items ?? [];
  const words = items.map((item) => textOrPrefix(item) ?? "…");
  if (own !== null) return [own, ...words];
  return words.length === 0 ? null : words;
}

function quote(word: string): string {
  return /^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
