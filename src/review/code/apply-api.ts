import type { Capability } from "../../model/capability.ts";
import type { Span } from "../../model/span.ts";
import type { Analysis, EvaluatedCall, Frame } from "./analysis.ts";
import { noteCapability, noteFlows, sourcePlace } from "./analysis.ts";
import { listedPlace, targetOf } from "./call-target.ts";
import { EVERYTHING, placeOfVariable } from "./environment.ts";
import { leave } from "./host-object.ts";
import { operands, urlIn } from "./command-line.ts";
import { contentOf, placedAs, runFile, throughFiles } from "./files.ts";
import { runCode } from "./run-code.ts";
import { runStartup, writtenText } from "./startup.ts";
import {
  answerName,
  api,
  isKnown,
  join,
  list,
  onlyText,
  stepped,
  tainted,
  taintsOf,
  textOrPrefix,
  UNKNOWN,
  type Closure,
  type Value,
} from "./value.ts";
import { meaningOf, usualName, type Meaning } from "./vocabulary.ts";
import { sentBy } from "./sent.ts";
import { openedBy, placeGiven } from "./unnamed-files.ts";
import { sinkOf, weigh } from "./weigh.ts";

/** Capabilities whose result is data that matters: where flows begin. */
const SOURCES: ReadonlySet<Capability> = new Set([
  "read.credential",
  "read.environment",
  "read.file",
  "read.host",
  "read.input",
  "read.metadata",
  "read.user",
  "read.argument",
  "network.receive",
  "decode",
]);

/** What reading a name gives when the vocabulary says that reading it is a source. */
export function applyAccess(name: string, at: Span, analysis: Analysis): Value {
  const usual = usualName(analysis.vocabulary, name);
  const meaning = meaningOf(analysis.vocabulary, usual);
  if (meaning === null || meaning.on !== "access" || meaning.does === undefined) return UNKNOWN;
  const last = usual.slice(usual.lastIndexOf(".") + 1);
  const target = meaning.target === "member" ? last : usual;
  const place = placeOfVariable(target, analysis);
  if (place !== null && isKnown(place)) return place;
  const capability = weigh(meaning.does, target, analysis);
  noteCapability(analysis, { capability, api: usual, target }, at);
  const read = tainted([{ capability, detail: target, at: sourcePlace(analysis, at), steps: [] }]);
  const given = analysis.environment.get(target) ?? UNKNOWN;
  return join(join(read, given), place ?? UNKNOWN);
}

/** What calling an API does and answers; null when the vocabulary does not know it. */
export function applyCall(
  name: string,
  given: EvaluatedCall,
  frame: Frame,
  analysis: Analysis,
): Value | null {
  if (name.startsWith(PATH)) return runPath(name.slice(PATH.length), given, frame, analysis);
  const placed = placedAs(name, analysis);
  if (placed !== null) runPath(placed, given, frame, analysis);
  const usual = usualName(analysis.vocabulary, name);
  const meaning = meaningOf(analysis.vocabulary, usual);
  if (meaning === null || meaning.on !== "call") return null;
  const call = asCommand(meaning, positioned(given, meaning.parameters));
  if (call === null) return null;
  return applyMeaning(usual, meaning, call, frame, analysis);
}

/**
 * A program whose arguments stand one by one, as if they stood in a list. A method of texts
 * that starts them is another one when it is called on something else: null.
 */
function asCommand(meaning: Meaning, call: EvaluatedCall): EvaluatedCall | null {
  if (meaning.words === undefined) return call;
  if (meaning.words === "receiver") {
    const { receiver } = call;
    const { known, prefix, boxes } = receiver;
    const isText = known.length > 0 || prefix !== null || boxes.some((box) => box.items !== null);
    const isData = receiver.apis.length === 0 && taintsOf(receiver).length > 0;
    return isText || isData ? { ...call, args: [receiver, ...call.args] } : null;
  }
  const [program, ...words] = call.args.slice(meaning.words);
  return program === undefined ? call : { ...call, args: [program, list(words)] };
}

/** What a call does and answers that has this meaning, whatever it is called. */
export function applyMeaning(
  usual: string,
  meaning: Meaning,
  call: EvaluatedCall,
  frame: Frame,
  analysis: Analysis,
): Value | null {
  if (!applies(meaning, call)) {
    const { otherwise } = meaning;
    return otherwise === undefined ? null : applyMeaning(usual, otherwise, call, frame, analysis);
  }
  const target = listedPlace(targetOf(usual, meaning, call), meaning, call);
  const ran = runCode(meaning, call, frame, analysis);
  // What a program that somebody else's program starts prints goes where that one sends it.
  const data = [...dataOf(meaning, call), ...(meaning.inline === undefined ? [] : [ran])];
  if (meaning.reads !== undefined) data.push(contentOf(meaning.reads, call, analysis));
  let out = meaning.text ? ran : join(api(answerName(usual)), ran);
  const capability = meaning.does === undefined ? null : weigh(meaning.does, target, analysis);
  if (capability !== null && capability !== "decode") {
    const content = capability.startsWith("write.") ? writtenText(data) : null;
    const fact = { capability, api: usual, target, ...(content === null ? {} : { content }) };
    noteCapability(analysis, fact, call.at, hiddenBy(meaning, call));
    for (const other of alsoNamed(meaning, call))
      noteCapability(analysis, { ...fact, target: other }, call.at);
  }
  const sink = sinkOf(meaning, call, target, analysis);
  if (sink !== null && !SOURCES.has(sink)) {
    const sent = sentBy(call, usual, sink, target, data);
    const some = sent.some((value) => taintsOf(value).length > 0);
    if (sink !== capability && sink !== "write.log" && some) {
      const fact = { capability: sink, api: usual, target };
      noteCapability(analysis, fact, call.at, hiddenBy(meaning, call));
    }
    noteFlows(analysis, sink, target, sent, call.at);
  }
  if (capability === "write.startup") runStartup(data, target, call, frame, analysis);
  out = join(out, resultOf(meaning, capability, target, data, call, analysis));
  out = join(out, throughFiles(meaning, capability, target, call, out, frame, analysis));
  if (target !== null && target !== EVERYTHING) out = { ...out, subject: target };
  if (meaning.over !== undefined)
    out = { ...out, boxes: [...out.boxes, ...(call.args[meaning.over]?.boxes ?? [])] };
  leave(call.receiver, [...data, { ...UNKNOWN, taints: out.taints }], target, capability === null);
  if (meaning.does === "write.file") openedBy(placeGiven(meaning, call), out, analysis);
  if (target !== null && meaning.does === "read.environment") {
    out = join(out, placeOfVariable(target, analysis) ?? UNKNOWN);
  }
  return callBack(out, call, frame, analysis);
}

/** All that a program is told to delete, and not only what is named first. */
function alsoNamed(meaning: Meaning, call: EvaluatedCall): string[] {
  if (meaning.does !== "destroy.files" || meaning.target !== "operand") return [];
  const others = operands(call.args, meaning.sends).slice(1, 20);
  return others.flatMap((value) => textOrPrefix(value) ?? []);
}

/** What was unwrapped to know what is called here and what it acts on. */
function hiddenBy(meaning: Meaning, call: EvaluatedCall): Value["layers"] {
  const target =
    typeof meaning.target === "number" ? call.args[meaning.target] : addressed(meaning, call);
  // A command in one list is hidden by what hides any of its words.
  const words = meaning.command ? (target?.boxes[0]?.items ?? []) : [];
  const hidden = words.find((word) => word.layers.length > 0)?.layers ?? [];
  const layers = [...call.callee.layers, ...(target?.layers ?? []), ...hidden];
  // Escapes of addresses hide nothing: every client writes them.
  return layers.filter((layer) => layer.codec !== "url");
}

/** The argument in which an address was found. */
function addressed(meaning: Meaning, { args }: EvaluatedCall): Value | undefined {
  const url = meaning.target === "url" ? urlIn(args) : null;
  return url === null ? undefined : args.find((value) => textOrPrefix(value) === url);
}

/** The same call with named arguments put where the parameters of these names stand. */
function positioned(call: EvaluatedCall, parameters: readonly string[]): EvaluatedCall {
  if (call.named.size === 0 || parameters.length === 0) return call;
  const args = [...call.args];
  const named = new Map(call.named);
  // What has a name goes to its own place first; the rest fills the places that are left.
  parameters.forEach((name, index) => {
    const value = named.get(name);
    if (value === undefined) return;
    while (args.length < index) args.push(UNKNOWN);
    args.splice(index, 0, value);
    named.delete(name);
  });
  return { ...call, args, named };
}

function applies(meaning: Meaning, call: EvaluatedCall): boolean {
  if (meaning.when === undefined) return true;
  const { argument, is } = meaning.when;
  const given = argument === "any" ? call.args : [call.args[argument] ?? UNKNOWN];
  return given.some((value) => is.includes(onlyText(value)?.toLowerCase() ?? ""));
}

/** A program that is named by its path is a file: of the repository, or written before. */
const PATH = "path:";

/** Files of commands share their variables with the one that calls them. */
const COMMANDS = /\.(?:bat|cmd)$/i;

function runPath(path: string, call: EvaluatedCall, frame: Frame, analysis: Analysis): Value {
  const shared = analysis.traits.name === "batch" && COMMANDS.test(path);
  runFile({ ...UNKNOWN, known: [path] }, call, analysis, {
    language: null,
    inScope: shared ? frame : null,
    words: call.args,
  });
  return tainted(call.args.flatMap((value) => taintsOf(value)));
}

function dataOf(meaning: Meaning, call: EvaluatedCall): Value[] {
  if (meaning.data === "none") return [];
  const all = [...call.args, ...call.named.values()];
  if (call.input !== null) all.push(call.input);
  if (meaning.data === "all") return all;
  if (meaning.data === "receiver") return [call.receiver, ...all];
  return meaning.data.flatMap((index) => call.args[index] ?? []);
}

function resultOf(
  meaning: Meaning,
  capability: Capability | null,
  target: string | null,
  data: readonly Value[],
  call: EvaluatedCall,
  analysis: Analysis,
): Value {
  const gives =
    meaning.gives ?? (capability !== null && SOURCES.has(capability) ? capability : null);
  const passed = meaning.passes ? tainted(passedOn(gives, data, analysis)) : UNKNOWN;
  const made = meaning.step === undefined ? passed : stepped(passed, meaning.step);
  const kept =
    meaning.fallback === undefined ? made : join(made, fallbackOf(meaning.fallback, call));
  if (gives === null) return kept;
  const source = weigh(gives, target, analysis);
  const read = tainted([
    { capability: source, detail: target, at: sourcePlace(analysis, call.at), steps: [] },
  ]);
  if (source === "network.receive") analysis.asked = join(analysis.asked, read);
  return join(kept, read);
}

/** What a call answers when it finds nothing; a function says it when it is asked. */
function fallbackOf(index: number, { args }: EvaluatedCall): Value {
  return { ...(args[index] ?? UNKNOWN), closures: [] };
}

/** What a job shows to get a token that says who it is: the answer is a credential too. */
const ASKS_FOR_IDENTITY = "ACTIONS_ID_TOKEN_REQUEST_TOKEN";
const IDENTITY = "the identity of the job";

/** A program that asks over the network prints the answer, and nothing of what it was given. */
function passedOn(
  gives: Capability | null,
  data: readonly Value[],
  { traits }: Analysis,
): Value["taints"] {
  const taints = data.flatMap((value) => taintsOf(value));
  if (gives !== "network.receive" || traits.name !== "shell") return taints;
  return taints.flatMap((taint) => {
    if (taint.detail === ASKS_FOR_IDENTITY) return [{ ...taint, detail: IDENTITY }];
    return /^(?:decode|network|read\.input)/.test(taint.capability) ? [taint] : [];
  });
}

/** A callback given to a known API is called with the API's result. */
function callBack(result: Value, call: EvaluatedCall, frame: Frame, analysis: Analysis): Value {
  const given = [...call.args, ...call.named.values()];
  // What gives data to functions gives it to those of a library, too: `serve(os.system)`.
  for (const callee of result.taints.length > 0 ? given : []) {
    if (callee.known.length > 0 || callee.boxes.length > 0) continue;
    for (const name of callee.apis) {
      const handed = { ...call, callee, receiver: UNKNOWN, method: null, args: [result] };
      if (!name.includes("(")) applyCall(name, { ...handed, named: new Map() }, frame, analysis);
    }
  }
  return given
    .flatMap((value) => value.closures)
    .reduce(
      (out, closure) =>
        join(
          out,
          analysis.engine.enter(closure, [result, result, result], null, analysis, byName(closure)),
        ),
      result,
    );

  /** Parameters that only a name fills get it, too, where the library gives data at all. */
  function byName({ node }: Closure): ReadonlyMap<string, Value> {
    const names = result.taints.length > 0 ? (node.keywords ?? []) : [];
    return new Map(names.map(({ name }) => [name, result]));
  }
}
