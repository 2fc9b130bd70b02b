import type { Reading } from "../../code/program.ts";
import type { Grammars } from "../grammars.ts";
import type { Language } from "../language.ts";
import { copyTree, type SyntaxNode } from "../syntax.ts";
import { typesIn } from "./declared-types.ts";
import { embedsOf } from "./directives.ts";
import { GO_FOLDS } from "./folds.ts";
import { lowerExpression } from "./lower-expression.ts";
import { lowerFile } from "./lower-file.ts";
import { lowerStatement } from "./lower-statement.ts";
import type { Lowering } from "./lowering.ts";
import { operateGo } from "./operate.ts";
import { skimGo } from "./skim.ts";

/** Go, with its directives and what its files say in C. */
export const GO: Language = {
  name: "go",
  extensions: ["go"],
  interpreters: ["gorun", "yaegi"],
  read: readGo,
  skim: skimGo,
  traits: {
    name: "go",
    globals: [],
    folds: GO_FOLDS,
    free: apiOf,
    operate: operateGo,
    module: moduleOf,
    keepsWhatIsPutIn: true,
    shares: "folder",
  },
};

const BUILTIN =
  /^(?:append|cap|copy|delete|len|make|new|panic|print|println|recover|string|byte|rune|u?int(?:8|16|32|64|ptr)?|float(?:32|64)|bool|min|max)$/;

function apiOf(name: string): string | null {
  return name.startsWith("#") || BUILTIN.test(name) ? name : null;
}

/** Major versions of a module are one library: `gopkg.in` and `/v2` alike. */
function moduleOf(name: string): { api: string; file: string | null } {
  const api = name.replace(/\/v\d{1,3}$/, "").replace(/\.v\d{1,3}$/, "");
  const [head = ""] = name.split("/", 1);
  // Packages of the standard library have no dot in their first part.
  const own = name.startsWith(".") || (head.includes(".") && name.includes("/"));
  return { api, file: own ? `package:${name}` : null };
}

const CHAINS: ReadonlySet<string> = new Set(["binary_expression"]);

function readGo(text: string, grammars: Grammars, depth: number): Reading {
  return grammars.go(text, (root) => {
    const tree = copyTree(root, text, depth, CHAINS);
    return { program: { body: lowerFile(tree, createLowering(tree)) }, recovered: root.hasError };
  });
}

function createLowering(tree: SyntaxNode): Lowering {
  let made = 0;
  let breaksLoop = false;
  const lowering: Lowering = {
    expression: (node) => lowerExpression(node, lowering),
    statements: (nodes) => nodes.flatMap((node) => lowerStatement(node, lowering)),
    inside: (kind, lower) => {
      const around = breaksLoop;
      breaksLoop = kind === "loop";
      const result = lower();
      breaksLoop = around;
      return result;
    },
    get breaksLoop() {
      return breaksLoop;
    },
    types: typesIn(tree),
    embeds: embedsOf(tree),
    fresh: () => `#${(made += 1)}`,
  };
  return lowering;
}
