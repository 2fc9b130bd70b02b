import type { Language } from "../languages/language.ts";
import type { Grammars } from "../languages/grammars.ts";
import type { Analysis, Budget, CodeFact } from "./analysis.ts";
import { ENGINE } from "./engine.ts";
import { evaluateProgram } from "./evaluate.ts";
import type { Places } from "./places.ts";
import type { Program } from "./program.ts";
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
  exportsOf: (file: string) => ReadonlyMap<string, Value> | null;
}

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
 * Reads and evaluates one text of code. `variables` are known before it starts. Throws a
 * RangeError for code that nests too deep.
 */
export function analyseCode(
  language: Language,
  text: string,
  context: CodeContext,
  variables: ReadonlyMap<string, Value> = new Map(),
): CodeResult {
  const reading = language.read(text, context.grammars, context.depth);
  const analysis = createAnalysis(language, context);
  for (const [name, value] of variables) analysis.global.names.set(name, value);
  evaluateProgram(reading.program, analysis);
  return {
    facts: [...analysis.facts.values()],
    exports: analysis.exports,
    recovered: reading.recovered,
  };
}

function createAnalysis(language: Language, context: CodeContext): Analysis {
  const budget: Budget = {
    steps: STEPS,
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
    exportsOf: context.exportsOf,
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
