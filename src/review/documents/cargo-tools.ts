import type { DocumentReading } from "./document.ts";
import { all, each, entriesAt, shown, textOf, texts } from "./node.ts";
import { folderOf } from "./paths.ts";
import { createNotes } from "./reading.ts";
import { parseToml } from "./toml-document.ts";

/** `.config/nextest.toml`: scripts that run before the tests. */
export function readNextest(text: string, path: string): DocumentReading {
  const { root, problem } = parseToml(text);
  const notes = createNotes();
  const folder = folderOf(folderOf(path));
  const scripts = [
    ...entriesAt(root, "script"),
    ...["setup", "wrapper"].flatMap((kind) => entriesAt(root, "scripts", kind)),
  ];
  for (const { key, value } of scripts) {
    for (const node of all(value, "command")) {
      const command = [
        ...texts(node, "command-line"),
        ...each(node).flatMap((item) => textOf(item) ?? []),
      ].join(" ");
      notes.code({ language: "shell", text: command, trigger: "test", name: key, folder }, node);
    }
  }
  return notes.reading(problem);
}

/** `Makefile.toml` of cargo-make: tasks with commands and scripts. */
export function readCargoMake(text: string, path: string): DocumentReading {
  const { root, problem } = parseToml(text);
  const notes = createNotes();
  const folder = folderOf(path);
  for (const { key, value } of entriesAt(root, "tasks")) {
    const trigger = /^test/.test(key) ? "test" : /^(?:default|build)$/.test(key) ? "build" : null;
    const command = [...texts(value, "command"), ...texts(value, "args")].join(" ");
    notes.code({ language: "shell", text: command, trigger, name: key, folder }, value);
    for (const node of all(value, "script")) {
      const lines = each(node)
        .flatMap((item) => textOf(item) ?? [])
        .join("\n");
      notes.code({ language: "shell", text: lines, trigger, name: key, folder }, node);
    }
  }
  return notes.reading(problem);
}

/** `rust-toolchain.toml`: a `path` makes programs of the repository the compiler. */
export function readRustToolchain(text: string): DocumentReading {
  const { root, problem } = parseToml(text.includes("[toolchain]") ? text : "");
  const notes = createNotes();
  for (const node of all(root, "toolchain", "path")) {
    notes.setting("cargo.program", `toolchain = ${shown(node)}`, node);
  }
  return notes.reading(problem);
}
