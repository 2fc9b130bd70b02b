import type { Analysis, EvaluatedCall, Frame } from "./analysis.ts";
import { applyMeaning } from "./apply-api.ts";
import { list, onlyText, type Value } from "./value.ts";
import { STARTS_PROGRAM } from "./vocabulary.ts";

/** How methods are called that start what they are given, in libraries that nobody here knows. */
const RUNS =
  /^(?:run\w{0,10}|exec\w{0,10}|call|spawn\w{0,10}|system\w{0,10}|sh|shell|bash|cmd|command|start|popen|invoke|check_(?:call|output)|local|sudo|jobstart)$/i;
const SHELL = /^(?:\/(?:usr\/)?bin\/)?(?:ba|z|da|k)?sh$|^(?:cmd|powershell|pwsh)(?:\.exe)?$/i;
const GIVES_CODE = /^(?:-\w{0,5}c|\/[ck]|-e\w{0,14}|-command)$/i;

/**
 * A shell, the option behind which its code stands, and the code, given word by word to a
 * method that runs something: `session.run("sh", "-c", text)`. Null for every other call.
 */
export function runShellWords(call: EvaluatedCall, frame: Frame, analysis: Analysis): Value | null {
  if (!RUNS.test(call.method ?? call.callee.apis.at(-1) ?? "")) return null;
  const texts = call.args.map((each) => onlyText(each));
  const at = texts.findIndex(
    (text, index) =>
      text !== null &&
      SHELL.test(text) &&
      GIVES_CODE.test(texts[index + 1] ?? "") &&
      index + 2 < texts.length,
  );
  const [program, ...words] = call.args.slice(at);
  if (at < 0 || program === undefined) return null;
  const given = { ...call, args: [program, list(words)], named: new Map() };
  return applyMeaning("run by a library", STARTS_PROGRAM, given, frame, analysis);
}
