import type { Trigger } from "../../model/trigger.ts";
import type { DocumentReading } from "./document.ts";
import { all, each, entriesAt, shown, textOf, texts, type Node } from "./node.ts";
import { folderOf } from "./paths.ts";
import { createNotes, type Notes } from "./reading.ts";
import { parseToml } from "./toml-document.ts";

/** Programs that cargo starts in place of others. Source: the Cargo Book, "Configuration". */
const PROGRAMS: readonly { path: readonly string[]; trigger: Trigger }[] = [
  { path: ["build", "rustc"], trigger: "build" },
  { path: ["build", "rustc-wrapper"], trigger: "build" },
  { path: ["build", "rustc-workspace-wrapper"], trigger: "build" },
  { path: ["build", "rustdoc"], trigger: "build" },
  { path: ["registry", "credential-provider"], trigger: "release" },
  { path: ["registry", "global-credential-providers"], trigger: "release" },
  { path: ["credential-alias"], trigger: "release" },
];

/** `.cargo/config.toml`: which programs cargo starts, and where crates come from. */
export function readCargoConfig(text: string, path: string): DocumentReading {
  const { root, problem } = parseToml(text);
  const notes = createNotes();
  // Paths with a slash are relative to the folder that holds `.cargo`.
  const folder = folderOf(folderOf(path));
  for (const program of PROGRAMS) {
    for (const node of all(root, ...program.path)) noteProgram(node, program, folder, notes);
  }
  for (const { key, value } of entriesAt(root, "target")) {
    for (const name of ["runner", "linker"]) {
      const trigger = name === "runner" ? "test" : "build";
      for (const node of all(value, name)) {
        noteProgram(node, { path: ["target", key, name], trigger }, folder, notes);
      }
    }
    noteFlags(value, folder, notes);
  }
  for (const value of all(root, "build")) noteFlags(value, folder, notes);
  noteSources(root, notes);
  for (const { key, value } of entriesAt(root, "env")) {
    const text = textOf(value) ?? texts(value, "value")[0] ?? "";
    if (
      /^(?:RUSTC(?:_WORKSPACE)?_WRAPPER|RUSTC|LD_PRELOAD|LD_LIBRARY_PATH|DYLD_\w+|PATH|BASH_ENV|RUSTFLAGS|GIT_SSH_COMMAND)$/i.test(
        key,
      )
    ) {
      notes.setting("cargo.environment", `${key}=${text}`, value);
    }
  }
  return notes.reading(problem);
}

function noteProgram(
  node: Node,
  program: { path: readonly string[]; trigger: Trigger },
  folder: string,
  notes: Notes,
): void {
  const words = each(node).flatMap((item) => textOf(item) ?? []);
  const text = node.kind === "list" ? words.map(quoted).join(" ") : (words[0] ?? "");
  if (text === "") return;
  const name = program.path.join(".");
  if (/[/\\]/.test(words[0] ?? "") && !/^(?:\/|[A-Z]:)/i.test(words[0] ?? "")) {
    notes.setting("cargo.program", `${name} = ${text}`, node);
  }
  notes.code({ language: "shell", text, trigger: program.trigger, name, folder }, node);
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** `-C linker=x` names a program as well. */
function noteFlags(table: Node, folder: string, notes: Notes): void {
  for (const flags of all(table, "rustflags")) {
    const text = each(flags)
      .flatMap((item) => textOf(item) ?? [])
      .join(" ");
    const linker = /-C\s*linker=(\S+)/.exec(text)?.[1];
    if (linker === undefined) continue;
    const node = flags;
    if (linker.includes("/")) notes.setting("cargo.program", `rustflags linker = ${linker}`, node);
    notes.code(
      { language: "shell", text: linker, trigger: "build", name: "rustflags linker", folder },
      node,
    );
  }
}

/** Hosts of the registry that cargo uses by itself. */
const OFFICIAL =
  /^(?:sparse\+|registry\+)?https:\/\/(?:index\.crates\.io|static\.crates\.io|crates\.io|github\.com\/rust-lang\/crates\.io-index)\b/;

function noteSources(root: Node, notes: Notes): void {
  for (const { key, value } of entriesAt(root, "source")) {
    for (const node of [...all(value, "registry"), ...all(value, "git")]) {
      const from = textOf(node) ?? "";
      if (!OFFICIAL.test(from)) notes.setting("cargo.source", `${key}: ${shown(node)}`, node);
    }
  }
  for (const { key, value } of entriesAt(root, "registries")) {
    for (const node of all(value, "index"))
      notes.setting("cargo.registry", `${key}: ${shown(node)}`, node);
    for (const node of all(value, "credential-provider")) {
      noteProgram(
        node,
        { path: ["registries", key, "credential-provider"], trigger: "release" },
        "",
        notes,
      );
    }
  }
  for (const node of [...all(root, "registry", "token"), ...all(root, "http", "proxy")]) {
    notes.setting("cargo.registry", shown(node), node);
  }
}
