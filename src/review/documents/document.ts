import type { Fact } from "../../model/fact.ts";
import type { Span } from "../../model/span.ts";
import type { Trigger } from "../../model/trigger.ts";

/** Code that a document holds and some tool runs: read as its own language. */
export interface EmbeddedCode {
  language: string;
  text: string;
  /** When it runs by what the document says; null: whenever something else names it. */
  trigger: Trigger | null;
  /** Secrets in its reach, by name. */
  secrets: string[];
  /** What names it, for people and for other commands: `postinstall`. Unique in its document. */
  name: string;
  /** Variables that the document sets around it, as far as they are constant. */
  environment: ReadonlyMap<string, string>;
  /** The folder it runs in, relative to the repository's root: "" is the root. */
  folder: string;
  /** What runs one after another on the same machine, such as the steps of a job, shares files. */
  machine?: string;
  /**
   * Lines of the document that hold the code. Its first line stands on the first of them; a
   * line of the code beyond the last one is a line break that was escaped, and stands there.
   */
  at: Span;
}

/**
 * What a document reader answers. Facts of the embedded code are not among `facts`. An edge
 * to `unit:<name>` leads to the piece of code of that name in the same document.
 */
export interface DocumentReading {
  facts: Fact[];
  code: EmbeddedCode[];
  /** Why something could not be read, in words for a maintainer; null when all was. */
  problem: string | null;
}

/** One kind of document: which paths it stands in, and how it is read. */
export interface DocumentKind {
  name: string;
  /** Whether it can make something run: such documents are read even when unchanged. */
  starts: boolean;
  /** Whether people look at its text, in which stray signs that nobody sees are ordinary. */
  prose?: boolean;
  /** Whether people follow it command by command, so that a change of its text is compared. */
  followed?: boolean;
  /** The path is relative to the repository's root. Tested on every path of the tree. */
  matches: (path: string) => boolean;
  /** Reads hostile text: never throws for it, and never follows what it names. */
  read: (text: string, path: string) => DocumentReading;
}
