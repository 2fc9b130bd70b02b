import type { DocumentReading } from "./document.ts";
import { parseJson } from "./json-document.ts";
import { all, entriesAt, texts, type Node } from "./node.ts";
import { folderOf, shellWords } from "./paths.ts";
import { createNotes, type Notes } from "./reading.ts";
import {
  attributeOf,
  childrenOf,
  descendantsOf,
  parseXml,
  type XmlElement,
} from "./xml-document.ts";

/** `.idea/*.xml` and `.run/*.xml`: scripts, file watchers and tools of JetBrains' editors. */
export function readIdea(text: string): DocumentReading {
  const { root, problem } = parseXml(text);
  const notes = createNotes();
  for (const element of descendantsOf(root)) {
    const script = optionIn(element, "SCRIPT_TEXT");
    if (script !== null) noteShell(script, null, "script", element, notes);
    // A watcher runs whenever a file is changed; a tool when somebody calls it.
    noteProgram(element, ["program", "arguments"], "watcher", notes);
    noteProgram(element, ["COMMAND", "PARAMETERS"], "tool", notes);
    noteProgram(element, ["INTERPRETER_PATH", "SCRIPT_OPTIONS"], "interpreter", notes);
  }
  return notes.reading(problem);
}

function noteProgram(
  element: XmlElement,
  [program, words]: [string, string],
  name: string,
  notes: Notes,
): void {
  const command = optionIn(element, program);
  if (command === null || command === "") return;
  const text = `${command} ${optionIn(element, words) ?? ""}`.replaceAll(
    /\$(?:ProjectFileDir|ContentRoot|PROJECT_DIR)\$/g,
    ".",
  );
  noteShell(text, name === "watcher" ? "open" : null, name, element, notes);
}

function noteShell(
  text: string,
  trigger: "open" | null,
  name: string,
  { line }: XmlElement,
  notes: Notes,
): void {
  notes.code({ language: "shell", text, trigger, name }, line);
}

/** The value of `<option name="…" value="…"/>` right inside an element. */
function optionIn(element: XmlElement, name: string): string | null {
  const option = childrenOf(element, "option").find(
    (child) => attributeOf(child, "name")?.value === name,
  );
  return option === undefined ? null : (attributeOf(option, "value")?.value ?? null);
}

/** `.zed/settings.json`, `.zed/tasks.json`: the shell, language servers and tasks of Zed. */
export function readZed(text: string, path: string): DocumentReading {
  const { root, problem } = parseJson(text);
  const notes = createNotes();
  const folder = folderOf(folderOf(path));
  for (const task of root.kind === "list" ? root.items : [])
    noteCommand(task, "command", texts(task, "label")[0] ?? "task", null, folder, notes);
  for (const shell of all(root, "terminal", "shell", "with_arguments"))
    noteCommand(shell, "program", "terminal", null, folder, notes);
  for (const { key, value } of entriesAt(root, "lsp"))
    for (const binary of all(value, "binary"))
      noteCommand(binary, "path", `language server ${key}`, "open", folder, notes);
  for (const formatter of all(root, "formatter", "external"))
    noteCommand(formatter, "command", "formatter", "open", folder, notes);
  return notes.reading(problem);
}

function noteCommand(
  node: Node,
  key: string,
  name: string,
  trigger: "open" | null,
  folder: string,
  notes: Notes,
): void {
  for (const place of all(node, key)) {
    const command = texts(node, key)[0] ?? "";
    const args = [...texts(node, "args"), ...texts(node, "arguments")];
    const text = args.length === 0 ? command : `${command} ${shellWords(args)}`;
    notes.code({ language: "shell", text, trigger, name, folder }, place);
  }
}
