import { JAVASCRIPT_STARTERS } from "../starters.ts";
import type { TSESTree } from "@typescript-eslint/typescript-estree";
import { visitorKeys } from "@typescript-eslint/visitor-keys";
import type { Reading } from "../../code/program.ts";
import type { Language } from "../language.ts";
import { JAVASCRIPT_FOLDS } from "./folds.ts";
import { lowerClass, lowerFunctionNode, lowerTargetNode } from "./lower-function.ts";
import { lowerBody } from "./lower-statement.ts";
import type { Lowering } from "./lowering.ts";
import { operateJavaScript } from "./operate.ts";
import { skimJavaScript } from "./skim.ts";
import { parseJavaScript } from "./parse.ts";

/** JavaScript and TypeScript, with JSX: read by TypeScript's parser, never resolved or run. */
export const JAVASCRIPT: Language = {
  name: "javascript",
  extensions: ["js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx", "jse"],
  interpreters: ["node", "deno", "bun", "tsx", "ts-node", "qjs"],
  read: readJavaScript,
  skim: skimJavaScript,
  traits: {
    name: "javascript",
    globals: ["globalThis", "window", "global", "self", "top", "parent", "frames"],
    folds: JAVASCRIPT_FOLDS,
    starters: JAVASCRIPT_STARTERS,
    free: (name) => name,
    operate: operateJavaScript,
    module: moduleOf,
  },
};

/** The usual short names for the folder of the sources. */
const ALIAS = /^(?:[@~]\/|#)(.+)$/;

function moduleOf(name: string): { api: string; file: string | null } {
  const plain = name.replace(/^node:/, "");
  const isFile = /^\.{0,2}\//.test(plain) || plain === "." || plain === "..";
  const file = isFile ? plain : (ALIAS.exec(plain)?.[1] ?? null);
  return { api: plain.replaceAll("/", "."), file };
}

function readJavaScript(text: string, _grammars: unknown, depth: number): Reading {
  const { tree, recovered } = parseJavaScript(text);
  return { program: { body: lowerBody(tree.body, createLowering(depth)) }, recovered };
}

function createLowering(limit: number): Lowering {
  let depth = 0;
  let nested = 0;
  const lowering: Lowering = {
    lowerFunction: (node) => lowerFunctionNode(node, lowering, (body) => lowerBody(body, lowering)),
    lowerClassExpression: (node) => {
      const statement = lowerClass({ ...node, id: null }, lowering, (nodes) =>
        lowerBody(nodes, lowering),
      );
      const name = `#class${(nested += 1)}`;
      return classValue(statement, name);
    },
    lowerTarget: (node, local) => lowerTargetNode(node, local, lowering),
    childrenOf,
    usesArguments: false,
    vars: new Set(),
    enter: () => {
      depth += 1;
      if (depth > limit) throw new RangeError(`nests deeper than ${limit}`);
    },
    leave: () => {
      depth -= 1;
    },
  };
  return lowering;
}

/** A class used as a value is a function that makes it and answers it. */
function classValue(
  statement: ReturnType<typeof lowerClass>,
  name: string,
): ReturnType<Lowering["lowerClassExpression"]> {
  const { at } = statement;
  const named = statement.kind === "class" ? { ...statement, name } : statement;
  const maker = {
    name: null,
    parameters: [],
    defaults: [],
    rest: false,
    self: null,
    body: [named, { kind: "return" as const, value: { kind: "name" as const, name, at }, at }],
    at,
  };
  return { kind: "call", callee: { kind: "function", function: maker, at }, args: [], at };
}

/** The child nodes in source order, by the parser's own table of keys. */
function childrenOf(node: TSESTree.Node): TSESTree.Node[] {
  const keys = visitorKeys[node.type] ?? [];
  // The table names fields of this very node type; what is there is a node, a list, or nothing.
  const fields = node as unknown as Record<string, unknown>;
  return keys.flatMap((key) => {
    const child = fields[key];
    const list: unknown[] = Array.isArray(child) ? child : [child];
    return list.filter(isNode);
  });
}

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === "object" && value !== null && "type" in value && "loc" in value;
}
