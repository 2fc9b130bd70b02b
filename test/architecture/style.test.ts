import ts from "typescript";
import { expect, test } from "vitest";
import { projectFiles, type Source, sourcesUnder, walk } from "./sources.ts";

const MAX_FILE_LINES = 300;
const MAX_FUNCTION_LINES = 60;

const sources = sourcesUnder("src");
const others = [...sourcesUnder("test"), ...sourcesUnder("script")];

/** Lines of code: comments and blank lines cost a reader nothing. */
function linesOf(node: ts.Node): number {
  const comment = /^\s*(?:\/\/|\/?\*)/;
  const lines = node.getText().split("\n");
  return lines.filter((line) => line.trim() !== "" && !comment.test(line)).length;
}

function placeOf({ path, tree }: Source, node: ts.Node): string {
  return `${path}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}

/** Every node of the sources that fits, as `path:line`. */
function placesOf(
  list: readonly Source[],
  fits: (node: ts.Node, source: Source) => boolean,
): string[] {
  const places: string[] = [];
  for (const source of list) {
    walk(source.tree, (node) => {
      if (fits(node, source)) places.push(placeOf(source, node));
    });
  }
  return places;
}

test(`no file is longer than ${MAX_FILE_LINES} lines`, () => {
  const long = [...sources, ...others]
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split("\n").length }))
    .filter(({ lines }) => lines > MAX_FILE_LINES);
  expect(long).toEqual([]);
});

test(`no function is longer than ${MAX_FUNCTION_LINES} lines`, () => {
  const long = placesOf(
    sources,
    (node) => ts.isFunctionLike(node) && linesOf(node) > MAX_FUNCTION_LINES,
  );
  expect(long).toEqual([]);
});

test("no file or folder is named after nothing in particular", () => {
  const vague = /^(?:utils?|helpers?|common|types?|misc|shared|index)(?:\.\w+)?$/;
  const paths = projectFiles("src", "test", "script", "bin", "rules", "images");
  const wrong = paths.filter(
    (path) =>
      // Trees that are reviewed are other people's repositories, with other people's names.
      !/^(?:rules\/.*\/examples|test\/incidents\/[^/]+|test\/demo\/library)\//.test(path) &&
      path.split("/").some((part) => vague.test(part)),
  );
  expect(wrong).toEqual([]);
});

test("source files have names in kebab-case", () => {
  const wrong = [...sources, ...others].filter(
    ({ path }) => !/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.test)?\.ts$/.test(path.split("/").at(-1) ?? ""),
  );
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

test("nothing is exported by default, and there are no enums and namespaces", () => {
  const wrong = placesOf(
    sources,
    (node) =>
      ts.isExportAssignment(node) ||
      ts.isEnumDeclaration(node) ||
      ts.isModuleDeclaration(node) ||
      (ts.canHaveModifiers(node) &&
        (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)),
  );
  expect(wrong).toEqual([]);
});

test("every exported function, interface and class has a comment", () => {
  const wrong = placesOf(sources, (node) => {
    const kind =
      ts.isFunctionDeclaration(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isClassDeclaration(node);
    if (!kind) return false;
    const exported = (ts.getModifiers(node) ?? []).some(
      ({ kind: modifier }) => modifier === ts.SyntaxKind.ExportKeyword,
    );
    return exported && ts.getJSDocCommentsAndTags(node).length === 0;
  });
  expect(wrong).toEqual([]);
});

test("the environment is read in one place", () => {
  const isEnvironment = (node: ts.Node) =>
    ts.isPropertyAccessExpression(node) &&
    node.name.text === "env" &&
    node.expression.getText() === "process";
  const wrong = placesOf(sources, isEnvironment).filter(
    (place) => !/^src\/(?:settings|main|start)\.ts:/.test(place),
  );
  expect(wrong).toEqual([]);
});

test("no error is caught and dropped without a word", () => {
  const wrong = placesOf(
    sources,
    (node, { text }) =>
      ts.isCatchClause(node) &&
      node.block.statements.length === 0 &&
      !/\/[/*]/.test(text.slice(node.block.getStart(), node.block.getEnd())),
  );
  expect(wrong).toEqual([]);
});

test("no comment speaks of work that is left, or of how the code came about", () => {
  const wrong = [...sources, ...others].flatMap(({ path, text }) =>
    text
      .split("\n")
      .flatMap((line, index) =>
        /(?:\/\/|^\s*\*|\/\*).*\b(?:T[O]DO|F[I]XME|X[X]X|founder)\b/.test(line)
          ? [`${path}:${index + 1}`]
          : [],
      ),
  );
  expect(wrong).toEqual([]);
});
