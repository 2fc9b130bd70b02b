import { join } from "node:path";
import { readdir, readFile } from "node:fs/promises";
import { analyseCode, type CodeContext } from "../../src/review/code/run.ts";
import { parsePlaces } from "../../src/review/code/places.ts";
import { parseVocabulary, type Vocabulary } from "../../src/review/code/vocabulary.ts";
import { loadGrammars } from "../../src/review/languages/grammars.ts";
import { LANGUAGES } from "../../src/review/languages/table.ts";
import { ALONE, type CodeFact } from "../../src/review/code/analysis.ts";
import type { Capability } from "../../src/model/capability.ts";

const ROOT = join(import.meta.dirname, "..", "..");

/** A flow that must be found; what is left out may be anything. */
export interface ExpectedFlow {
  from: Capability;
  to: Capability;
  source?: string;
  destination?: string;
  step?: string;
}

/** A capability that must be found; `decoded` is the codec of the last layer around it. */
export interface ExpectedCapability {
  capability: Capability;
  target?: string;
  atLoad?: boolean;
  decoded?: string;
  layers?: number;
}

/** What every reader must find in a small program; `programs/` has it in each language. */
export interface ConformanceCase {
  name: string;
  flows?: ExpectedFlow[];
  capabilities?: ExpectedCapability[];
  /** Pairs that must not be found: what is no flow. */
  noFlows?: Pick<ExpectedFlow, "from" | "to">[];
  noCapabilities?: Capability[];
}

/** Everything the languages need, as the product ships it. */
export async function loadContext(): Promise<CodeContext> {
  const folder = join(ROOT, "rules", "vocabulary");
  const read = (name: string) => readFile(join(folder, `${name}.yml`), "utf8");
  const vocabularies = new Map<string, Vocabulary>();
  for (const file of await readdir(folder)) {
    const name = file.replace(/\.yml$/, "");
    if (name !== "places") vocabularies.set(name, parseVocabulary(await read(name), name));
  }
  return {
    languages: LANGUAGES,
    vocabularies,
    places: parsePlaces(await read("places"), "places"),
    grammars: await loadGrammars(ROOT),
    depth: 500,
    decodedBytes: 4 * 1024 * 1024,
    decodeLayers: 8,
    neighbours: ALONE,
    programs: new Map(),
  };
}

/** What a language's reader and the evaluator say about a text. */
export function factsOf(language: string, text: string, context: CodeContext): readonly CodeFact[] {
  const found = LANGUAGES.get(language);
  if (found === undefined) throw new Error(`no language is called ${language}`);
  return analyseCode(found, text, context).facts;
}

/** Whether a fact is the flow that is expected. */
export function isFlow(fact: CodeFact, expected: ExpectedFlow): boolean {
  return (
    fact.kind === "flow" &&
    fact.from === expected.from &&
    fact.to === expected.to &&
    (expected.source === undefined || fact.source === expected.source) &&
    (expected.destination === undefined ||
      (fact.destination ?? "").startsWith(expected.destination)) &&
    (expected.step === undefined || fact.steps.includes(expected.step))
  );
}

/** Whether a fact is the capability that is expected. */
export function isCapability(fact: CodeFact, expected: ExpectedCapability): boolean {
  return (
    fact.kind === "capability" &&
    fact.capability === expected.capability &&
    (expected.target === undefined || (fact.target ?? "").includes(expected.target)) &&
    (expected.atLoad === undefined || fact.atLoad === expected.atLoad) &&
    (expected.decoded === undefined || fact.decoded.at(-1)?.codec === expected.decoded) &&
    (expected.layers === undefined || fact.decoded.length >= expected.layers)
  );
}

/** The facts in words, for a message that says what was found instead. */
export function described(facts: readonly CodeFact[]): string[] {
  return facts.map((fact) => {
    if (fact.kind === "edge") return `edge to ${fact.to}`;
    const layers = fact.decoded.map((layer) => layer.codec).join(">");
    return fact.kind === "flow"
      ? `flow ${fact.from}(${fact.source}) -> ${fact.to}(${fact.destination}) by ${fact.steps.join(",")} [${layers}]`
      : `${fact.capability}(${fact.target}) ${fact.atLoad ? "at load" : "when called"} [${layers}]`;
  });
}
