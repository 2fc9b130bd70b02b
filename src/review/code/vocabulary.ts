import { CORE_SCHEMA, load } from "js-yaml";
import { z } from "zod";
import { CAPABILITIES } from "../../model/capability.ts";

const Capability = z.enum(CAPABILITIES);
/**
 * Which arguments: by index, or all of them together with what is piped in; `receiver` is all
 * of them and what the method is called on.
 */
const Selection = z.union([z.enum(["all", "none", "receiver"]), z.array(z.int())]);

/** An argument by its index, or what the method is called on. */
const Place = z.union([z.int(), z.literal("receiver")]);

/** What one API means: the words between a language's library and the closed capabilities. */
const Meaning = z.strictObject({
  /** What calling (or reading) it does. */
  does: Capability.optional(),
  /** What it does when data that matters reaches its arguments; `does` unless given. */
  sink: Capability.optional(),
  /** What its result is a source of; given by `does` when that is a source. */
  gives: Capability.optional(),
  on: z.enum(["call", "access"]).default("call"),
  /** It means this only when the argument (or any) is known to be one of these, in any case. */
  when: z
    .strictObject({ argument: z.union([z.int(), z.literal("any")]), is: z.array(z.string()) })
    .optional(),
  /** What it means when it does not mean this. */
  get otherwise() {
    return Meaning.optional();
  },
  /** Names of its parameters in order: a named argument counts as the one at that place. */
  parameters: z.array(z.string()).default([]),
  /**
   * The argument that names what it acts on, `url` or `operand` to look for it; `all` when it
   * is everything of its kind (said as `*`), `api` when the name of the API says enough, `line`
   * for a program with all that it is told.
   */
  target: z
    .union([
      z.int(),
      z.enum(["url", "operand", "receiver", "member", "input", "all", "api", "line"]),
    ])
    .default(0),
  data: Selection.default("all"),
  /**
   * An argument whose text is code of a language; counted from the end when negative. `then`
   * is an argument that stands behind it on the same line.
   */
  code: z
    .strictObject({
      argument: z.int().default(0),
      then: z.int().optional(),
      language: z.string(),
    })
    .optional(),
  /** The arguments are a program and its arguments, started without a shell. */
  command: z.boolean().default(false),
  /**
   * Where a program and its arguments begin when each of them is an argument of its own;
   * `receiver` when the text or the list that the method is called on is the command.
   */
  words: z.union([z.int(), z.literal("receiver")]).optional(),
  /** Options after which data is sent, for programs of the command line. */
  sends: z.array(z.string()).default([]),
  /** Options whose value is code of a language, and the option that names a file. */
  inline: z.strictObject({ options: z.array(z.string()), language: z.string() }).optional(),
  /** The first operand is a file that it runs. */
  launches: z.boolean().default(false),
  /** That file runs among the names of the one that runs it. */
  includes: z.boolean().default(false),
  /** Options whose value is a file that gets the result. */
  output: z.array(z.string()).default([]),
  /** The argument that names a file of which the content goes along. */
  reads: z.int().optional(),
  /** The argument that names a file which gets the result. */
  saves: z.int().optional(),
  /**
   * The arguments that name a file and where its content goes: to another file, or, when it is
   * an archive that is unpacked, into a folder.
   */
  copies: z
    .strictObject({ from: Place, to: Place, unpacks: z.boolean().default(false) })
    .optional(),
  /** The argument that gets all that is put into what this answers: an archive over a buffer. */
  over: z.int().optional(),
  /** Starts a named task of a tool: `npm run x` is the task `x` of npm. */
  task: z.string().optional(),
  /** What is piped in is code of a language. */
  reads_code: z.string().optional(),
  /** The argument that it answers when it finds nothing. */
  fallback: z.int().optional(),
  /** What it answers is made of what it is given; machine code is no text any more. */
  passes: z.boolean().default(true),
  /** It answers a text: nothing that is asked of that means this API. */
  text: z.boolean().default(false),
  /** The step that data takes through it. */
  step: z.string().optional(),
});
export type Meaning = z.infer<typeof Meaning>;

/** A program and its words, each an argument of its own. */
export const STARTS_PROGRAM: Meaning = Meaning.parse({
  does: "execute.process",
  data: [0, 1],
  command: true,
  code: { argument: 0, language: "shell" },
});

const VocabularyFile = z.strictObject({
  language: z.string(),
  /** Vocabularies whose names mean the same here, unless this one says otherwise. */
  extends: z.array(z.string()).default([]),
  /** Prefixes that name the same library: `fs/promises` is `fs`. */
  aliases: z.record(z.string(), z.string()).default({}),
  /** Names of parameters that say what a framework gives there, when nobody calls the function. */
  given: z.record(z.string(), z.string()).default({}),
  apis: z.record(z.string(), z.union([Capability, Meaning])),
});

/** The vocabulary of one language: API name to meaning. A name may end in `.*`. */
export interface Vocabulary {
  language: string;
  extends: readonly string[];
  aliases: ReadonlyMap<string, string>;
  given: ReadonlyMap<string, string>;
  meanings: ReadonlyMap<string, Meaning>;
}

/** Reads a vocabulary file; throws with the path and everything that is wrong in it. */
export function parseVocabulary(text: string, path: string): Vocabulary {
  const result = VocabularyFile.safeParse(load(text, { schema: CORE_SCHEMA }));
  if (!result.success) throw new Error(`${path}: ${z.prettifyError(result.error)}`);
  const { language, aliases, given, apis } = result.data;
  const meanings = new Map<string, Meaning>();
  for (const [name, entry] of Object.entries(apis)) {
    meanings.set(name, typeof entry === "string" ? Meaning.parse({ does: entry }) : entry);
  }
  const { extends: bases } = result.data;
  return {
    language,
    extends: bases,
    aliases: new Map(Object.entries(aliases)),
    given: new Map(Object.entries(given)),
    meanings,
  };
}

const NOTHING: Vocabulary = {
  language: "",
  extends: [],
  aliases: new Map(),
  given: new Map(),
  meanings: new Map(),
};

/** Vocabularies with what they extend, for each set of them. */
const WHOLE = new WeakMap<ReadonlyMap<string, Vocabulary>, Map<string, Vocabulary>>();

/** The vocabulary of a language with all that it extends; an empty one when there is none. */
export function wholeVocabulary(
  all: ReadonlyMap<string, Vocabulary>,
  language: string,
): Vocabulary {
  const known = WHOLE.get(all) ?? new Map<string, Vocabulary>();
  WHOLE.set(all, known);
  const found = known.get(language);
  if (found !== undefined) return found;
  const own = all.get(language) ?? NOTHING;
  // While it is put together it stands for itself: a circle comes to an end.
  known.set(language, own);
  if (own.extends.length === 0) return own;
  const parts = [...own.extends.map((base) => wholeVocabulary(all, base)), own];
  const whole: Vocabulary = {
    ...own,
    aliases: new Map(parts.flatMap((part) => [...part.aliases])),
    given: new Map(parts.flatMap((part) => [...part.given])),
    meanings: new Map(parts.flatMap((part) => [...part.meanings])),
  };
  known.set(language, whole);
  return whole;
}

/** Names already looked up; programs spell the same few over and over. */
const KNOWN = new WeakMap<Vocabulary, Map<string, string>>();
const REMEMBERED = 20_000;

/** The API's usual name: aliases of its library are followed, longest first. */
export function usualName(vocabulary: Vocabulary, name: string): string {
  const known = KNOWN.get(vocabulary) ?? new Map<string, string>();
  KNOWN.set(vocabulary, known);
  const found = known.get(name);
  if (found !== undefined) return found;
  const usual = followCalls(vocabulary, followAliases(vocabulary, name));
  if (known.size < REMEMBERED && name.length < 200) known.set(name, usual);
  return usual;
}

/** Longer chains of calls, each answering a thing with a name of its own, are not followed. */
const CHAIN = 8;

/** What a call answers may have a name, and what a method of that answers another one. */
function followCalls(vocabulary: Vocabulary, name: string): string {
  let usual = name;
  for (let step = 0; step < CHAIN && usual.includes("()"); step += 1) {
    const next = followAliases(vocabulary, usual);
    if (next === usual) return usual;
    usual = next;
  }
  return usual;
}

function followAliases(vocabulary: Vocabulary, name: string): string {
  let prefix = name;
  while (prefix !== "") {
    const alias = vocabulary.aliases.get(prefix);
    if (alias !== undefined) {
      const rest = name.slice(prefix.length);
      return alias === "" ? rest.replace(/^\./, "") : alias + rest;
    }
    const dot = prefix.lastIndexOf(".");
    prefix = dot < 0 ? "" : prefix.slice(0, dot);
  }
  return name;
}

const MEANINGS = new WeakMap<Vocabulary, Map<string, Meaning | null>>();

/** What an API means, or null when the vocabulary does not know it. */
export function meaningOf(vocabulary: Vocabulary, name: string): Meaning | null {
  const known = MEANINGS.get(vocabulary) ?? new Map<string, Meaning | null>();
  MEANINGS.set(vocabulary, known);
  const found = known.get(name);
  if (found !== undefined) return found;
  const meaning = lookUpMeaning(vocabulary, name);
  if (known.size < REMEMBERED && name.length < 200) known.set(name, meaning);
  return meaning;
}

function lookUpMeaning(vocabulary: Vocabulary, name: string): Meaning | null {
  const exact = vocabulary.meanings.get(name);
  if (exact !== undefined) return exact;
  const dot = name.lastIndexOf(".");
  if (dot < 0) return null;
  return vocabulary.meanings.get(`${name.slice(0, dot)}.*`) ?? null;
}
