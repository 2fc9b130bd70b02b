import type { Reading } from "../../code/program.ts";
import type { Grammars } from "../grammars.ts";
import type { Language } from "../language.ts";
import { copyTree, type SyntaxNode } from "../syntax.ts";
import { C_FOLDS } from "./folds.ts";
import { lowerExpression } from "./lower-expression.ts";
import { declaredIn, lowerFile } from "./lower-file.ts";
import { lowerFunction } from "./lower-function.ts";
import { lowerStatement } from "./lower-statement.ts";
import type { Lowering } from "./lowering.ts";
import { operateC } from "./operate.ts";
import { preprocess } from "./preprocess.ts";
import { includedFile, skimC } from "./skim.ts";

/** C and C++, with their headers, and sketches of Arduino. */
export const C: Language = {
  name: "c",
  extensions: [
    "c",
    "h",
    "cc",
    "cpp",
    "cxx",
    "c++",
    "hpp",
    "hh",
    "hxx",
    "h++",
    "inl",
    "ipp",
    "ino",
    "cu",
    "cuh",
  ],
  interpreters: ["tcc"],
  skim: skimC,
  read: readC,
  traits: {
    name: "c",
    globals: [],
    folds: C_FOLDS,
    free: (name) => name,
    operate: operateC,
    module: (name) => ({ api: name, file: includedFile(name) }),
    includes: true,
    keepsWhatIsPutIn: true,
  },
};

const CHAINS: ReadonlySet<string> = new Set([
  "binary_expression",
  "qualified_identifier",
  "else_clause",
]);

function readC(text: string, grammars: Grammars, depth: number): Reading {
  const plain = preprocess(text);
  return grammars.c(plain, (root) => {
    const tree = copyTree(root, plain, depth, CHAINS);
    const body = lowerFile(tree, createLowering(tree));
    return { program: { body }, recovered: root.hasError };
  });
}

function createLowering(tree: SyntaxNode): Lowering {
  let made = 0;
  let breaksLoop = false;
  let owner: string | null = null;
  const scopes: Map<string, string>[] = [new Map<string, string>()];
  const lowering: Lowering = {
    expression: (node) => lowerExpression(node, lowering),
    statements: (nodes) => nodes.flatMap((node) => lowerStatement(node, lowering)),
    lambda: (node) => lowerFunction(node, null, null, lowering),
    declared: declaredIn(tree),
    inBody: (inside, lower) => {
      const around = owner;
      owner = inside;
      scopes.push(new Map<string, string>());
      const result = lower();
      scopes.pop();
      owner = around;
      return result;
    },
    inLoop: (is, lower) => {
      const around = breaksLoop;
      breaksLoop = is;
      const result = lower();
      breaksLoop = around;
      return result;
    },
    get breaksLoop() {
      return breaksLoop;
    },
    declare: (name, type) => void scopes.at(-1)?.set(name, type),
    typeOf: (name) => scopes.findLast((each) => each.has(name))?.get(name) ?? null,
    get owner() {
      return owner;
    },
    outputs: new Map(),
    fresh: () => `#${(made += 1)}`,
  };
  return lowering;
}
