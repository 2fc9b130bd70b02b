import type { Fact } from "../../model/fact.ts";
import type { EmbeddedCode } from "../documents/document.ts";
import type { Trigger } from "../../model/trigger.ts";

/**
 * A piece of the repository that runs as one: a file of code, or one command that a document
 * holds. Triggers reach units along edges, and a finding runs when its unit runs.
 */
export interface Unit {
  id: string;
  path: string;
  /** What names it inside its document; null for a whole file. */
  name: string | null;
  /** When it runs by its own document or by convention. */
  triggers: readonly Trigger[];
  secrets: readonly string[];
  /** Which text makes it run so, for people. */
  by: string;
  facts: readonly Fact[];
  /** The folder in which its commands run. */
  folder: string;
  /** The code that its document holds, for units that are not a whole file. */
  embedded?: EmbeddedCode;
}

/** A file that was read, with everything that is known about it by itself. */
export interface ReadFile {
  path: string;
  units: readonly Unit[];
  /** The language as which it was read, or null. */
  language: string | null;
  bytes: number;
  /** Its text, where it is code or may start some; null for what is too long to be followed. */
  text: string | null;
  /** Those facts of the whole file that its code gave when it was read by itself. */
  codeFacts: readonly Fact[];
  /** Only its imports were read, because it did not change and starts nothing itself. */
  skimmed: boolean;
  /** Why it could not be understood, or null. */
  unanalysed: string | null;
}

/** The id of a whole file's unit. */
export function fileUnit(path: string): string {
  return path;
}

/** The id of a unit inside a document. */
export function namedUnit(path: string, name: string): string {
  return `${path}\u0000${name}`;
}
