import type { EdgeFact, ReferenceFact, SettingFact } from "../../../src/model/fact.ts";
import type { DocumentReading, EmbeddedCode } from "../../../src/review/documents/document.ts";
import { DOCUMENTS } from "../../../src/review/documents/table.ts";

/** Reads a text as every document that its path stands for. */
export function read(path: string, text: string): DocumentReading {
  const readings = DOCUMENTS.filter((kind) => kind.matches(path)).map((kind) =>
    kind.read(text, path),
  );
  if (readings.length === 0) throw new Error(`no reader for ${path}`);
  return {
    facts: readings.flatMap((reading) => reading.facts),
    code: readings.flatMap((reading) => reading.code),
    problem: readings.map((reading) => reading.problem).find((problem) => problem !== null) ?? null,
  };
}

/** Settings as `name=value`. */
export function settings(path: string, text: string): string[] {
  return read(path, text)
    .facts.filter((fact): fact is SettingFact => fact.kind === "setting")
    .map((fact) => `${fact.name}=${fact.value}`);
}

/** References as `type name version`. */
export function references(path: string, text: string): string[] {
  return read(path, text)
    .facts.filter((fact): fact is ReferenceFact => fact.kind === "reference")
    .map((fact) => `${fact.type} ${fact.name} ${fact.version ?? "-"}`);
}

/** Edges as `trigger to`. */
export function edges(path: string, text: string): string[] {
  return read(path, text)
    .facts.filter((fact): fact is EdgeFact => fact.kind === "edge")
    .map((fact) => `${fact.trigger ?? "-"} ${fact.to ?? "-"}`);
}

/** The one piece of code of this name. */
export function codeOf(path: string, text: string, name: string): EmbeddedCode {
  const found = read(path, text).code.filter((code) => code.name === name);
  const [only] = found;
  if (only === undefined || found.length > 1)
    throw new Error(`${found.length} pieces of code named ${name}`);
  return only;
}

/** All code as `trigger name: text`. */
export function codes(path: string, text: string): string[] {
  return read(path, text).code.map((code) => `${code.trigger ?? "-"} ${code.name}: ${code.text}`);
}
