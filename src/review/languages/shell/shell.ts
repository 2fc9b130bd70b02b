import type { Expression, Reading } from "../../code/program.ts";
import type { Grammars } from "../grammars.ts";
import type { Language } from "../language.ts";
import { copyTree, child, parts, type SyntaxNode } from "../syntax.ts";
import { spellBraces } from "./braces.ts";
import { joinContinued } from "./continued.ts";
import { SHELL_FILTERS } from "./filters.ts";
import { SHELL_FOLDS } from "./folds.ts";
import { separateHereEnds } from "./here-ends.ts";
import { lowerRun } from "./lower-run.ts";
import { lowerStatement } from "./lower-statement.ts";
import { ARGUMENTS, SHELL_SCOPE, type Lowering } from "./lowering.ts";
import { lowerWord } from "./words.ts";

/** POSIX shell and bash, also where they stand inside other files. */
export const SHELL: Language = {
  name: "shell",
  extensions: ["sh", "bash", "zsh", "ksh", "bats", "envrc"],
  interpreters: ["sh", "bash", "zsh", "dash", "ksh", "ash"],
  read: readShell,
  traits: {
    name: "shell",
    globals: [SHELL_SCOPE],
    folds: SHELL_FOLDS,
    filters: SHELL_FILTERS,
    free: (name) => (name.startsWith("$") ? variableName(name.slice(1)) : programOf(name)),
    callText: programOf,
    operate: () => null,
    module: (name) => ({ api: name, file: name }),
    includes: true,
    prints: true,
    argumentsName: ARGUMENTS,
  },
};

/** Variables that the shell itself sets: no part of the environment that anybody gave. */
const OWN = new Set(
  `PWD OLDPWD BASH_SOURCE FUNCNAME LINENO RANDOM SECONDS OPTARG OPTIND REPLY PIPESTATUS BASH_REMATCH
  BASHPID PPID UID EUID BASH_VERSION SHLVL COLUMNS LINES OSTYPE HOSTTYPE MACHTYPE`.split(/\s+/),
);

function variableName(name: string): string | null {
  return /^[A-Za-z_]\w*$/.test(name) && !OWN.has(name) ? `env.${name}` : null;
}

/** The program that a word names; `…` stands for a folder that is not known. */
function programOf(text: string): string | null {
  return /^(?:…?\/)?[\w.+/@~-]+$|^(?:[A-Za-z]:)?[\w.+@~-]*\/[\w.+/@~…-]+$/.test(text) ||
    NAMED_IN_PART.test(text)
    ? commandName(text)
    : text.startsWith("#")
      ? text
      : null;
}

/** In a folder that nobody knows, enough letters of a name tell a file from the others there. */
const NAMED_IN_PART = /^…\/[\w.…-]{0,80}\w{3}[\w.…-]{0,80}$/;

const SYSTEM = /^(?:curl|cmd|powershell|pwsh|npm|npx|yarn|pnpm|node|python3?|git|wget|certutil)\./i;

/** A path that is run keeps its folder: it is a file, not a program of the system. */
function commandName(text: string): string {
  // Where names have such endings, a program of the folder comes before those of the system.
  if (/^[\w.-]+\.(?:bat|cmd|exe)$/i.test(text) && !SYSTEM.test(text)) return `path:${text}`;
  return text.includes("/") && !/^\/(?:usr\/|opt\/homebrew\/)?(?:local\/)?s?bin\//.test(text)
    ? `path:${text}`
    : text.slice(text.lastIndexOf("/") + 1);
}

/** Long chains of commands are read one after another. */
const CHAINS: ReadonlySet<string> = new Set(["list"]);

function readShell(text: string, grammars: Grammars, limit: number): Reading {
  const spelt = spellBraces(joinContinued(separateHereEnds(text)));
  return grammars.shell(spelt, (root) => {
    const tree = copyTree(root, spelt, limit, CHAINS);
    const body = createLowering(tree).statements([tree], null);
    return { program: { body }, recovered: root.hasError };
  });
}

function createLowering(tree: SyntaxNode): Lowering {
  let made = 0;
  const stdin: Expression | null = null;
  const lowering: Lowering = {
    run: (node, input) => lowerRun(node, input, lowering),
    word: (node) => lowerWord(node, lowering),
    statements: (nodes, out) => nodes.flatMap((node) => lowerStatement(node, out, lowering)),
    stdin,
    functions: functionsIn(tree),
    connections: new Map(),
    fresh: () => `#${(made += 1)}`,
  };
  return lowering;
}

function functionsIn(tree: SyntaxNode): Set<string> {
  const names = new Set<string>();
  const pending = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === "function_definition") names.add(child(node, "name")?.text ?? "");
    pending.push(...parts(node));
  }
  return names;
}
