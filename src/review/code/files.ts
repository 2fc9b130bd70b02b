import type { Capability } from "../../model/capability.ts";
import {
  frameIn,
  noteCapability,
  noteEdge,
  noteFlows,
  sourcePlace,
  type Analysis,
  type EvaluatedCall,
  type Frame,
  type Home,
} from "./analysis.ts";
import { runEmbedded } from "./embedded.ts";
import { runProgram, startProgram } from "./other-files.ts";
import { nest } from "./scope.ts";
import { operands, optionValues } from "./command-line.ts";
import {
  constant,
  join,
  list,
  onlyText,
  stepped,
  tainted,
  taintsOf,
  textOrPrefix,
  UNKNOWN,
  type Value,
} from "./value.ts";
import { isNameless, keepUnnamed, placeGiven, unnamedContent } from "./unnamed-files.ts";
import type { Meaning } from "./vocabulary.ts";
import { weigh } from "./weigh.ts";

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
  frame: Frame,
  analysis: Analysis,
): Value {
  for (const path of optionValues(call.args, meaning.output)) {
    keep(textOrPrefix(path), [result], analysis);
    noteFlows(analysis, "write.file", textOrPrefix(path), [result], call.at);
  }
  if (meaning.saves !== undefined) {
    const place = call.args[meaning.saves];
    keep(textOrPrefix(place ?? UNKNOWN), [result], analysis);
    keepUnnamed(place, [result], analysis);
  }
  if (meaning.copies !== undefined) copy(meaning.copies, call, analysis);
  if (capability !== null && capability.startsWith("write.")) {
    const written = writtenBy(meaning, call);
    const data = [...written, ...(call.input === null ? [] : [call.input])];
    if (isNameless(target)) keepUnnamed(placeGiven(meaning, call), data, analysis);
    else keep(target, data, analysis);
  }
  if (meaning.task !== undefined) noteTask(meaning.task, call, analysis);
  if (meaning.launches) launch(meaning, call, frame, analysis);
  if (capability === null || !capability.startsWith("read.")) return UNKNOWN;
  if (target === null || isNameless(target))
    return unnamedContent(placeGiven(meaning, call), analysis);
  return analysis.files.get(spelt(target)) ?? fileOfCommit(target, analysis);
}

/** What goes into the file: the arguments that matter, else all but the one that names it. */
function writtenBy(meaning: Meaning, call: EvaluatedCall): readonly Value[] {
  if (meaning.target === "receiver") return call.args;
  const { data } = meaning;
  if (data === "receiver") return [call.receiver, ...call.args.slice(1)];
  if (!Array.isArray(data)) return call.args.slice(1);
  return data.flatMap((index) => call.args[index] ?? []);
}

function keep(path: string | null, data: readonly Value[], analysis: Analysis): void {
  if (path === null || analysis.files.size > 1000) return;
  const before = analysis.files.get(spelt(path)) ?? UNKNOWN;
  const written = data.reduce((out, value) => join(out, stepped(value, "file")), before);
  analysis.files.set(spelt(path), written);
}

/** Folders that shells search for programs, whosever they are. */
const SEARCHED = /^(?:\/|~\/|\$\{?HOME\}?\/)(?:[^/]+\/){0,6}s?bin\/$/;

/** The file that was written where shells look for the program of this name; null for none. */
export function placedAs(name: string, { files, traits }: Analysis): string | null {
  if (traits.name !== "shell" || files.size === 0 || !/^[\w.+-]+$/.test(name)) return null;
  const ends = `/${name}`;
  for (const path of files.keys())
    if (path.endsWith(ends) && SEARCHED.test(path.slice(0, 1 - ends.length))) return path;
  return null;
}

/** What was written before to a file of this name. */
export function writtenAt(path: string, { files }: Analysis): Value {
  return files.get(spelt(path)) ?? UNKNOWN;
}

/** What is in one file goes to another one, or, unpacked, to all files of a folder. */
function copy(
  { from, to, unpacks }: NonNullable<Meaning["copies"]>,
  call: EvaluatedCall,
  analysis: Analysis,
): void {
  const place = (index: number | "receiver") =>
    textOrPrefix((index === "receiver" ? call.receiver : call.args[index]) ?? UNKNOWN);
  const source = place(from);
  const target = place(to);
  if (source === null) return;
  const content = takenFrom(source, call, analysis);
  if (target === null || content === UNKNOWN) return;
  if (!unpacks) return keep(target, [content], analysis);
  const folder = spelt(target).replace(/\/+$/, "");
  keep(folder === "." ? "*" : `${folder}/*`, [stepped(content, "archive")], analysis);
}

/** What is in the file that an argument names. */
export function contentOf(index: number, call: EvaluatedCall, analysis: Analysis): Value {
  const path = textOrPrefix(call.args[index] ?? UNKNOWN);
  return path === null ? UNKNOWN : takenFrom(path, call, analysis);
}

/** What was written to a file before, and, where it holds secrets, those. */
function takenFrom(path: string, call: EvaluatedCall, analysis: Analysis): Value {
  const written = analysis.files.get(spelt(path)) ?? UNKNOWN;
  const capability = weigh("read.file", path, analysis);
  if (capability !== "read.credential") return written;
  noteCapability(analysis, { capability, api: "read a file", target: path }, call.at);
  const at = sourcePlace(analysis, call.at);
  return join(written, tainted([{ capability, detail: path, at, steps: [] }]));
}

/** A file that nothing wrote is the commit's. */
function fileOfCommit(path: string, analysis: Analysis): Value {
  const text = analysis.neighbours.text(path);
  return text === null ? UNKNOWN : constant(text);
}

/** `./a`, `a` and `.\a` are the same file. */
function spelt(path: string): string {
  return path.replaceAll("\\", "/").replace(/^(?:\.\/)+/, "");
}

function launch(meaning: Meaning, call: EvaluatedCall, frame: Frame, analysis: Analysis): void {
  const valued = [...(meaning.inline?.options ?? []), ...meaning.sends];
  // With code given inline, operands are its arguments and no files.
  if (optionValues(call.args, meaning.inline?.options ?? []).length > 0) return;
  const file = operands(call.args, valued)[0];
  const own = meaning.includes ? analysis.traits.name : null;
  const language = meaning.reads_code ?? meaning.inline?.language ?? own;
  if (file === undefined) return;
  const started = call.args.slice(call.args.indexOf(file) + 1);
  const inScope = meaning.includes ? frame : null;
  runFile(file, { ...call, args: started }, analysis, { language, inScope, words: call.args });
}

/** How a file is run. */
interface Run {
  language: string | null;
  /** Where its names go, when it runs among those of the one that runs it. */
  inScope: Frame | null;
  /** The whole command, for people. */
  words: readonly Value[];
}

/** Notes that a file runs with the call's arguments, and what was written into it with it. */
export function runFile(
  file: Value,
  call: EvaluatedCall,
  analysis: Analysis,
  { language, inScope, words }: Run,
): void {
  const path = textOrPrefix(file);
  if (path === null) return noteRun(file, unnamedContent(file, analysis), call, analysis);
  noteEdge(analysis, path, commandText(call, words), call.at, language);
  const written = analysis.files.get(spelt(path));
  const home = written === undefined ? analysis.neighbours.code(path, language) : null;
  // A file of the repository is what it is there, whatever was unpacked beside it.
  const content = written ?? (home === null ? unpackedAround(path, analysis) : UNKNOWN);
  noteRun(file, content, call, analysis);
  runWritten(content, language ?? languageOfFile(path, content), call, inScope, analysis);
  if (home === null) return;
  if (inScope === null) startProgram(home, call.args, call.at, analysis);
  else runProgram(home, withArguments(inScope, home, call.args), call.at, analysis);
}

/** What runs among the names of whoever runs it still has arguments of its own. */
function withArguments(frame: Frame, home: Home, args: readonly Value[]): Frame {
  const name = home.traits.argumentsName;
  if (name === undefined || args.length === 0) return frame;
  const scope = nest(frame.scope);
  scope.names.set(name, list([...args]));
  return { ...frame, scope };
}

/** What was written into a file and is known is code like any other when the file is run. */
function runWritten(
  content: Value,
  language: string | null,
  call: EvaluatedCall,
  inScope: Frame | null,
  analysis: Analysis,
): void {
  if (language === null) return;
  for (const known of content.known) {
    const code = { ...content, known: [known], taints: [], boxes: [] };
    const frame = inScope ?? frameIn(nest(analysis.global));
    runEmbedded(language, code, frame, call.at, analysis);
  }
}

/** Names of languages by what their files end in; a program without an ending is a script. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/\.py$|^#!.*\bpython/, "python"],
  [/\.[cm]?js$|^#!.*\bnode\b/, "javascript"],
  [/\.ps1$|^#!.*\bpwsh\b/, "powershell"],
  [/\.rb$|^#!.*\bruby\b/, "ruby"],
  [/\.pl$|^#!.*\bperl\b/, "perl"],
  [/\.lua$|^#!.*\blua\b/, "lua"],
  [/\.php$|^#!.*\bphp\b/, "php"],
  [/\.(?:bat|cmd)$/, "batch"],
  [/\.(?:ba|z|k|da)?sh$|^#!.*\b(?:ba|z|k|da)?sh\b|(?:^|\/)[^./]+$/, "shell"],
];

function languageOfFile(path: string, content: Value): string | null {
  const [first] = content.known;
  const line = typeof first === "string" ? (first.split("\n", 1)[0] ?? "") : "";
  // What the file says of itself comes before what its name says.
  const says = line.startsWith("#!") ? ENDINGS.find(([form]) => form.test(line)) : undefined;
  return (says ?? ENDINGS.find(([form]) => form.test(path)))?.[1] ?? null;
}

/** A program of which nobody knows the name runs what was put into its file. */
export function runUnnamed(program: Value, call: EvaluatedCall, analysis: Analysis): void {
  const { prefix } = program;
  const named = prefix?.includes("…") === true ? writtenAt(prefix, analysis) : UNKNOWN;
  const content = isNameless(prefix) ? unnamedContent(program, analysis) : named;
  if (content !== UNKNOWN) noteRun(UNKNOWN, content, call, analysis);
}

function noteRun(file: Value, content: Value, call: EvaluatedCall, analysis: Analysis): void {
  if (taintsOf(file).length + taintsOf(content).length === 0) return;
  const target = textOrPrefix(file);
  noteCapability(analysis, { capability: "execute.code", api: "run a file", target }, call.at);
  noteFlows(analysis, "execute.code", target, [file, content], call.at);
}

/** No system opens a longer one (Linux: PATH_MAX), and each folder of it costs its length. */
const LONGEST_PATH = 4096;

/** What was unpacked into one of the folders around a file. */
function unpackedAround(path: string, analysis: Analysis): Value {
  if (analysis.files.size === 0 || path.length > LONGEST_PATH) return UNKNOWN;
  const folders = spelt(path).split("/").slice(0, -1);
  for (let length = folders.length; length >= 0; length -= 1) {
    const folder = folders.slice(0, length).join("/");
    const found = analysis.files.get(folder === "" ? "*" : `${folder}/*`);
    if (found !== undefined) return found;
  }
  return UNKNOWN;
}

function noteTask(tool: string, call: EvaluatedCall, analysis: Analysis): void {
  const words = operands(call.args, []).map((value) => onlyText(value) ?? "…");
  noteEdge(analysis, `task:${tool}:${words.join(" ")}`, commandText(call, call.args), call.at);
}

function commandText(call: EvaluatedCall, words: readonly Value[]): string {
  const name = call.callee.apis[0] ?? onlyText(call.callee) ?? "…";
  return [name, ...words.map((value) => textOrPrefix(value) ?? "…")].join(" ");
}
