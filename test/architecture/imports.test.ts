import { expect, test } from "vitest";
import { ALLOWED, roomOf, ROOTS } from "./rooms.ts";
import { type Import, sourcesUnder } from "./sources.ts";

/** Where `isolate` names what runs in the child, which the parent must never load. */
const TASK_FILE = /^src\/isolate\/[a-z-]+-task\.ts$/;

/** Packages that belong to named places. */
const PLACES: readonly (readonly [RegExp, RegExp])[] = [
  [/^@octokit\/(?!webhooks)/, /^src\/github\//],
  [/^(?:probot|@octokit\/webhooks)/, /^src\/(?:github|server)\//],
  [/^(?:kysely|pg|pg-boss|@electric-sql\/pglite)$/, /^src\/store\//],
  [/^dockerode$/, /^src\/sandbox\/docker\.ts$/],
  [/^(?:typescript|@typescript-eslint\/.*|@vscode\/tree-sitter-wasm)$/, /^src\/review\//],
  // Git in src/git, the child in src/isolate, the root file system of an image.
  [
    /^node:child_process$/,
    /^src\/(?:git\/(?:run-git|batch)|isolate\/(?:child-process|spare-child)|sandbox\/images\/rootfs)\.ts$/,
  ],
];

const sources = sourcesUnder("src");
const imports = sources.flatMap((source) => source.imports);

function said({ from, target }: Import): string {
  return `${from} imports ${target}`;
}

test("rooms import each other only as the table says, types included", () => {
  const wrong = imports.filter(({ from, target, own }) => {
    const [room, other] = [roomOf(from), roomOf(target)];
    if (!own || room === other || ROOTS.includes(room)) return false;
    return !(ALLOWED[room] ?? []).includes(other);
  });
  expect(wrong.map(said)).toEqual([]);
});

test("every room is in the table, and the table names no other", () => {
  const rooms = new Set(sources.map(({ path }) => roomOf(path)));
  for (const root of ROOTS) rooms.delete(root);
  expect([...rooms].filter((room) => !(room in ALLOWED))).toEqual([]);
  expect(Object.keys(ALLOWED).filter((room) => !rooms.has(room))).toEqual([]);
});

test("ports are imported as types", () => {
  const wrong = imports.filter(
    ({ from, target, type }) => target === "src/ports.ts" && !type && !from.startsWith("src/main"),
  );
  expect(wrong.map(said)).toEqual([]);
});

test("only a task's own file brings the review into the child", () => {
  const wrong = imports.filter(
    ({ from, target, own }) =>
      own && roomOf(from) === "isolate" && roomOf(target) === "review" && !TASK_FILE.test(from),
  );
  expect(wrong.map(said)).toEqual([]);
});

test("packages are used where they belong", () => {
  const wrong = imports.filter(({ from, target, own }) =>
    PLACES.some(([name, place]) => !own && name.test(target) && !place.test(from)),
  );
  expect(wrong.map(said)).toEqual([]);
});

test("nothing outside of src is imported, neither tests nor scripts", () => {
  const wrong = imports.filter(({ target, own }) => own && !target.startsWith("src/"));
  expect(wrong.map(said)).toEqual([]);
});

test("no imports go in a circle, types included", () => {
  const byPath = new Map(sources.map(({ path, imports: list }) => [path, list]));
  const done = new Set<string>();
  const circles: string[] = [];
  function visit(path: string, trail: readonly string[]): void {
    const start = trail.indexOf(path);
    if (start !== -1) circles.push([...trail.slice(start), path].join(" → "));
    if (start !== -1 || done.has(path)) return;
    for (const { target, own } of byPath.get(path) ?? []) if (own) visit(target, [...trail, path]);
    done.add(path);
  }
  for (const { path } of sources) visit(path, []);
  expect(circles).toEqual([]);
});
