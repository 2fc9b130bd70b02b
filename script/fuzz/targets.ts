import { analyseCode, type CodeContext } from "../../src/review/code/run.ts";
import { ALONE } from "../../src/review/code/analysis.ts";
import { DOCUMENTS } from "../../src/review/documents/table.ts";
import type { DocumentReading } from "../../src/review/documents/document.ts";
import { decodeText } from "../../src/review/files/decode-text.ts";
import type { Knowledge } from "../../src/review/knowledge.ts";
import { BROKEN } from "../../src/review/languages/grammars.ts";
import { languageOf, LANGUAGES } from "../../src/review/languages/table.ts";
import { Review } from "../../src/model/review.ts";
import { ReviewLimits } from "../../src/model/review-request.ts";
import { reviewTrees } from "../../test/rules/examples.ts";
import { bytesOf, type Corpus, type Sample } from "./corpus.ts";
import { decoderTargets } from "./decoders.ts";
import { Facts } from "./fact-schema.ts";
import { mutatePath } from "./mutate.ts";
import type { Random } from "./random.ts";
import { SEEDS } from "./seeds.ts";

/** One reader that is given mutated input. */
export interface Target {
  /** Its sort and its name: `language python`, `document Makefile`, `decoder text`, `review`. */
  name: string;
  samples: readonly Sample[];
  /**
   * Reads one input and answers what it gave. Throws where the reader throws what it does not
   * promise, or gives what breaks its contract.
   */
  read: (input: Sample, random: Random) => unknown;
  /** How many cases it gets for one of the lightest. */
  weight: number;
}

/** Every reader of hostile bytes there is: those of the tables come by themselves. */
export function targetsOf(knowledge: Knowledge, corpus: Corpus): Target[] {
  const context = contextOf(knowledge);
  return [
    ...languageTargets(corpus, context),
    ...documentTargets(corpus),
    ...decoderTargets(corpus),
    reviewTarget(corpus, knowledge),
  ];
}

function contextOf({ vocabularies, places, grammars }: Knowledge): CodeContext {
  const { depth, decodedBytes, decodeLayers } = ReviewLimits.parse({});
  return {
    ...{ languages: LANGUAGES, vocabularies, places, grammars, depth, decodedBytes, decodeLayers },
    neighbours: ALONE,
    programs: new Map(),
  };
}

function textOf({ path, bytes }: Sample): string {
  return decodeText(bytes, { path }).text;
}

/** The only error that a reader of code may throw. */
function nestsTooDeep(error: unknown): boolean {
  if (!(error instanceof RangeError) || error.message === BROKEN) return false;
  return /call stack|nests deeper/.test(error.message);
}

function languageTargets(corpus: Corpus, context: CodeContext): Target[] {
  const read = corpus.files.flatMap((sample) => embeddedIn(sample));
  const all = [...corpus.files, ...read];
  return [...LANGUAGES.values()].map((language) => ({
    name: `language ${language.name}`,
    samples: orElse(
      all.filter(({ path }) => languageOf(path, null) === language),
      all,
    ),
    weight: 6,
    read: (input) => {
      const text = textOf(input);
      const skimmed = language.skim?.(text).map((name) => language.traits.module(name));
      try {
        return [skimmed, Facts.parse(analyseCode(language, text, context).facts)];
      } catch (error) {
        if (nestsTooDeep(error)) return "nests too deep";
        throw error;
      }
    },
  }));
}

/** Code that documents hold, as files of its language. */
function embeddedIn(sample: Sample): Sample[] {
  return DOCUMENTS.filter((kind) => kind.matches(sample.path)).flatMap((kind) =>
    kind.read(textOf(sample), sample.path).code.map(({ language, text }, at) => ({
      path: `${sample.path}-${at}.${LANGUAGES.get(language)?.extensions[0] ?? "txt"}`,
      bytes: Buffer.from(text),
    })),
  );
}

function documentTargets(corpus: Corpus): Target[] {
  const files = [...corpus.files, ...SEEDS];
  return DOCUMENTS.map((kind) => ({
    name: `document ${kind.name}`,
    samples: orElse(
      files.filter(({ path }) => kind.matches(path)),
      SEEDS,
    ),
    weight: 1,
    read: (input) => checkedDocument(kind.read(textOf(input), input.path), textOf(input)),
  }));
}

/** A reader that nothing was written for yet gets what was written for others. */
function orElse(samples: readonly Sample[], others: readonly Sample[]): readonly Sample[] {
  return samples.length > 0 ? samples : others;
}

function checkedDocument(reading: DocumentReading, text: string): DocumentReading {
  Facts.parse(reading.facts);
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).length + 1;
  const names = new Set<string>();
  for (const { name, at } of reading.code) {
    if (names.has(name)) throw new Error(`two pieces of code are called ${JSON.stringify(name)}`);
    names.add(name);
    if (!(at.line >= 1 && at.endLine >= at.line && at.line <= lines))
      throw new Error(`code stands on line ${at.line} to ${at.endLine} of ${lines}`);
  }
  return reading;
}

/** The whole review: one file of a change is the input, and its path is changed as well at times. */
function reviewTarget(corpus: Corpus, knowledge: Knowledge): Target {
  const changes = corpus.changes.flatMap((change) =>
    Object.keys(change.head).flatMap((path) => {
      const bytes = bytesOf(change.head, path);
      return bytes === null ? [] : [{ path, bytes, change }];
    }),
  );
  return {
    name: "review",
    samples: changes,
    weight: 40,
    read: async (input, random) => {
      const { change } = changes.find(({ path }) => path === input.path) ?? random.pick(changes);
      const other = random.below(4) === 0 ? mutatePath(input.path, random) : input.path;
      const mutated = { ...change.head, [other]: input.bytes };
      const toBase = random.below(8) === 0;
      const [base, head] = toBase ? [mutated, change.head] : [change.base, mutated];
      const review = Review.parse(await reviewTrees(base, head, knowledge));
      return { ...review, stats: null };
    },
  };
}
