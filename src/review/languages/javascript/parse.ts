import { createRequire } from "node:module";
import { parse, type TSESTree } from "@typescript-eslint/typescript-estree";
import type typescript from "typescript";

// Imported, its nine megabytes are parsed twice more, to see what kind of module they are and
// what they export: most of the time in which a review starts. `require` answers the same.
const ts = createRequire(import.meta.url)("typescript") as typeof typescript;

/** A syntax tree, and whether syntax errors were read past to get it. */
export interface Parsed {
  tree: TSESTree.Program;
  recovered: boolean;
}

/**
 * Parses JavaScript or TypeScript. Strictly first, with and without JSX; what neither
 * accepts is read with TypeScript's recovering parser, because a syntax error for this
 * parser is not one for every engine that may run the file.
 */
export function parseJavaScript(text: string): Parsed {
  const source = withoutHtmlComments(text);
  for (const jsx of [false, true]) {
    const tree = parseStrictly(source, jsx);
    if (tree !== null) return { tree, recovered: false };
  }
  return { tree: parseLeniently(source), recovered: true };
}

function parseStrictly(text: string, jsx: boolean): TSESTree.Program | null {
  try {
    return parse(text, { loc: true, range: true, jsx, comment: false, tokens: false });
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return null;
  }
}

function parseLeniently(text: string): TSESTree.Program {
  const source = ts.createSourceFile(
    "file.tsx",
    text,
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TSX,
  );
  // The converter refuses a source with diagnostics; everything it could read is in the tree.
  Object.assign(source, { parseDiagnostics: [] });
  return parse(source as unknown as string, {
    loc: true,
    range: true,
    jsx: true,
    allowInvalidAST: true,
    errorOnUnknownASTType: false,
  });
}

/** In scripts, `<!--` and a `-->` at the start of a line begin a comment. Positions are kept. */
function withoutHtmlComments(text: string): string {
  if (!text.includes("<!--") && !/^[ \t]*-->/m.test(text)) return text;
  return text
    .split("\n")
    .map((line) => {
      const at = /^\s*-->/.test(line) ? 0 : htmlCommentStart(line);
      return at < 0 ? line : line.slice(0, at) + "//" + line.slice(at + 2);
    })
    .join("\n");
}

function htmlCommentStart(line: string): number {
  const at = line.indexOf("<!--");
  if (at < 0) return -1;
  // Inside a string or template it is text: an odd number of quotes stands before it.
  const before = line.slice(0, at);
  const quotes = [...before].filter((char) => char === '"' || char === "'" || char === "`").length;
  return quotes % 2 === 0 && before.trim() === "" ? at : -1;
}
