import type { Fact, FileFact, TextFact } from "../../model/fact.ts";
import type { TreeEntry } from "../../model/tree.ts";
import { analyseCode, type CodeContext } from "../code/run.ts";
import { DOCUMENTS } from "../documents/table.ts";
import type { DocumentKind, EmbeddedCode } from "../documents/document.ts";
import { conventionOf } from "../executions/conventions.ts";
import { fileUnit, namedUnit, type ReadFile, type Unit } from "../executions/unit.ts";
import type { Language } from "../languages/language.ts";
import { languageOf } from "../languages/table.ts";
import { fileSort } from "../text/file-sort.ts";
import { textFactsOf } from "../text/text-facts.ts";
import { classifyFile, type FileClass } from "./classify.ts";
import { decodeText } from "./decode-text.ts";
import type { Machines } from "./machines.ts";
import { readEmbedded } from "./read-embedded.ts";

/** What is known about a file besides its bytes. */
export interface FileSetting {
  entry: TreeEntry;
  /** Facts that the tree gives: modes, names, links. */
  entryFacts: readonly FileFact[];
  /** What `working-tree-encoding` says for this path, or null. */
  checkoutEncoding: string | null;
  /** The language in which some command runs the file, when its name does not say. */
  runAs: string | null;
}

/** Reads one file as everything that may read it: text, document and code. */
export function readFile(setting: FileSetting, bytes: Uint8Array, context: CodeContext): ReadFile {
  const { path } = setting.entry;
  const sort = classifyFile(path, bytes);
  const facts: Fact[] = [...setting.entryFacts, ...sort.facts];
  if (sort.kind === "empty") return readAs(path, bytes, facts, [], null);
  if (sort.kind === "lfs-pointer") {
    return readAs(path, bytes, facts, [], "its content is stored elsewhere (Git LFS)");
  }
  // Bytes that a checkout turns into text, or that a command runs as a language, are text.
  const asText = setting.checkoutEncoding !== null || setting.runAs !== null;
  if (sort.kind === "binary" && !asText) return readBinary(path, bytes, sort, facts);
  const text = decodeText(bytes, {
    path,
    interpreter: sort.interpreter,
    workingTreeEncoding: setting.checkoutEncoding,
  });
  facts.push(...text.facts);
  if (text.unanalysed !== null) return readAs(path, bytes, facts, [], text.unanalysed);
  facts.push(...textFactsOf(text.text, path).filter((fact) => misleads(fact, path)));
  return readText(setting, text.text, bytes, sort, facts, context);
}

/**
 * Text that shows otherwise than it runs misleads only where it runs: values of plain data,
 * such as test vectors of a URL parser, mean what their bytes are, and a stray invisible sign
 * in prose is what copying from a page leaves behind.
 */
function misleads(fact: TextFact, path: string): boolean {
  const sort = fileSort(path);
  const ordinary =
    (fact.feature === "bidi-control" && sort === "data") ||
    (fact.feature === "invisible-character" && sort !== "code");
  return !ordinary || DOCUMENTS.some((kind) => kind.prose !== true && kind.matches(path));
}

function readBinary(path: string, bytes: Uint8Array, sort: FileClass, facts: Fact[]): ReadFile {
  // A format that was checked to its last byte and that nothing executes is understood.
  const opaque = !sort.inert && sort.claimed === "executable";
  return readAs(path, bytes, facts, [], opaque ? "is a program without readable source" : null);
}

function readText(
  setting: FileSetting,
  text: string,
  bytes: Uint8Array,
  sort: FileClass,
  facts: Fact[],
  context: CodeContext,
): ReadFile {
  const { path } = setting.entry;
  const units: Unit[] = [];
  let problem: string | null = null;
  const kinds = DOCUMENTS.filter((each) => each.matches(path));
  for (const kind of kinds) {
    const reading = readDocument(kind, text, path, context);
    facts.push(...reading.facts);
    units.push(...reading.units);
    problem ??= reading.problem;
  }
  const language = codeLanguage(setting, sort, text, context);
  let codeFacts: Fact[] = [];
  if (language !== null) {
    const oid = setting.checkoutEncoding === null ? setting.entry.oid : null;
    const code = readCode(language, text, oid, context);
    codeFacts = code.facts;
    facts.push(...codeFacts);
    problem ??= code.problem;
  }
  const file = readAs(path, bytes, facts, units, problem, language?.name ?? null);
  // What is compared later, or says what the project is called.
  const holds = language !== null || units.length > 0 || kinds.some(compared);
  return { ...file, text: holds && text.length <= FOLLOWED ? text : null, codeFacts };
}

/** A manifest without code says what the project is called and where it is at home. */
function compared({ starts, followed }: DocumentKind): boolean {
  return starts || followed === true;
}

/** Longer code is a bundle: what it imports is inside of it. */
const FOLLOWED = 300_000;

/** Code by name, by `#!`, by the command that runs it, or because it lies about being code. */
function codeLanguage(
  setting: FileSetting,
  sort: FileClass,
  text: string,
  context: CodeContext,
): Language | null {
  const known = languageOf(setting.entry.path, sort.interpreter);
  if (known !== null) return known;
  if (setting.runAs !== null) return context.languages.get(setting.runAs) ?? null;
  const lies = sort.facts.some((fact) => fact.feature === "type-mismatch");
  if (!lies) return null;
  const looks = /\b(?:require\s*\(|const\s|let\s|function\b|=>|eval\s*\()/.test(
    text.slice(0, 200_000),
  );
  return looks ? (context.languages.get("javascript") ?? null) : null;
}

function readCode(
  language: Language,
  text: string,
  oid: string | null,
  context: CodeContext,
): { facts: Fact[]; problem: string | null } {
  try {
    const result = analyseCode(language, text, context, undefined, oid);
    return { facts: result.facts, problem: null };
  } catch (error) {
    if (error instanceof RangeError) {
      return {
        facts: [],
        problem: `${language.name}: nests too deep, or takes too long, to be read`,
      };
    }
    throw error;
  }
}

function readDocument(
  kind: DocumentKind,
  text: string,
  path: string,
  context: CodeContext,
): { facts: Fact[]; units: Unit[]; problem: string | null } {
  const reading = kind.read(text, path);
  let problem = reading.problem;
  const machines: Machines = new Map();
  const units = reading.code.map((code, index) => {
    const read = readEmbedded(code, context, machines);
    problem ??= read.problem;
    return unitOf(path, code, index, read.facts);
  });
  return { facts: reading.facts, units, problem };
}

function unitOf(path: string, code: EmbeddedCode, index: number, facts: Fact[]): Unit {
  return {
    id: namedUnit(path, code.name === "" ? `#${index}` : code.name),
    path,
    name: code.name,
    triggers: code.trigger === null ? [] : [code.trigger],
    secrets: code.secrets,
    by: code.text.slice(0, 500),
    facts,
    folder: code.folder,
    embedded: code,
  };
}

function readAs(
  path: string,
  bytes: Uint8Array,
  facts: Fact[],
  units: Unit[],
  unanalysed: string | null,
  language: string | null = null,
): ReadFile {
  const convention = conventionOf(path);
  const whole: Unit = {
    id: fileUnit(path),
    path,
    name: null,
    triggers: convention === null ? [] : [convention.trigger],
    secrets: [],
    by: convention?.by ?? "",
    facts,
    folder: "",
  };
  return {
    path,
    units: [whole, ...units],
    language,
    bytes: bytes.length,
    text: null,
    codeFacts: [],
    skimmed: false,
    unanalysed,
  };
}
