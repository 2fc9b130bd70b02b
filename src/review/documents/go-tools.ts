import type { DocumentReading } from "./document.ts";
import { all, each, entriesAt, texts, textOf, type Node } from "./node.ts";
import { folderOf } from "./paths.ts";
import { createNotes, type Notes } from "./reading.ts";
import { parseYaml } from "./yaml-document.ts";

/** `.goreleaser.yml`: commands around a release and around each of its builds. */
export function readGoreleaser(text: string, path: string): DocumentReading {
  const { root, problem } = parseYaml(text);
  const notes = createNotes();
  const folder = folderOf(path);
  const note = (node: Node, name: string) => noteCommand(node, "release", name, folder, notes);
  for (const hook of each(root, "before", "hooks")) note(hook, "before");
  for (const hook of each(root, "after", "hooks")) note(hook, "after");
  for (const kind of ["builds", "archives", "universal_binaries", "upx"]) {
    for (const build of each(root, kind)) {
      const hooks = entriesAt(build, "hooks").flatMap(({ key, value }) =>
        (value.kind === "list" ? value.items : [value]).map((hook) => ({ key, hook })),
      );
      for (const { key, hook } of hooks) note(hook, `${kind} ${key}`);
    }
  }
  for (const kind of ["signs", "docker_signs", "publishers", "sboms"]) {
    for (const step of each(root, kind)) {
      const words = [...texts(step, "cmd"), ...texts(step, "args")].join(" ");
      notes.code({ language: "shell", text: words, trigger: "release", name: kind, folder }, step);
    }
  }
  return notes.reading(problem);
}

/** `Taskfile.yml`: the commands of each task, and of what its variables are made. */
export function readTaskfile(text: string, path: string): DocumentReading {
  const { root, problem } = parseYaml(text);
  const notes = createNotes();
  const folder = folderOf(path);
  for (const { key, value: task } of entriesAt(root, "tasks")) {
    const own = task.kind === "list" ? task.items : task.kind === "scalar" ? [task] : [];
    const steps = [...own, ...all(task, "cmd"), ...each(task, "cmds"), ...each(task, "status")];
    for (const step of steps) noteCommand(step, "build", key, folder, notes);
    noteVariables(task, key, folder, notes);
  }
  noteVariables(root, "vars", folder, notes);
  return notes.reading(problem);
}

/** `sh:` in a variable is a command that runs before the task does. */
function noteVariables(node: Node, name: string, folder: string, notes: Notes): void {
  for (const kind of ["vars", "env"]) {
    for (const { value } of entriesAt(node, kind)) {
      for (const command of all(value, "sh")) noteCommand(command, "build", name, folder, notes);
    }
  }
}

/** A command as text, or in a record with its folder and surroundings. */
function noteCommand(
  node: Node,
  trigger: "build" | "release",
  name: string,
  folder: string,
  notes: Notes,
): void {
  const commands = node.kind === "scalar" ? [node] : [...all(node, "cmd"), ...all(node, "defer")];
  for (const command of commands) {
    const text = textOf(command) ?? "";
    notes.code({ language: "shell", text, trigger, name, folder }, command);
  }
}
