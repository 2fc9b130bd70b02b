import type { LanguageTraits } from "../code/analysis.ts";
import type { Reading } from "../code/program.ts";
import type { Grammars } from "./grammars.ts";

/**
 * One language: how its files are recognised and how its text is lowered to a program.
 * `read` throws a RangeError for text that nests deeper than the stack or the limit, or keeps a parser busy; its
 * caller turns that into "not analysed".
 */
export interface Language {
  name: string;
  extensions: readonly string[];
  /** Whole names of files that are code of this language and have no extension. */
  names?: readonly string[];
  /** What other names of files of this language look like, without their folder. */
  named?: RegExp;
  /** Programs of a `#!` line, without folder and version. */
  interpreters: readonly string[];
  traits: LanguageTraits;
  /**
   * The modules that a text names, found without parsing: enough to follow imports through
   * files that did not change. Linear in the text; may name too much, never throws.
   */
  skim?: (text: string) => string[];
  read: (text: string, grammars: Grammars, depth: number) => Reading;
}
