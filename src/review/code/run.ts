import type { Language } from "../languages/language.ts";
import type { Grammars } from "../languages/grammars.ts";
import type { Analysis, Budget, CodeFact, Home, Neighbours } from "./analysis.ts";
import { ENGINE } from "./engine.ts";
import { evaluateProgram } from "./evaluate.ts";
import { saying } from "./keep-fact.ts";
import type { Places } from "./places.ts";
import type { Program, Reading } from "./program.ts";
import type { Value } from "./value.ts";
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
  return evaluateReading(openProgram(language, reading, null, context), given);
}

/** Longer texts are not kept as programs. */
const KEPT = 300_000;

/** Parses a text, or finds what it was parsed to. Throws a RangeError if it nests too deep. */
export function readingOf(
  language: Language,
  text: string,
  oid: string | null,
  { programs, grammars, depth }: CodeContext,
): Reading {
  const key = `${language.name} ${oid}`;
  const known = oid === null ? undefined : programs.get(key);
  if (known !== undefined) return known;
  const reading = language.read(text, grammars, depth);
  if (oid !== null && text.length <= KEPT) programs.set(key, reading);
  return reading;
}

/** A program that is ready to be evaluated. */
export interface OpenProgram {
  analysis: Analysis;
  reading: Reading;
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
  if (path === null) return { analysis: alone, reading };
  const { traits, vocabulary, global, exports, neighbours } = alone;
  const home: Home = {
    path,
    program: reading.program,
    traits,
    vocabulary,
    global,
    exports,
    neighbours,
    own: new Set(),
  };
  return { analysis: { ...alone, home }, reading };
}

/** What a program is given when it starts: names it has, and variables of the environment. */
export interface Given {
  names: ReadonlyMap<string, Value>;
  environment: ReadonlyMap<string, Value>;
}

const NOTHING_GIVEN: Given = { names: new Map(), environment: new Map() };

/** Evaluates a program that is ready. */
export function evaluateReading(
  { analysis, reading }: OpenProgram,
  given: Given = NOTHING_GIVEN,
): CodeResult {
  for (const [name, value] of given.names) analysis.global.names.set(name, value);
  const environment = new Map([...analysis.environment, ...given.environment]);
  evaluateProgram(reading.program, { ...analysis, environment });
  const facts = [...analysis.facts.values()];
  for (const fact of facts) analysis.home?.own.add(saying(fact));
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
    made: [],
    seen: new Set(),
    called: new Set(),
    calls: new Map(),
    layers: [],
    outer: null,
    budget,
    atLoad: true,
  };
}

function readInner(name: string, text: string, context: CodeContext): Program | null {
  const language = context.languages.get(name);
  return language === undefined
    ? null
    : language.read(text, context.grammars, context.depth).program;
}
