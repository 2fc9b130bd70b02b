import type { Trigger } from "../../model/trigger.ts";
import type { DocumentReading } from "./document.ts";
import { all, entriesAt, shown, textOf, texts, type Entry, type Node } from "./node.ts";
import { folderOf, inFolder } from "./paths.ts";
import { createNotes, type Notes } from "./reading.ts";
import { parseToml } from "./toml-document.ts";

const KINDS = ["dependencies", "build-dependencies", "dev-dependencies"];

/**
 * `Cargo.toml`: what a build of the package runs, and what it depends on. A build script and
 * a crate of procedural macros run on every build, also of those who depend on the package.
 */
export function readCargoManifest(text: string, path: string): DocumentReading {
  const { root, problem } = parseToml(text);
  const notes = createNotes();
  const folder = folderOf(path);
  noteBuild(root, folder, notes);
  noteTargets(root, folder, notes);
  const tables = [
    root,
    ...all(root, "workspace"),
    ...entriesAt(root, "target").map(({ value }) => value),
  ];
  for (const table of tables) {
    for (const kind of KINDS) {
      for (const entry of entriesAt(table, kind)) noteCrate(entry, notes);
    }
  }
  for (const { key, value } of entriesAt(root, "patch")) {
    for (const each of value.entries) {
      notes.setting("cargo.patch", `${key}: ${each.key} ${shown(each.value)}`, each.value);
    }
  }
  for (const { key, value } of entriesAt(root, "replace")) {
    notes.setting("cargo.patch", `${key} ${shown(value)}`, value);
  }
  return notes.reading(problem);
}

/** Source: the Cargo Book, "Build Scripts": `build.rs` is one unless `build` says otherwise. */
function noteBuild(root: Node, folder: string, notes: Notes): void {
  const packages = all(root, "package");
  const named = packages.flatMap((each) => all(each, "build"));
  for (const node of named)
    noteRun(textOf(node) ?? "", "build script", "install", folder, node, notes);
  const [own] = packages;
  if (own !== undefined && named.length === 0) {
    noteRun("build.rs", "build script", "install", folder, own, notes);
  }
  for (const library of all(root, "lib")) {
    const macros =
      texts(library, "proc-macro").includes("true") ||
      texts(library, "proc_macro").includes("true");
    if (!macros) continue;
    const file = texts(library, "path")[0] ?? "src/lib.rs";
    noteRun(file, "procedural macros", "install", folder, library, notes);
  }
}

function noteTargets(root: Node, folder: string, notes: Notes): void {
  for (const kind of ["test", "bench"]) {
    for (const target of all(root, kind).flatMap((each) => each.items)) {
      for (const file of texts(target, "path"))
        noteRun(file, `cargo ${kind}`, "test", folder, target, notes);
    }
  }
}

function noteRun(
  file: string,
  by: string,
  trigger: Trigger,
  folder: string,
  at: Node,
  notes: Notes,
): void {
  if (file === "false" || file === "true") return;
  const to = inFolder(folder, file);
  if (to !== null) notes.edge({ to, by, trigger }, at);
}

function noteCrate({ key, value }: Entry, notes: Notes): void {
  const version = textOf(value) ?? texts(value, "version")[0] ?? null;
  const name = texts(value, "package")[0] ?? key;
  notes.reference({ type: "cargo", name, version }, ["install"], value);
  for (const git of all(value, "git")) {
    notes.setting("cargo.dependency-git", `${name}: ${shown(git)}`, git);
  }
  for (const registry of [...all(value, "registry"), ...all(value, "registry-index")]) {
    notes.setting("cargo.dependency-registry", `${name}: ${shown(registry)}`, registry);
  }
}
