import type { Trigger } from "../../model/trigger.ts";
import type { DocumentReading } from "./document.ts";
import { parseJson } from "./json-document.ts";
import { all, each, entriesAt, textOf, type Entry, type Node } from "./node.ts";
import { folderOf, inFolder } from "./paths.ts";
import { createNotes, type Notes } from "./reading.ts";
import { parseToml } from "./toml-document.ts";
import { parseYaml } from "./yaml-document.ts";

/** When a task runs: by its name, because a task runner runs whatever it is asked for. */
function triggerOf(name: string): Trigger | null {
  if (/(?:^|[:.-])test(?:$|[:.-])/.test(name)) return "test";
  return /(?:^|[:.-])build(?:$|[:.-])/.test(name) ? "build" : null;
}

function noteShell(
  name: string,
  node: Node,
  trigger: Trigger | null,
  folder: string,
  notes: Notes,
) {
  for (const command of node.kind === "list" ? node.items : [node]) {
    const text = textOf(command);
    if (text !== null) notes.code({ language: "shell", text, trigger, name, folder }, command);
  }
}

/** `deno.json`: tasks, and modules that every start loads. */
export function readDenoJson(text: string, path: string): DocumentReading {
  const { root, problem } = parseJson(text);
  const notes = createNotes();
  const folder = folderOf(path);
  for (const { key, value } of entriesAt(root, "tasks")) {
    const commands = value.kind === "map" ? all(value, "command") : [value];
    for (const command of commands) noteShell(key, command, triggerOf(key), folder, notes);
  }
  return notes.reading(problem);
}

/** `project.json` and `nx.json`: commands of targets, and plugins of the repository. */
export function readNxProject(text: string, path: string): DocumentReading {
  const { root, problem } = parseJson(text);
  const notes = createNotes();
  const folder = folderOf(path);
  for (const { key, value } of [
    ...entriesAt(root, "targets"),
    ...entriesAt(root, "targetDefaults"),
  ]) {
    const places = [["command"], ["options", "command"], ["options", "commands"]];
    for (const node of places.flatMap((place) => each(value, ...place))) {
      const command = node.kind === "map" ? all(node, "command") : [node];
      // Commands of Nx run in the workspace's root unless they say otherwise.
      for (const one of command) noteShell(key, one, triggerOf(key), "", notes);
    }
  }
  noteLocalModules(each(root, "plugins"), folder, "Nx loads", notes);
  return notes.reading(problem);
}

/** Modules of the repository that a tool loads by a path. */
function noteLocalModules(values: readonly Node[], folder: string, by: string, notes: Notes): void {
  for (const value of values) {
    const named = value.kind === "map" ? all(value, "plugin") : [value];
    for (const file of named.flatMap((each) => textOf(each) ?? [])) {
      const to = /^\.{1,2}\//.test(file) ? inFolder(folder, file) : null;
      if (to !== null) notes.edge({ to, by: `${by} ${file}`, trigger: "build" }, value);
    }
  }
}

/** `.lintstagedrc`, `nodemon.json` and their kin: commands by pattern or event. */
export function readCommandMap(text: string, path: string): DocumentReading {
  const { root, problem } = path.endsWith(".json") ? parseJson(text) : parseYaml(text);
  const notes = createNotes();
  const folder = folderOf(path);
  const nested: Entry[] = ["execMap", "events"].flatMap((key) => entriesAt(root, key));
  for (const { key, value } of [...root.entries, ...nested]) {
    if (/^(?:ext|watch|ignore|delay|restartable|env|extends)$/.test(key)) continue;
    noteShell(key, value, "build", folder, notes);
  }
  return notes.reading(problem);
}

/** `mise.toml`: tasks, hooks that run when somebody enters the folder, and tools by name. */
export function readMise(text: string, path: string): DocumentReading {
  const { root, problem } = parseToml(text);
  const notes = createNotes();
  const folder = folderOf(path);
  for (const { key, value } of entriesAt(root, "tasks")) {
    const commands = value.kind === "map" ? all(value, "run") : [value];
    for (const command of commands) noteShell(key, command, triggerOf(key), folder, notes);
  }
  for (const { key, value } of entriesAt(root, "hooks")) {
    const commands = value.kind === "map" ? all(value, "script") : [value];
    const trigger = /install/.test(key) ? "install" : "open";
    for (const command of commands) noteShell(`hook ${key}`, command, trigger, folder, notes);
  }
  for (const place of [
    ["env", "_", "source"],
    ["env", "_", "file"],
  ]) {
    for (const value of each(root, ...place)) {
      const to = inFolder(folder, textOf(value) ?? "");
      if (to !== null && to !== "") notes.edge({ to, by: "mise loads it", trigger: "open" }, value);
    }
  }
  noteTemplates(text, folder, notes);
  for (const { key, value } of entriesAt(root, "tools"))
    notes.reference({ type: "tool", name: key, version: textOf(value) }, ["open"], value);
  return notes.reading(problem);
}

/** `{{ exec(command='…') }}` in a template of mise runs whenever the file is loaded. */
function noteTemplates(text: string, folder: string, notes: Notes): void {
  for (const [index, line] of text.split("\n").entries()) {
    for (const match of line.matchAll(/\bexec\s*\(\s*command\s*=\s*(?:'([^']*)'|"([^"]*)")/g)) {
      const command = match[1] ?? match[2] ?? "";
      const name = `template ${index + 1}`;
      notes.code({ language: "shell", text: command, trigger: "open", name, folder }, index + 1);
    }
  }
}

/** `devbox.json`: what runs when somebody enters the shell, and scripts. */
export function readDevbox(text: string, path: string): DocumentReading {
  const { root, problem } = parseJson(text);
  const notes = createNotes();
  const folder = folderOf(path);
  for (const value of each(root, "shell", "init_hook"))
    noteShell("init_hook", value, "open", folder, notes);
  for (const { key, value } of entriesAt(root, "shell", "scripts"))
    noteShell(key, value, triggerOf(key), folder, notes);
  for (const value of each(root, "packages"))
    notes.reference({ type: "nix", name: textOf(value) ?? "", version: null }, ["open"], value);
  return notes.reading(problem);
}

/** `Pipfile`: requirements, indexes and scripts. */
export function readPipfile(text: string, path: string): DocumentReading {
  const { root, problem } = parseToml(text);
  const notes = createNotes();
  const folder = folderOf(path);
  for (const url of each(root, "source").flatMap((source) => all(source, "url")))
    notes.setting("pip.index", textOf(url) ?? "", url);
  for (const { key, value } of [
    ...entriesAt(root, "packages"),
    ...entriesAt(root, "dev-packages"),
  ]) {
    const git = each(value, "git").map((each) => `git+${textOf(each) ?? ""}`)[0];
    const version = git ?? textOf(value) ?? textOf(each(value, "version")[0] ?? value);
    notes.reference({ type: "pypi", name: key, version }, ["install"], value);
  }
  for (const { key, value } of entriesAt(root, "scripts"))
    noteShell(key, value, triggerOf(key), folder, notes);
  return notes.reading(problem);
}

/** A conda recipe: the script that builds the package. */
export function readCondaRecipe(text: string, path: string): DocumentReading {
  // Its lines for Jinja are no YAML.
  const plain = text
    .split("\n")
    .map((line) => (line.trim().startsWith("{%") && line.trim().endsWith("%}") ? "" : line))
    .join("\n")
    .replace(/\{\{[^{}]{0,500}\}\}/g, "x");
  const { root } = parseYaml(plain);
  const notes = createNotes();
  const folder = folderOf(path);
  for (const value of [...each(root, "build", "script"), ...each(root, "test", "commands")])
    noteShell("build", value, "install", folder, notes);
  for (const script of ["build.sh", "bld.bat", "post-link.sh", "pre-link.sh"]) {
    const to = inFolder(folder, script);
    if (to !== null) notes.edge({ to, by: `conda runs ${script}`, trigger: "install" }, 1);
  }
  return notes.reading(null);
}
