import type { TreeListing } from "../../model/tree.ts";
import type { EdgeFact } from "../../model/fact.ts";
import { fileOfClass, isClassFile } from "./class-path.ts";
import { folderOf } from "./folder-index.ts";
import { filesOfPackage, folderOfPackage, GO_PACKAGE } from "./go-packages.ts";
import { isPattern, matchingFiles } from "./matching-files.ts";
import { namedUnit, type Unit } from "./unit.ts";

const SUFFIXES = [
  "",
  ".js",
  ".mjs",
  ".cjs",
  ".ts",
  ".mts",
  ".cts",
  ".tsx",
  ".jsx",
  ".json",
  ".py",
  ".sh",
  ".rs",
  ".ps1",
  ".psm1",
  ".rb",
  ".php",
];
const INDEXES = [
  "index.js",
  "index.ts",
  "index.mjs",
  "index.tsx",
  "__init__.py",
  "__main__.py",
  "mod.rs",
];

/** Where an edge leads: files, or named pieces of documents. Empty when nowhere in the tree. */
export function resolveEdge(edge: EdgeFact, from: Unit, tree: TreeListing): string[] {
  if (edge.to === null) return [];
  if (edge.to.startsWith("unit:")) return [namedUnit(from.path, edge.to.slice("unit:".length))];
  if (edge.to.startsWith("task:")) return resolveTask(edge.to, from, tree);
  if (edge.to.startsWith(GO_PACKAGE)) return goPackage(edge.to, from, tree);
  if (isPattern(edge.to)) return found(edge.to, from, tree);
  if (isClassFile(edge)) return fileOfClass(edge.to, from.path, tree);
  if (edge.by.startsWith("import ")) {
    const found = resolveImport(edge.to, edge.by.slice("import ".length), from.path, tree);
    return found === null ? [] : [found];
  }
  for (const base of [from.folder, "", folderOf(from.path)]) {
    const found = resolvePath(normalise(base, edge.to), tree);
    if (found !== null) return [found];
  }
  return [];
}

/** Files that a loader finds: in the folder beside it, or in that of the whole tree. */
function found(to: string, from: Unit, tree: TreeListing): string[] {
  for (const base of [folderOf(from.path), from.folder, ""]) {
    const path = normalise(base, to.replace(/^…\//, ""));
    const files = path === null ? [] : matchingFiles(path, tree);
    if (files.length > 0) return files.filter((each) => each !== from.path);
  }
  return [];
}

function goPackage(to: string, from: Unit, tree: TreeListing): string[] {
  const folder = folderOfPackage(to.slice(GO_PACKAGE.length), from.path, tree);
  return folder === null ? [] : filesOfPackage(folder, tree);
}

/** Modules of `a.rs` lie in the folder `a` beside it. Source: the Rust Reference, "Modules". */
function ownFolder(path: string): string[] {
  return path.endsWith(".rs") ? [path.slice(0, -".rs".length)] : [];
}

/** Folders in which languages look for modules that are named without a place. */
const ROOTS = ["", "src", "lib"];
/** Folders that tests and builds of Perl modules put before those. */
const PERL_ROOTS = ["t/lib", "inc", "xt/lib"];

/**
 * The file that an import leads to. `name` is the import as written: one that begins with a
 * dot or a slash is found from the importing file, any other also from the usual roots and
 * from the folders above.
 */
export function resolveImport(
  file: string,
  name: string,
  from: string,
  tree: TreeListing,
): string | null {
  const own = folderOf(from);
  if (file.endsWith(".java")) return fileOfClass(file, from, tree)[0] ?? null;
  const beside = [own, ...ownFolder(from)];
  const bases = /^[./]/.test(name) ? beside : [...beside, ...rootsFor(file), ...foldersAbove(own)];
  for (const base of bases) {
    const found = resolvePath(normalise(base, file), tree);
    if (found !== null) return found;
  }
  return null;
}

function rootsFor(file: string): readonly string[] {
  return file.endsWith(".pm") ? [...ROOTS, ...PERL_ROOTS] : ROOTS;
}

/** The file that a path leads to which code names when it reads or runs it. */
export function resolveNamed(path: string, from: string, tree: TreeListing): string | null {
  for (const base of [folderOf(from), ""]) {
    const found = normalise(base, path);
    if (found !== null && tree.has(found)) return found;
  }
  return null;
}

function foldersAbove(folder: string): string[] {
  const out: string[] = [];
  for (let at = folder; at !== ""; at = folderOf(at)) out.push(folderOf(at));
  return out;
}

function resolvePath(path: string | null, tree: TreeListing): string | null {
  if (path === null) return null;
  if (path.endsWith(".py")) return pythonModule(path, tree);
  for (const suffix of SUFFIXES) {
    if (tree.has(path + suffix)) return path + suffix;
  }
  // A TypeScript import names the file that will be there after the build.
  const source = path.replace(/\.([cm]?)js(x?)$/, ".$1ts$2");
  if (source !== path && tree.has(source)) return source;
  for (const index of INDEXES) {
    const inside = path === "" ? index : `${path}/${index}`;
    if (tree.has(inside)) return inside;
  }
  return null;
}

function pythonModule(path: string, tree: TreeListing): string | null {
  if (tree.has(path)) return path;
  const inside = `${path.slice(0, -".py".length)}/__init__.py`;
  return tree.has(inside) ? inside : null;
}

/** A path relative to a folder, with `.` and `..` worked off; null when it leaves the tree. */
function normalise(folder: string, path: string): string | null {
  const plain = path
    .replaceAll("\\", "/")
    .replace(/^(?:\$\{?(?:PWD|GITHUB_WORKSPACE|workspaceFolder|INIT_CWD)\}?|…|\.)\//, "");
  if (plain.startsWith("/") || plain.startsWith("~")) return null;
  const out: string[] = folder === "" ? [] : folder.split("/");
  for (const part of plain.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") out.push(part);
    else if (out.pop() === undefined) return null;
  }
  return out.join("/");
}

/** Names that npm and its kin run for one word of theirs, with the hooks around it. */
const LIFECYCLE: Readonly<Record<string, readonly string[]>> = {
  install: [
    "preinstall",
    "install",
    "postinstall",
    "prepublish",
    "preprepare",
    "prepare",
    "postprepare",
  ],
  i: ["preinstall", "install", "postinstall", "prepare"],
  ci: ["preinstall", "install", "postinstall", "prepare"],
  "": ["preinstall", "install", "postinstall", "prepare"],
  publish: ["prepublishOnly", "prepack", "prepare", "postpack", "publish", "postpublish"],
  pack: ["prepack", "prepare", "postpack"],
  t: ["pretest", "test", "posttest"],
};

function resolveTask(task: string, from: Unit, tree: TreeListing): string[] {
  const [, tool, rest = ""] = task.split(":", 3);
  const words = rest.split(" ").filter((word) => word !== "");
  if (tool === "npm") return npmScripts(words, from, tree);
  if (tool === "make") return makeTargets(words, from, tree);
  if (tool === "pip") return existing(["setup.py"], from, tree);
  if (tool === "pytest")
    return existing(["conftest.py", "tests/conftest.py", "test/conftest.py"], from, tree);
  return [];
}

function npmScripts(words: string[], from: Unit, tree: TreeListing): string[] {
  const [first = "", second] = words;
  const named = first === "run" || first === "run-script" ? (second ?? "") : first;
  const names = LIFECYCLE[named] ?? [`pre${named}`, named, `post${named}`];
  const manifest = nearest("package.json", from, tree);
  return manifest === null ? [] : names.map((name) => namedUnit(manifest, name));
}

function makeTargets(words: string[], from: Unit, tree: TreeListing): string[] {
  const file = ["Makefile", "makefile", "GNUmakefile"]
    .map((name) => nearest(name, from, tree))
    .find((each) => each !== null);
  if (file === null || file === undefined) return [];
  const targets = words.filter((word) => !word.includes("="));
  return targets.length === 0
    ? [namedUnit(file, "make")]
    : targets.map((target) => namedUnit(file, `make ${target}`));
}

function existing(names: string[], from: Unit, tree: TreeListing): string[] {
  return names.flatMap((name) => nearest(name, from, tree) ?? []);
}

/** The file of this name in the unit's folder, or in the nearest folder above it. */
function nearest(name: string, from: Unit, tree: TreeListing): string | null {
  for (let folder = from.folder; ; folder = folderOf(folder)) {
    const path = folder === "" ? name : `${folder}/${name}`;
    if (tree.has(path)) return path;
    if (folder === "") return null;
  }
}
