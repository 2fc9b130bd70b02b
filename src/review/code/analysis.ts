import type {
  CapabilityFact,
  DecodedLayer,
  EdgeFact,
  FlowFact,
  SourcePlace,
} from "../../model/fact.ts";
import type { Span } from "../../model/span.ts";
import type { Budget } from "./budget.ts";
import type { Expression, FunctionNode, Program } from "./program.ts";
import type { Places } from "./places.ts";
import { keepFact, saying } from "./keep-fact.ts";
import { nest } from "./scope.ts";
import type { Starter } from "./starter.ts";
import type { UnnamedFiles } from "./unnamed-contents.ts";
import { taintsOf, UNKNOWN, type Calls, type Closure, type Scope, type Value } from "./value.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** What a pure function of a language's library answers for known arguments; null: not known. */
export type Fold = (
  receiver: Value,
  args: readonly Value[],
  analysis: Analysis,
  at: Span,
) => Value | null;

/** How code in a text is taken up again: as its own program, inside the one that holds it. */
export type ReadEmbedded = (language: string, text: string) => Program | null;

/** What the evaluator needs to know about a language, besides its vocabulary. */
export interface LanguageTraits {
  name: string;
  /** Names under which the global scope itself can be reached. */
  globals: readonly string[];
  /** Pure functions by name: `Buffer.from`, or `.split` for a method of any value. */
  folds: ReadonlyMap<string, Fold>;
  /** Programs that turn what is piped into them into something known; the input is the receiver. */
  filters?: ReadonlyMap<string, Fold>;
  /** The API that a name nobody defined stands for; null when it is just unknown. */
  free: (name: string) => string | null;
  /** The API that calling a text means, in languages where texts can be called. */
  callText?: (text: string) => string | null;
  /** Functions of the library that call what they are given, and the argument that names it. */
  callbacks?: ReadonlyMap<string, number>;
  starters?: ReadonlyMap<string, Starter>; // Those that call it with what they are given.
  /** The class that a text names: what it is called in the program, and its API. */
  classText?: (text: string) => { name: string; api: string } | null;
  receiverFirst?: boolean; // A method finds what it is called on as the first of its arguments.
  /** What a variable of the environment is called in the program; `$NAME` unless given. */
  environment?: (name: string) => string;
  /** How the operator called `operator` combines two known values; null: not known. */
  operate: (operator: string, a: Value, b: Value | null) => Value | null;
  /** Objects of the library keep what is put into their fields: `request.Body = secret`. */
  keepsWhatIsPutIn?: boolean;
  /** A method that nobody knows answers what it is called on: the habit of builders. */
  builders?: boolean;
  /**
   * What `import` of this module name is: an API, or a file. A name that begins with a dot
   * or a slash is looked for beside the importing file, any other in the usual folders too.
   */
  module: (name: string) => { api: string; file: string | null };
  /** Importing a file runs it among the names of the importing one: `source`, `include`. */
  includes?: boolean;
  /** Names that a file declares are known without an import: in its folder, or the whole tree. */
  shares?: "folder" | "tree";
  wholeTexts?: boolean; // A loop over a text does not take its letters one by one.
  bareCalls?: boolean; // A function's bare name calls it.
  bareMembers?: boolean; // A member that is named is called, or is what it holds.
  hooks?: RegExp; // Functions that whatever loads the file calls by their names.
  /** What a program answers is all that its statements print, not its last value. */
  prints?: boolean;
  /** The name under which a file finds the arguments that it is started with. */
  argumentsName?: string;
}

/** Another file of the same commit, evaluated by itself. */
export interface Home {
  readonly path: string;
  readonly program: Program | null;
  readonly traits: LanguageTraits;
  readonly vocabulary: Vocabulary;
  readonly global: Scope;
  readonly exports: Map<string, Value>;
  readonly neighbours: Neighbours;
  /** What it does by itself: facts of a caller are only what the two do together. */
  readonly own: () => ReadonlySet<string>;
}

/** The files of a commit as one file of it reaches them; null for those that are not there. */
export interface Neighbours {
  /** What loading a module gives: the value that its importer sees. */
  module(file: string, by: string): { value: Value; home: Home | null } | null;
  /** A file of code by the path that a command or a call names. */
  code(path: string, language: string | null): Home | null;
  /** The text of a file by the path that a command or a call names. */
  text(path: string): string | null;
  home(path: string): Home | null;
  /** What a name means that other files declare for this one without an import. */
  shared(name: string): Value | null;
}

/** Where one file is read by itself. */
export const ALONE: Neighbours = {
  module: () => null,
  code: () => null,
  text: () => null,
  home: () => null,
  shared: () => null,
};

/** Facts that code gives. */
export type CodeFact = CapabilityFact | FlowFact | EdgeFact;

/** A call with everything about it evaluated; at what an unanswered one answers nobody looks. */
export interface EvaluatedCall {
  callee: Value;
  /** What the method was called on; unknown for a plain function. */
  receiver: Value;
  method: string | null;
  args: Value[];
  named: ReadonlyMap<string, Value>;
  input: Value | null;
  unanswered?: () => boolean;
  at: Span;
}

/**
 * The evaluator's recursion. Evaluating is one loop over several files; those further down
 * call back up through this, so that imports go one way only.
 */
export interface Engine {
  evaluate(expression: Expression, frame: Frame, analysis: Analysis): Value;
  /** Calls a function that the program defines. */
  enter(
    closure: Closure,
    args: readonly Value[],
    self: Value | null,
    analysis: Analysis,
    named?: ReadonlyMap<string, Value>,
  ): Value;
  /** Evaluates code found in a text; answers its last value. */
  runInner(program: Program, frame: Frame, analysis: Analysis): Value;
}

/** The state of one evaluation of one file. */
export interface Analysis {
  readonly traits: LanguageTraits;
  readonly vocabulary: Vocabulary;
  readonly places: Places;
  readonly readEmbedded: ReadEmbedded;
  readonly traitsOf: (
    language: string,
  ) => { traits: LanguageTraits; vocabulary: Vocabulary } | null;
  /** The file that is evaluated, and the others of its commit; null when it stands alone. */
  readonly home: Home | null;
  readonly neighbours: Neighbours;
  /** The evaluation that called a function of this file from another one. */
  readonly above: Analysis | null;
  /** Files that the evaluation went through to get here. */
  readonly through: readonly string[];
  readonly included: Set<string>;
  /** Variables of the environment that whoever started this file gave it. */
  readonly environment: ReadonlyMap<string, Value>;
  /** The call that is evaluated: where the facts of another file's function stand. */
  site: Span | null;
  readonly engine: Engine;
  readonly global: Scope;
  readonly facts: Map<string, CodeFact>;
  readonly exports: Map<string, Value>;
  /** What was written to files of known names, for whoever reads or runs them later. */
  readonly files: Map<string, Value>;
  readonly unnamed: UnnamedFiles;
  /** Functions as they were made, once each, and those that something called. */
  readonly made: Closure[];
  readonly seen: Set<FunctionNode>;
  readonly called: Set<FunctionNode>;
  readonly calls: Map<FunctionNode, Calls>;
  /** What was read although it does not happen: reading it once is enough. */
  readonly glimpsed: Set<object>;
  readonly layers: readonly DecodedLayer[];
  /** Where facts of embedded code stand in the file that holds it. */
  readonly outer: Span | null;
  readonly budget: Budget;
  asked: Value; // Over the network, so far: an error that this leads to tells the answer.
  atLoad: boolean;
}

/** The state of the function that is being evaluated. */
export interface Frame {
  scope: Scope;
  self: Value | null;
  /** False where the statement may not be reached: assignments join instead of replacing. */
  certain: boolean;
  returned: Value;
  /** Everything it works on is known: what a test leaves out does not happen. */
  exact?: boolean;
  /** How often the loop around the statement was gone through before. */
  turn?: number;
}

/** A frame for a body that runs in `scope`. */
export function frameIn(scope: Scope, self: Value | null = null): Frame {
  return { scope, self, certain: true, returned: UNKNOWN };
}

/** A frame for a function's body. */
export const innerFrame = (scope: Scope, self: Value | null) => frameIn(nest(scope), self);

/** Notes a capability; the best-known version of the same fact wins. */
export function noteCapability(
  analysis: Analysis,
  fact: Pick<CapabilityFact, "capability" | "api" | "target" | "content">,
  at: Span,
  layers: readonly DecodedLayer[] = [],
): void {
  const place = analysis.outer ?? at;
  // One command may delete several things, and each of them counts.
  const what = fact.capability === "destroy.files" ? `${fact.api} ${fact.target}` : fact.api;
  keep(analysis, ["c", fact.capability, what, place.line, place.column ?? 0].join("|"), {
    kind: "capability",
    ...fact,
    atLoad: analysis.atLoad,
    decoded: [...analysis.layers, ...layers],
    at: place,
  });
}

/** Notes every flow from what the data came from to a sink. */
export function noteFlows(
  analysis: Analysis,
  to: FlowFact["to"],
  destination: string | null,
  data: readonly Value[],
  at: Span,
): void {
  const place = analysis.outer ?? at;
  const spot = `${place.line}|${place.column ?? 0}`;
  for (const value of data) {
    for (const taint of taintsOf(value)) {
      const key = ["f", taint.capability, taint.detail, to, spot].join("|");
      keep(analysis, key, {
        kind: "flow",
        from: taint.capability,
        to,
        source: taint.detail,
        destination,
        steps: [...taint.steps, ...analysis.through.filter((each) => !taint.steps.includes(each))],
        atLoad: analysis.atLoad,
        decoded: analysis.layers.length > 0 ? [...analysis.layers] : [...value.layers],
        sourceAt: sourceOf(taint.at, analysis),
        at: place,
      });
    }
  }
}

/** A place in another file keeps its name; in the file that is evaluated, it needs none. */
function sourceOf({ path, ...at }: SourcePlace, analysis: Analysis): SourcePlace {
  const root = rootOf(analysis);
  return path === undefined || path === root.home?.path ? (analysis.outer ?? at) : { ...at, path };
}

function rootOf(analysis: Analysis): Analysis {
  let root = analysis;
  while (root.above !== null) root = root.above;
  return root;
}

/** Notes that this code makes another file run. */
export function noteEdge(
  analysis: Analysis,
  to: string | null,
  by: string,
  at: Span,
  language: string | null = null,
): void {
  const place = analysis.outer ?? at;
  keep(analysis, ["e", to, by.slice(0, 200), place.line].join("|"), {
    kind: "edge",
    trigger: null,
    to,
    by: by.slice(0, 1000),
    language,
    secrets: [],
    at: place,
  });
}

/** The place where something was read, named so that other files can speak of it. */
export function sourcePlace(analysis: Analysis, at: Span): SourcePlace {
  if (analysis.outer !== null) return analysis.outer;
  return analysis.home === null ? at : { ...at, path: analysis.home.path };
}

/** What a file does by itself is no news of the file that calls it. */
function keep(analysis: Analysis, key: string, fact: CodeFact): void {
  if (analysis.above !== null && analysis.home?.own().has(saying(fact)) === true) return;
  keepFact(analysis.facts, key, fact);
}
