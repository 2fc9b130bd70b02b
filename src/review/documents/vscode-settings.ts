import type { DocumentReading } from "./document.ts";
import { parseJson } from "./json-document.ts";
import { all, each, shown, texts, textOf, type Entry, type Node } from "./node.ts";
import { folderOf, inFolder, shellWords } from "./paths.ts";
import { createNotes, type Notes } from "./reading.ts";
import { noteTasks, withoutVariables } from "./vscode-tasks.ts";

/** Settings whose value is a program that the editor or an extension starts. */
const PROGRAM =
  /executable|interpreter|pythonpath|nodepath|serverpath|compilerpath|binarypath|(?:^|\.)tsdk$|server\.path$|^git\.path$|[a-z]\.command$|terminal\.integrated\.(?:shell|automationshell|profiles|automationprofile)/i;

/** `.vscode/settings.json`: what the folder asks the editor to do and to start. */
export function readVscodeSettings(text: string, path: string): DocumentReading {
  const { root, problem } = parseJson(text);
  const notes = createNotes();
  noteSettings(root, folderOf(folderOf(path)), notes);
  return notes.reading(problem);
}

/** The settings themselves, wherever they stand: a settings file, a workspace, a container. */
export function noteSettings(root: Node, folder: string, notes: Notes): void {
  for (const { key, value } of flattened(root, "", 5)) {
    if (/^task\.allowautomatictasks$/i.test(key)) {
      notes.setting("editor.automatic-tasks", shown(value), value);
    } else if (/^terminal\.integrated\.env\./i.test(key)) {
      notes.setting("editor.terminal-environment", `${key}: ${shown(value)}`, value);
    } else if (/schemas?(?:\.|$)/i.test(key) && /https?:/i.test(`${key} ${shown(value)}`)) {
      notes.setting("editor.remote-schema", `${key}: ${shown(value)}`, value);
    } else if (/^terminal\.integrated\.(?:automationP|p)rofiles?\.\w+/i.test(key)) {
      noteProfile(key, value, folder, notes);
      if (PROGRAM.test(key))
        notes.setting("editor.executable-path", `${key}: ${shown(value)}`, value);
    } else if (/^emeraldwalk\.runonsave/i.test(key)) noteRunOnSave(value, folder, notes);
    else if (PROGRAM.test(key))
      notes.setting("editor.executable-path", `${key}: ${shown(value)}`, value);
  }
}

/** A shell of the terminal, with what it is given: `bash -c "…"`. */
function noteProfile(key: string, profile: Node, folder: string, notes: Notes): void {
  const [path] = texts(profile, "path");
  if (path === undefined) return;
  const text = withoutVariables(`${shellWords([path])} ${shellWords(texts(profile, "args"))}`);
  const name = `terminal ${key.slice(key.lastIndexOf(".") + 1)}`;
  notes.code({ language: "shell", text, trigger: null, name, folder }, profile);
}

/** Keys are dotted names; a mapping may stand for the parts after a dot as well. */
function flattened(node: Node, prefix: string, depth: number): Entry[] {
  return node.entries.flatMap((entry) => {
    const key = prefix === "" ? entry.key : `${prefix}.${entry.key}`;
    const whole = { ...entry, key };
    if (entry.value.kind !== "map" || depth === 0) return [whole];
    return [whole, ...flattened(entry.value, key, depth - 1)];
  });
}

function noteRunOnSave(value: Node, folder: string, notes: Notes): void {
  for (const command of each(value, "commands")) {
    for (const cmd of all(command, "cmd")) {
      const text = withoutVariables(textOf(cmd) ?? "");
      notes.code({ language: "shell", text, trigger: "open", name: "run on save", folder }, cmd);
    }
  }
}

/** `.vscode/launch.json`: what runs before a program is started. */
export function readVscodeLaunch(text: string, path: string): DocumentReading {
  const { root, problem } = parseJson(text);
  const notes = createNotes();
  noteLaunch(root, folderOf(folderOf(path)), notes);
  return notes.reading(problem);
}

function noteLaunch(root: Node, folder: string, notes: Notes): void {
  for (const launch of [...each(root, "configurations"), ...each(root, "compounds")]) {
    const name = texts(launch, "name")[0] ?? "launch";
    for (const value of [...all(launch, "preLaunchTask"), ...all(launch, "postDebugTask")]) {
      notes.setting("editor.launch.pre-launch-task", `${name}: ${shown(value)}`, value);
    }
    for (const value of all(launch, "program")) {
      const to = inFolder(folder, withoutVariables(textOf(value) ?? ""));
      if (to !== null && to !== "") notes.edge({ to, by: `launch ${name}`, trigger: null }, value);
    }
    for (const value of all(launch, "runtimeExecutable")) {
      notes.setting("editor.executable-path", `${name}: ${shown(value)}`, value);
    }
  }
}

/** `.vscode/extensions.json`: code from outside that the editor offers to install. */
export function readVscodeExtensions(text: string): DocumentReading {
  const { root, problem } = parseJson(text);
  const notes = createNotes();
  noteExtensions(root, notes);
  return notes.reading(problem);
}

function noteExtensions(root: Node, notes: Notes): void {
  for (const value of each(root, "recommendations")) {
    const name = textOf(value);
    if (name !== null)
      notes.reference({ type: "editor-extension", name, version: null }, [], value);
  }
}

/** `*.code-workspace`: settings, tasks, launch and extensions in one file. */
export function readCodeWorkspace(text: string, path: string): DocumentReading {
  const { root, problem } = parseJson(text);
  const notes = createNotes();
  const folder = folderOf(path);
  for (const part of all(root, "settings")) noteSettings(part, folder, notes);
  for (const part of all(root, "tasks")) noteTasks(part, folder, notes);
  for (const part of all(root, "launch")) noteLaunch(part, folder, notes);
  for (const part of all(root, "extensions")) noteExtensions(part, notes);
  return notes.reading(problem);
}
