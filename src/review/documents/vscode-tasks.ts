import type { DocumentReading } from "./document.ts";
import { parseJson } from "./json-document.ts";
import { all, each, entriesAt, texts, textOf, type Node } from "./node.ts";
import { folderOf, inFolder, shellWords } from "./paths.ts";
import { createNotes, type Notes } from "./reading.ts";

/** `.vscode/tasks.json`: what the editor runs, and which of it by itself. */
export function readVscodeTasks(text: string, path: string): DocumentReading {
  const { root, problem } = parseJson(text);
  const notes = createNotes();
  noteTasks(root, folderOf(folderOf(path)), notes);
  return notes.reading(problem);
}

/** The tasks of a `tasks.json`, or of that part of a `.code-workspace` file. */
export function noteTasks(root: Node, folder: string, notes: Notes): void {
  const tasks = each(root, "tasks").filter((task) => task.kind === "map");
  const started = startedByItself(tasks);
  for (const [index, task] of tasks.entries()) {
    const name = labelOf(task) ?? `task ${index + 1}`;
    const auto = started.has(task);
    if (runsOnOpen(task) && !isPlainScript(task))
      notes.setting("editor.task.auto-run", name, runOnNode(task));
    noteHiding(task, name, notes);
    noteCommands([root, task], auto, name, folder, notes);
  }
}

function runsOnOpen(task: Node): boolean {
  return texts(task, "runOptions", "runOn").some((value) => value.toLowerCase() === "folderopen");
}

/** A script of `package.json` that shows what it does: it is read where it stands. */
function isPlainScript(task: Node): boolean {
  const type = texts(task, "type")[0] ?? "";
  const hidden = [...texts(task, "hide"), ...texts(task, "presentation", "reveal")];
  return (
    /^(?:npm|typescript)$/.test(type) && !hidden.some((each) => /true|never|silent/i.test(each))
  );
}

function runOnNode(task: Node): Node {
  return all(task, "runOptions", "runOn")[0] ?? task;
}

/** Tasks that start on opening, with all those on which they depend. */
function startedByItself(tasks: readonly Node[]): ReadonlySet<Node> {
  const started = new Set(tasks.filter(runsOnOpen));
  const labels = Map.groupBy(tasks, labelOf);
  labels.delete(null);
  for (const task of started) {
    const wanted = each(task, "dependsOn").flatMap((on) => [textOf(on), ...texts(on, "task")]);
    // A Set yields what is added while it is walked, so that chains are followed.
    for (const other of wanted.flatMap((label) => labels.get(label) ?? [])) started.add(other);
    for (const label of wanted) labels.delete(label);
  }
  return started;
}

function labelOf(task: Node): string | null {
  return texts(task, "label")[0] ?? texts(task, "taskName")[0] ?? texts(task, "script")[0] ?? null;
}

function noteHiding(task: Node, name: string, notes: Notes): void {
  for (const value of all(task, "hide")) {
    if (textOf(value) === "true") notes.setting("editor.task.hidden", `${name}: hide`, value);
  }
  for (const value of all(task, "presentation", "reveal")) {
    if (/^(?:never|silent)$/i.test(textOf(value) ?? "")) {
      notes.setting("editor.task.hidden", `${name}: reveal ${textOf(value)}`, value);
    }
  }
}

/** The command for every system; a task without its own takes the file's. */
function noteCommands(
  [root, task]: [Node, Node],
  auto: boolean,
  name: string,
  folder: string,
  notes: Notes,
): void {
  for (const system of ["", "windows", "osx", "linux"]) {
    const scopes = system === "" ? [task] : all(task, system);
    for (const scope of scopes) {
      const own = commandOf(scope, [scope, task, root]);
      const text = own ?? (system === "" ? commandOf(root, [task, root]) : null);
      if (text === null) continue;
      const label = system === "" ? name : `${name} (${system})`;
      const place = all(scope, "command")[0] ?? all(scope, "script")[0] ?? task;
      notes.code(
        {
          language: shellOf(scope, task),
          text: withoutVariables(text),
          trigger: auto ? "open" : null,
          name: label,
          folder: folderIn(
            folder,
            texts(scope, "options", "cwd")[0] ?? texts(task, "options", "cwd")[0],
          ),
          environment: environmentOf([task, scope]),
        },
        place,
      );
    }
  }
}

function commandOf(scope: Node, scopes: readonly Node[]): string | null {
  const type = scopes.flatMap((each) => texts(each, "type"))[0] ?? "shell";
  const command = wordsOf(scope, "command")[0];
  if (command !== undefined) {
    const args = scopes.map((each) => wordsOf(each, "args")).find((list) => list.length > 0) ?? [];
    const head = type === "process" ? shellWords([command]) : command;
    return args.length === 0 ? head : `${head} ${shellWords(args)}`;
  }
  const script = texts(scope, "script")[0];
  if (script !== undefined) return `npm run ${shellWords([script])}`;
  const task = texts(scope, "task")[0];
  return task === undefined ? null : `${shellWords([type, task])}`;
}

/** Words as text, or as `{ "value": …, "quoting": … }`, or as a list of pieces. */
function wordsOf(scope: Node, key: string): string[] {
  return all(scope, key).flatMap((value) => {
    if (value.kind === "list") return value.items.flatMap((item) => wordOf(item) ?? []);
    return wordOf(value) ?? [];
  });
}

function wordOf(node: Node): string | null {
  if (node.kind === "scalar") return textOf(node);
  const value = each(node, "value").flatMap((part) => textOf(part) ?? []);
  return value.length === 0 ? null : value.join(" ");
}

function shellOf(scope: Node, task: Node): string {
  const shell = [
    ...texts(scope, "options", "shell", "executable"),
    ...texts(task, "options", "shell", "executable"),
  ][0];
  if (shell === undefined) return "shell";
  if (/pwsh|powershell/i.test(shell)) return "powershell";
  return /cmd(?:\.exe)?$/i.test(shell) ? "batch" : "shell";
}

function environmentOf(scopes: readonly Node[]): Map<string, string> {
  const entries = scopes.flatMap((scope) => entriesAt(scope, "options", "env"));
  return new Map(entries.map(({ key, value }) => [key, textOf(value) ?? ""]));
}

/** The editor's variables, in the words of a shell that stands in the folder. */
export function withoutVariables(text: string): string {
  return text
    .replace(
      /\$\{(?:workspaceFolder|workspaceRoot|cwd|fileWorkspaceFolder)(?::[^}]{0,200})?\}/g,
      ".",
    )
    .replace(/\$\{(?:env|localEnv|containerEnv):([\w.]{1,200})[^}]{0,200}\}/g, "$${$1}")
    .replace(/\$\{pathSeparator\}|\$\{\/\}/g, "/");
}

function folderIn(folder: string, cwd: string | undefined): string {
  if (cwd === undefined) return folder;
  return inFolder(folder, withoutVariables(cwd)) ?? folder;
}
