import type { Span } from "../../model/span.ts";
import type { Analysis, EvaluatedCall, Frame } from "./analysis.ts";
import { frameIn, noteFlows } from "./analysis.ts";
import { shellWithGaps } from "./gaps.ts";
import { nest } from "./scope.ts";
import { only, onlyText, taintsOf, textOrPrefix, UNKNOWN, type Value } from "./value.ts";
import { meaningOf, usualName } from "./vocabulary.ts";

/**
 * Reads a text as code of a language and evaluates it where it stands: its facts carry the
 * place of the outer call and the layers that were unwrapped to get the text. `variables` are
 * known to it before it starts.
 */
export function runEmbedded(
  given: string,
  code: Value,
  frame: Frame,
  at: Span,
  analysis: Analysis,
  variables: ReadonlyMap<string, Value> = new Map(),
): Value {
  const language = dialectOf(given, code);
  const inner = analysis.traitsOf(language);
  if (inner === null) return UNKNOWN;
  const { text, variables: gaps } = textOf(language, code);
  if (text === null) {
    // Somebody else decides the whole text, not only a word of it: that is code, no argument.
    if (taintsOf(code).length > 0) noteFlows(analysis, "execute.code", null, [code], at);
    return UNKNOWN;
  }
  if (!payFor(text, analysis)) return UNKNOWN;
  const program = analysis.readEmbedded(language, text);
  if (program === null) return UNKNOWN;
  const same = language === analysis.traits.name;
  const scope = same ? frame.scope : nest(null);
  for (const [name, value] of [...variables, ...gaps]) scope.names.set(name, value);
  const child: Analysis = {
    ...analysis,
    traits: inner.traits,
    vocabulary: inner.vocabulary,
    global: same ? analysis.global : scope,
    layers: [...analysis.layers, ...code.layers],
    outer: analysis.outer ?? at,
    made: [],
  };
  analysis.budget.depth -= 1;
  const inside = same ? { ...frame, certain: true } : frameIn(scope);
  const result = analysis.engine.runInner(program, inside, child);
  analysis.budget.depth += 1;
  // Whatever the text was put together from decides what runs here.
  if (code.prefix === null && taintsOf(code).length > 0)
    noteFlows(analysis, "execute.code", null, [code], at);
  return result;
}

/** Programs and commands of Windows: a line that begins with one of them is its command line's. */
const WINDOWS =
  /^\s*(?:start\s+|call\s+)?"?(?:[a-z]:\\[^"\s]*\\)?(?:cmd|certutil|bitsadmin|reg|schtasks|mshta|rundll32|regsvr32|wmic|sc|forfiles|vssadmin|wbadmin|bcdedit|cipher|diskpart|netsh|cmdkey|vaultcmd|conhost|pcalua|msiexec|wscript|cscript|installutil|odbcconf|takeown|icacls|attrib)(?:\.exe)?"?\s/i;

/** A command that only Windows has is read as its command line reads it. */
function dialectOf(language: string, code: Value): string {
  const text = language === "shell" ? textOrPrefix(code) : null;
  return text !== null && WINDOWS.test(text.slice(0, 300)) ? "batch" : language;
}

/** A line is read in no time, and some programs consist of lines that they put together. */
const LINE = 300;
const STEPS_OF_A_LINE = 200;

function payFor(text: string, { budget }: Analysis): boolean {
  if (budget.embedded <= 0 || budget.steps <= 0 || budget.depth <= 0) return false;
  if (text.length > LINE) budget.embedded -= 1;
  else budget.steps -= STEPS_OF_A_LINE;
  return true;
}

/** What stands in a language for a part of the code that nobody knows. */
const GAPS: ReadonlyMap<string, string> = new Map([
  ["shell", "…"],
  ["batch", "…"],
  ["powershell", "…"],
  ["python", "None"],
  ["javascript", "undefined"],
]);

/** The text that is read, and what stands in variables of it. */
function textOf(
  language: string,
  code: Value,
): { text: string | null; variables: ReadonlyMap<string, Value> } {
  const known = codeText(code);
  const text = known ?? withGaps(language, code);
  if (text === null || known !== null || language !== "shell")
    return { text, variables: new Map() };
  return shellWithGaps(text, code);
}

/** Code of which parts are not known still says what it does around them. */
function withGaps(language: string, code: Value): string | null {
  const gap = GAPS.get(language);
  if (gap === undefined || code.prefix === null || code.known.length > 0) return null;
  return code.prefix.startsWith("…") ? null : code.prefix.replaceAll("…", gap);
}

/** Code may be bytes too. */
function codeText(code: Value): string | null {
  const known = only(code);
  return known instanceof Uint8Array ? Buffer.from(known).toString("utf8") : onlyText(code);
}

/** A program with arguments, started without a shell, is one shell command with quoted words. */
export function runCommand(call: EvaluatedCall, frame: Frame, analysis: Analysis): Value {
  const values = commandValues(call.args);
  if (values === null) return UNKNOWN;
  noteInlineCode(values, call.at, analysis);
  const layers = values.reduce<Value["layers"]>(
    (best, value) => (value.layers.length > best.length ? value.layers : best),
    [],
  );
  // What came from somewhere stays what it is: the shell reads it out of a variable.
  const given = new Map<string, Value>();
  const windows = WINDOWS.test(`${wordOf(values[0] ?? UNKNOWN)} `);
  const words = values.map((value, index) => {
    if (index === 0 || onlyText(value) !== null || taintsOf(value).length === 0) {
      return windows ? windowsWord(wordOf(value)) : quote(wordOf(value));
    }
    given.set(windows ? `%__GIVEN_${index}` : `$__given_${index}`, value);
    return windows ? `"%__GIVEN_${index}%"` : `"$__given_${index}"`;
  });
  const piped = windows ? null : pipedTo(call);
  if (piped !== null) given.set("$__piped", piped);
  const line = piped === null ? words.join(" ") : `printf %s "$__piped" | ${words.join(" ")}`;
  const code = { ...UNKNOWN, known: [line], layers };
  return runEmbedded("shell", code, frame, call.at, analysis, given);
}

/** What a program is given to read: the option `input`, where something is known of it. */
function pipedTo(call: EvaluatedCall): Value | null {
  if (call.input !== null && taintsOf(call.input).length > 0) return call.input;
  const boxes = call.args.slice(1, 3).flatMap((value) => value.boxes);
  const option = boxes.find((box) => box.fields.has("input"))?.fields.get("input");
  const [, second = UNKNOWN] = call.args;
  const given = option ?? (second.boxes.length === 0 ? second : UNKNOWN);
  return textOrPrefix(given) === null ? null : given;
}

/** A program and its arguments as far as they are known, `…` for the rest; null without any. */
export function commandWords(args: readonly Value[]): string[] | null {
  return commandValues(args)?.map(wordOf) ?? null;
}

function commandValues(args: readonly Value[]): readonly Value[] | null {
  const first = args[0];
  if (first === undefined) return null;
  const single = wordOf(first) !== "…" || (interpreterOf(first) !== null && args.length > 1);
  const items = (single ? args[1] : first)?.boxes[0]?.items ?? [];
  // `system "sh", "-c", x`: the words are arguments themselves, up to the options.
  if (single && items.length === 0) return [first, ...plainWords(args.slice(1))];
  if (single) return [first, ...items];
  return items.length === 0 ? null : items;
}

function plainWords(args: readonly Value[]): readonly Value[] {
  const end = args.findIndex((value) => textOrPrefix(value) === null || value.boxes.length > 0);
  return end < 0 ? args : args.slice(0, end);
}

function wordOf(value: Value): string {
  // Of several texts that it may be, the first stands for all.
  const some = value.known.find((each) => typeof each === "string");
  return textOrPrefix(value) ?? interpreterOf(value) ?? some ?? "…";
}

/** The names under which a program knows its own interpreter. */
const INTERPRETERS: ReadonlyMap<string, string> = new Map([
  ["sys.executable", "python3"],
  ["process.execPath", "node"],
]);

function interpreterOf(value: Value): string | null {
  return value.apis.map((name) => INTERPRETERS.get(name) ?? null).find((each) => each) ?? null;
}

/** `node -e`, `sh -c` and their kin run a word as code, whether or not its text is known. */
function noteInlineCode(values: readonly Value[], at: Span, analysis: Analysis): void {
  const [first, ...rest] = values;
  const shell = analysis.traitsOf("shell");
  if (first === undefined || shell === null) return;
  const program = wordOf(first).replace(/^.*[/\\]/, "");
  const name = usualName(shell.vocabulary, program);
  const options = meaningOf(shell.vocabulary, name)?.inline?.options ?? [];
  const code = rest.filter((_, index) => options.includes(wordOf(rest[index - 1] ?? UNKNOWN)));
  noteFlows(analysis, "execute.code", program, code, at);
}

/** A word as a command line of Windows has it; what is no word but a line stays as it is. */
function windowsWord(word: string): string {
  if (word === "") return '""';
  return /\s/.test(word) && !/["&|<>]/.test(word) ? `"${word}"` : word;
}

function quote(word: string): string {
  return /^[\w@%+=:,./~…-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
