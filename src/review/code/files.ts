import type { Capability } from "../../model/capability.ts";
import {
  noteCapability,
  noteEdge,
  noteFlows,
  type Analysis,
  type EvaluatedCall,
} from "./analysis.ts";
import { operands, optionValues } from "./command-line.ts";
import { join, onlyText, stepped, taintsOf, textOrPrefix, UNKNOWN, type Value } from "./value.ts";
import type { Meaning } from "./vocabulary.ts";

/**
 * Follows data through files of known names: what is written is kept, what is read or run
 * later is what was written. Answers what a reading call gets from there.
 */
export function throughFiles(
  meaning: Meaning,
  capability: Capability | null,
  target: string | null,
  call: EvaluatedCall,
  result: Value,
  analysis: Analysis,
): Value {
  for (const path of optionValues(call.args, meaning.output))
    keep(onlyText(path), [result], analysis);
  if (capability !== null && capability.startsWith("write.")) {
    const written = writtenBy(meaning, call);
    keep(target, [...written, ...(call.input === null ? [] : [call.input])], analysis);
  }
  if (meaning.task !== undefined) noteTask(meaning.task, call, analysis);
  if (meaning.launches) launch(meaning, call, analysis);
  if (target === null || capability === null || !capability.startsWith("read.")) return UNKNOWN;
  return analysis.files.get(spelt(target)) ?? UNKNOWN;
}

/** What goes into the file: the arguments that matter, else all but the one that names it. */
function writtenBy(meaning: Meaning, call: EvaluatedCall): readonly Value[] {
  if (meaning.target === "receiver") return call.args;
  const { data } = meaning;
  if (!Array.isArray(data)) return call.args.slice(1);
  return data.flatMap((index) => call.args[index] ?? []);
}

function keep(path: string | null, data: readonly Value[], analysis: Analysis): void {
  if (path === null || analysis.files.size > 1000) return;
  const before = analysis.files.get(spelt(path)) ?? UNKNOWN;
  const written = data.reduce((out, value) => join(out, stepped(value, "file")), before);
  analysis.files.set(spelt(path), written);
}

/** `./a`, `a` and `.\a` are the same file. */
function spelt(path: string): string {
  return path.replaceAll("\\", "/").replace(/^(?:\.\/)+/, "");
}

function launch(meaning: Meaning, call: EvaluatedCall, analysis: Analysis): void {
  const valued = [...(meaning.inline?.options ?? []), ...meaning.sends];
  // With code given inline, operands are its arguments and no files.
  if (optionValues(call.args, meaning.inline?.options ?? []).length > 0) return;
  const file = operands(call.args, valued)[0];
  const language = meaning.reads_code ?? meaning.inline?.language ?? null;
  if (file !== undefined) runFile(file, call, analysis, language);
}

/** Notes that a file runs, and that what was written into it runs with it. */
export function runFile(
  file: Value,
  call: EvaluatedCall,
  analysis: Analysis,
  language: string | null = null,
): void {
  const path = textOrPrefix(file);
  if (path !== null) noteEdge(analysis, path, commandText(call), call.at, language);
  const content = path === null ? UNKNOWN : (analysis.files.get(spelt(path)) ?? UNKNOWN);
  if (taintsOf(file).length + taintsOf(content).length === 0) return;
  noteCapability(
    analysis,
    { capability: "execute.code", api: "run a file", target: path },
    call.at,
  );
  noteFlows(analysis, "execute.code", path, [file, content], call.at);
}

function noteTask(tool: string, call: EvaluatedCall, analysis: Analysis): void {
  const words = operands(call.args, []).map((value) => onlyText(value) ?? "…");
  noteEdge(analysis, `task:${tool}:${words.join(" ")}`, commandText(call), call.at);
}

function commandText(call: EvaluatedCall): string {
  const name = call.callee.apis[0] ?? onlyText(call.callee) ?? "…";
  return [name, ...call.args.map((value) => textOrPrefix(value) ?? "…")].join(" ");
}
