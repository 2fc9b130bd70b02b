import type { Language } from "../language.ts";
import { operateJava } from "../java/operate.ts";
import { readOutline } from "../outline/outline.ts";
import type { OutlineTable } from "../outline/outline-table.ts";
import { fileOfClass } from "../java/skim.ts";
import { GETTERS, skimImports, usualName } from "../outline/jvm.ts";
import { KOTLIN_FOLDS } from "./folds.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

const TABLE: OutlineTable = {
  texts: [
    { open: '"""', close: '"""', escapes: false, inserts: "always" },
    { open: '"', close: '"', escapes: true, inserts: "always" },
  ],
  characters: true,
  nestedComments: true,
  semicolons: false,
  modifiers: words(
    "public private protected internal open abstract override inline suspend operator infix tailrec external data sealed inner lateinit const annotation actual expect vararg noinline crossinline reified companion value final enum out",
  ),
  variables: words("val var"),
  functions: words("fun"),
  classes: words("class object interface"),
  typedNames: false,
  arrow: "->",
  braceLambdas: true,
  infixNames: true,
  ternary: false,
  bareArguments: false,
  matches: false,
  indents: false,
  imports: words("import package"),
  usual: usualName,
  getters: new Map([
    ...GETTERS,
    ["indices", "indices"],
    ["size", "size"],
    ["code", "code"],
    ["absolutePath", "getAbsolutePath"],
    ["canonicalPath", "getCanonicalPath"],
    ["absoluteFile", "getAbsoluteFile"],
  ]),
  byArgument: new Map([["apply.from", "applyFrom"]]),
  indexed: new Map(),
  setters: new Map([["commandLine", "commandLine"]]),
  scoped: new Map([
    ["let", "it"],
    ["also", "it"],
    ["use", "it"],
    ["run", "this"],
    ["apply", "this"],
    ["with", "this"],
    ["buildString", "this"],
  ]),
  globals:
    /^(?:[A-Z]\w*|println|print|listOf|mutableListOf|arrayOf|byteArrayOf|intArrayOf|charArrayOf|mapOf|setOf|buildString|repeat|require|check|error|TODO|lazy|run|with|runCatching|runBlocking|launch|async|delay|exec|javaexec|commandLine|thread|exitProcess|java|kotlin|javax|it)$/,
};

/** Kotlin, with its scripts and those of Gradle: names, calls, texts and flows. */
export const KOTLIN: Language = {
  name: "kotlin",
  extensions: ["kt", "kts", "ktm"],
  interpreters: ["kotlin", "kotlinc", "kscript"],
  skim: skimImports,
  read: (text, _, depth) => readOutline(text, TABLE, depth),
  traits: {
    name: "kotlin",
    globals: [],
    folds: KOTLIN_FOLDS,
    free: (name) => name,
    operate: operateJava,
    module: (name) => ({ api: usualName(name, new Map()), file: fileOfClass(name) }),
  },
};
