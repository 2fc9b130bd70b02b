import type { Language } from "../language.ts";
import { operateJava } from "../java/operate.ts";
import { fileOfClass } from "../java/skim.ts";
import { GETTERS, skimImports, usualName } from "../outline/jvm.ts";
import { readOutline } from "../outline/outline.ts";
import type { OutlineTable } from "../outline/outline-table.ts";
import { GROOVY_FOLDS } from "./folds.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Properties that Groovy adds to Java's classes, and the methods that they are. */
const OWN_GETTERS: readonly [string, string][] = [
  ["text", "getText"],
  ["bytes", "getBytes"],
  ["in", "getIn"],
  ["decoder", "getDecoder"],
  ["urlDecoder", "getUrlDecoder"],
  ["mimeDecoder", "getMimeDecoder"],
  ["encoder", "getEncoder"],
  ["err", "getErr"],
  ["out", "getOut"],
  ["env", "env"],
  ["canonicalPath", "getCanonicalPath"],
  ["absolutePath", "getAbsolutePath"],
  ["class", "getClass"],
];

const TABLE: OutlineTable = {
  texts: [
    { open: '"""', close: '"""', escapes: true, inserts: "paths" },
    { open: "'''", close: "'''", escapes: true, inserts: "never" },
    { open: '"', close: '"', escapes: true, inserts: "paths" },
    { open: "'", close: "'", escapes: true, inserts: "never" },
    { open: "$/", close: "/$", escapes: false, inserts: "paths" },
    { open: "/", close: "/", escapes: false, inserts: "paths" },
  ],
  characters: false,
  nestedComments: false,
  semicolons: false,
  modifiers: words(
    "public private protected static final abstract synchronized transient volatile native strictfp default sealed non",
  ),
  variables: words("def var"),
  functions: words("def"),
  classes: words("class interface trait enum record"),
  typedNames: true,
  arrow: "->",
  braceLambdas: true,
  infixNames: false,
  ternary: true,
  bareArguments: true,
  matches: false,
  indents: false,
  imports: words("import package"),
  usual: usualName,
  getters: new Map([...GETTERS, ...OWN_GETTERS]),
  byArgument: new Map([["apply.from", "applyFrom"]]),
  indexed: new Map([["properties", "getProperty"]]),
  setters: new Map([
    ["text", "setText"],
    ["bytes", "setBytes"],
    ["commandLine", "commandLine"],
    ["executable", "executable"],
    ["doOutput", "setDoOutput"],
    ["requestMethod", "setRequestMethod"],
    ["body", "setBody"],
  ]),
  scoped: new Map([
    ["with", "this"],
    ["tap", "this"],
  ]),
  globals:
    /^(?:[A-Z]\w*|println|print|printf|evaluate|sleep|sh|bat|pwsh|powershell|exec|javaexec|commandLine|executable|project|env|params|java|javax|groovy|it)$/,
};

/** Groovy, with the scripts of Gradle and the pipelines of Jenkins. */
export const GROOVY: Language = {
  name: "groovy",
  extensions: ["groovy", "gradle", "gvy", "gy", "gsh", "jenkinsfile"],
  names: ["Jenkinsfile"],
  named: /^Jenkinsfile[.-][\w.-]+$/,
  interpreters: ["groovy"],
  skim: skimImports,
  read: (text, _, depth) => readOutline(text, TABLE, depth),
  traits: {
    name: "groovy",
    globals: [],
    folds: GROOVY_FOLDS,
    free: (name) => name,
    operate: operateJava,
    // What a library of Jenkins is called by.
    hooks: /^call$/,
    module: (name) => ({ api: usualName(name, new Map()), file: fileOfClass(name) }),
  },
};
