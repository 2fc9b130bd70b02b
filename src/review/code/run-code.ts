import type { Analysis, EvaluatedCall, Frame } from "./analysis.ts";
import { noteFlows } from "./analysis.ts";
import { optionValues } from "./command-line.ts";
import { concatenate } from "./concatenate.ts";
import { runCommand, runEmbedded } from "./embedded.ts";
import { runUnnamed } from "./files.ts";
import { constant, join, onlyText, UNKNOWN, type Value } from "./value.ts";
import type { Meaning } from "./vocabulary.ts";

/** Runs the code that a call is given, as a command, in a text or at its input: what it answers. */
export function runCode(
  meaning: Meaning,
  call: EvaluatedCall,
  frame: Frame,
  analysis: Analysis,
): Value {
  let out = UNKNOWN;
  for (const program of programsOf(meaning, call)) runUnnamed(program, call, analysis);
  if (meaning.command) out = join(out, runCommand(call, frame, analysis));
  if (meaning.code !== undefined && !isWords(meaning, call)) {
    const first = call.args.at(meaning.code.argument);
    const more = meaning.code.then === undefined ? undefined : call.args[meaning.code.then];
    const code =
      first === undefined || more === undefined ? first : concatenate([first, constant(" "), more]);
    if (code !== undefined) {
      out = join(out, runEmbedded(meaning.code.language, code, frame, call.at, analysis));
    }
  }
  if (meaning.inline !== undefined) {
    for (const code of optionValues(call.args, meaning.inline.options)) {
      noteFlows(analysis, "execute.code", call.method, [code], call.at);
      out = join(out, runEmbedded(meaning.inline.language, code, frame, call.at, analysis));
    }
  }
  if (meaning.reads_code !== undefined && call.input !== null && !isGivenCode(meaning, call)) {
    noteFlows(analysis, "execute.code", onlyText(call.callee), [call.input], call.at);
    out = join(out, runEmbedded(meaning.reads_code, call.input, frame, call.at, analysis));
  }
  return out;
}

/** What a call starts: the first word of a command, or the text of all of it. */
function programsOf({ command, code }: Meaning, { args }: EvaluatedCall): Value[] {
  if (!command && code?.language !== "shell") return [];
  const first = args[command ? 0 : (code?.argument ?? 0)];
  return first === undefined
    ? []
    : [first, ...first.boxes.flatMap((box) => (box.items ?? []).slice(0, 1))];
}

/** `sh ./sort.sh` and `sh -c x` read what is piped in as data; `sh -s x` and `sh -` as code. */
function isGivenCode(meaning: Meaning, call: EvaluatedCall): boolean {
  const options = meaning.inline?.options ?? [];
  const texts = call.args.map((value) => onlyText(value) ?? "…");
  if (texts.some((text) => /^-[a-z]*s$|^-$|^\/dev\/(?:stdin|fd\/0)$/.test(text))) return false;
  if (optionValues(call.args, options).length > 0) return true;
  const [file] = texts.filter((text) => !text.startsWith("-"));
  return file !== undefined && /\.(?:[a-z]{1,4})$/.test(file);
}

/** A list is a program with its arguments: none of them decides the whole line. */
function isWords(meaning: Meaning, call: EvaluatedCall): boolean {
  return meaning.command && call.args[0]?.boxes.some((box) => box.items !== null) === true;
}
