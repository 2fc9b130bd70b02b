import { combine } from "../arithmetic.ts";
import type { Language } from "../language.ts";
import { readOutline } from "../outline/outline.ts";
import type { OutlineTable } from "../outline/outline-table.ts";
import { DART_FOLDS } from "./folds.ts";
import { moduleOf, skimDart } from "./modules.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

const TABLE: OutlineTable = {
  texts: [
    { open: "'''", close: "'''", escapes: true, inserts: "always" },
    { open: '"""', close: '"""', escapes: true, inserts: "always" },
    { open: "'", close: "'", escapes: true, inserts: "always" },
    { open: '"', close: '"', escapes: true, inserts: "always" },
  ],
  characters: false,
  nestedComments: true,
  semicolons: true,
  modifiers: words("static abstract external covariant base sealed late factory augment"),
  variables: words("var final const"),
  functions: new Set(),
  classes: words("class mixin extension enum"),
  typedNames: true,
  arrow: "=>",
  braceLambdas: false,
  infixNames: false,
  ternary: true,
  bareArguments: false,
  matches: false,
  indents: false,
  imports: words("import export part library"),
  usual: (name) => name,
  getters: new Map([
    ["reversed", "reversed"],
    ["runes", "runes"],
    ["codeUnits", "codeUnits"],
    ["first", "first"],
    ["path", "path"],
    ["keys", "keys"],
    ["values", "values"],
    ["entries", "entries"],
  ]),
  byArgument: new Map(),
  indexed: new Map(),
  setters: new Map(),
  scoped: new Map(),
  globals: /^/,
};

/** Dart, with the hooks of its builds and the tools of a package. */
export const DART: Language = {
  name: "dart",
  extensions: ["dart"],
  interpreters: ["dart", "dcli"],
  skim: skimDart,
  read: (text, _, depth) => readOutline(text, TABLE, depth),
  traits: {
    name: "dart",
    globals: [],
    folds: DART_FOLDS,
    free: (name) => name,
    operate: (operator, a, b) => combine(operator === "~/" ? "/" : operator, a, b),
    module: moduleOf,
    includes: true,
  },
};
