import type { Language } from "../languages/language.ts";
import type { Grammars } from "../languages/grammars.ts";
import type { Budget } from "./budget.ts";
import type { Analysis, CodeFact, Home, Neighbours } from "./analysis.ts";
import { ENGINE } from "./engine.ts";
import { evaluateLoad, visitUncalled } from "./load.ts";
import { sayings } from "./keep-fact.ts";
import type { Places } from "./places.ts";
import type { Program, Reading } from "./program.ts";
import { UNKNOWN, type Value } from "./value.ts";
import { noUnnamedFiles } from "./unnamed-contents.ts";
import { wholeVocabulary, type Vocabulary } from "./vocabulary.ts";

/** What reading code needs: the languages, what their names mean, and how much it may cost. */
export interface CodeContext {
  languages: ReadonlyMap<string, Language>;
  vocabularies: ReadonlyMap<string, Vocabulary>;
  places: Places;
  grammars: Grammars;
  depth: number;
  decodedBytes: number;
  decodeLayers: number;
  /** What a program may spend on repeating, where it is less than what a changed file may. */
  steps?: number;
  /** Other files of the same commit, where several are read together. */
  neighbours: Neighbours;
  /** Programs that were parsed, by language and object id: many are evaluated more than once. */
  programs: Programs;
}

/** Programs that were parsed. */
export type Programs = Map<string, Reading>;

/** What one text of code gives. */
export interface CodeResult {
  facts: CodeFact[];
  exports: ReadonlyMap<string, Value>;
  /** Syntax errors were read past. */
  recovered: boolean;
}

/** How many steps may be spent on repeating: less than a second for the slowest program. */
const STEPS = 600_000;

/**
 * Reads and evaluates one text of code with what it is given when it starts. Throws a
 * RangeError for code that nests too deep.
 */
export function analyseCode(
  language: Language,
  text: string,
  context: CodeContext,
  given: Given = NOTHING_GIVEN,
  oid: string | null = null,
): CodeResult {
  const reading = readingOf(language, text, oid, context);
  const program = openProgram(language, reading, null, context, context.steps);
  return evaluateReading(program, given);
}

/** Longer texts are not kept as programs. */
const KEPT = 300_000;

const UNREADABLE: Reading = { program: { body: [] }, recovered: true };

/** Parses a text, or finds what it was parsed to. Throws a RangeError if it nests too deep. */
export function readingOf(
  language: Language,
  text: string,
  oid: string | null,
  { programs, grammars, depth }: CodeContext,
): Reading {
  const key = `${language.name} ${oid}`;
  const known = oid === null ? undefined : programs.get(key);
  if (known === UNREADABLE) throw new RangeError("it could not be read before");
  if (known !== undefined) return known;
  // What keeps its parser busy, or nests too deep, does so every time.
  if (oid !== null) programs.set(key, UNREADABLE);
  const reading = language.read(text, grammars, depth);
  if (oid !== null) programs.delete(key);
  if (oid !== null && text.length <= KEPT) programs.set(key, reading);
  return reading;
}

/** A program that is ready to be evaluated. */
export interface OpenProgram {
  analysis: Analysis;
  reading: Reading;
  /** How far it is evaluated: a step that was begun is not begun again by a file in a circle. */
  stage: "ready" | "loading" | "loaded" | "whole";
}

/** Makes a program ready; one with a path can be reached from others while it is evaluated. */
export function openProgram(
  language: Language,
  reading: Reading,
  path: string | null,
  context: CodeContext,
  steps = STEPS,
): OpenProgram {
  const alone = createAnalysis(language, context, steps);
  if (path === null) return { analysis: alone, reading, stage: "ready" };
  const { traits, vocabulary, global, exports, neighbours } = alone;
  const own = ownFacts(() => program);
  const { program: code } = reading;
  const home: Home = { path, program: code, traits, vocabulary, global, exports, neighbours, own };
  const program: OpenProgram = { analysis: { ...alone, home }, reading, stage: "ready" };
  return program;
}

/** What a program is given when it starts: names it has, and variables of the environment. */
export interface Given {
  names: ReadonlyMap<string, Value>;
  environment: ReadonlyMap<string, Value>;
  /** What others left in files of the same machine; what this program writes is put in, too. */
  files?: Map<string, Value>;
}

const NOTHING_GIVEN: Given = { names: new Map(), environment: new Map() };

/** What a file does by itself. Asked for rarely, so a file that is only used is loaded first. */
function ownFacts(program: () => OpenProgram): () => ReadonlySet<string> {
  let known: { size: number; own: ReadonlySet<string> } = { size: -1, own: new Set() };
  return () => {
    if (program().stage === "loaded") evaluateReading(program());
    const { facts } = program().analysis;
    // In a circle of files it is asked for while it still grows.
    if (known.size !== facts.size) {
      known = { size: facts.size, own: new Set([...facts.values()].flatMap(sayings)) };
    }
    return known.own;
  };
}

/** Evaluates what loading a program does: what others see of it is known then. */
export function loadReading(program: OpenProgram, given: Given = NOTHING_GIVEN): void {
  const { analysis, reading } = program;
  if (program.stage !== "ready") return;
  program.stage = "loading";
  for (const [name, value] of given.names) analysis.global.names.set(name, value);
  const environment = new Map([...analysis.environment, ...given.environment]);
  const files = given.files ?? analysis.files;
  program.analysis = { ...analysis, environment, files };
  evaluateLoad(reading.program, program.analysis);
  program.stage = "loaded";
}

/** Evaluates a whole program that is ready, or what loading it left. */
export function evaluateReading(program: OpenProgram, given: Given = NOTHING_GIVEN): CodeResult {
  loadReading(program, given);
  const { analysis, reading } = program;
  if (program.stage === "loaded") {
    program.stage = "whole";
    visitUncalled(analysis);
  }
  const facts = [...analysis.facts.values()];
  return { facts, exports: analysis.exports, recovered: reading.recovered };
}

function createAnalysis(language: Language, context: CodeContext, steps: number): Analysis {
  const budget: Budget = {
    steps,
    depth: 24,
    embedded: context.decodeLayers * 16,
    decodedBytes: context.decodedBytes,
  };
  return {
    traits: language.traits,
    vocabulary: wholeVocabulary(context.vocabularies, language.name),
    places: context.places,
    readEmbedded: (name, text) => readInner(name, text, context),
    traitsOf: (name) => {
      const found = context.languages.get(name);
      if (found === undefined) return null;
      return { traits: found.traits, vocabulary: wholeVocabulary(context.vocabularies, name) };
    },
    home: null,
    neighbours: context.neighbours,
    above: null,
    through: [],
    included: new Set(),
    environment: new Map(),
    site: null,
    engine: ENGINE,
    global: { parent: null, names: new Map() },
    facts: new Map(),
    exports: new Map(),
    files: new Map(),
    unnamed: noUnnamedFiles(),
    made: [],
    seen: new Set(),
    called: new Set(),
    calls: new Map(),
    glimpsed: new Set(),
    layers: [],
    outer: null,
    budget,
    asked: UNKNOWN,
    atLoad: true,
  };
}

function readInner(name: string, text: string, context: CodeContext): Program | null {
  const language = context.languages.get(name);
  return language === undefined
    ? null
    : language.read(text, context.grammars, context.depth).program;
}
