import type { Language } from "../language.ts";
import { fileOfClass } from "../java/skim.ts";
import { skimImports, usualName } from "../outline/jvm.ts";
import { readOutline } from "../outline/outline.ts";
import type { OutlineTable } from "../outline/outline-table.ts";
import { operateScala, SCALA_FOLDS } from "./folds.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Scala has a class of its own that is called as Java's `Process`: it describes a command. */
function usual(name: string, imports: ReadonlyMap<string, string>): string {
  const known = usualName(name, imports);
  if (/^(?:basic|quick|empty)Request$/.test(known)) return "Exchange()";
  return known === "Process" ? "sys.Process" : known;
}

const TABLE: OutlineTable = {
  texts: [
    { open: '"""', close: '"""', escapes: false, inserts: "prefixed" },
    { open: '"', close: '"', escapes: true, inserts: "prefixed" },
  ],
  characters: true,
  nestedComments: true,
  semicolons: false,
  modifiers: words(
    "private protected override final implicit lazy sealed abstract inline transparent opaque open infix case erased",
  ),
  variables: words("val var"),
  functions: words("def"),
  classes: words("class object trait enum"),
  typedNames: false,
  arrow: "=>",
  braceLambdas: true,
  infixNames: true,
  ternary: false,
  bareArguments: false,
  matches: true,
  indents: true,
  imports: words("import package"),
  usual,
  getters: new Map([
    ["home", "home"],
    ["pwd", "pwd"],
    ["userHome", "userHome"],
  ]),
  byArgument: new Map(),
  indexed: new Map(),
  setters: new Map(),
  scoped: new Map(),
  globals: /^(?:[A-Z]\w*|println|print|sys|os|requests)$/,
};

/** Scala, with the scripts of sbt, Mill, Ammonite and scala-cli. */
export const SCALA: Language = {
  name: "scala",
  extensions: ["scala", "sbt", "sc", "mill"],
  interpreters: ["scala", "scala-cli", "amm", "ammonite"],
  skim: skimImports,
  read: (text, _, depth) => readOutline(text, TABLE, depth),
  traits: {
    name: "scala",
    globals: [],
    folds: SCALA_FOLDS,
    free: (name) => name,
    operate: operateScala,
    bareMembers: true,
    module: (name) => ({ api: usual(name, new Map()), file: fileOfClass(name) }),
  },
};
