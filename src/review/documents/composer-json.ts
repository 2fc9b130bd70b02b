import type { Trigger } from "../../model/trigger.ts";
import type { DocumentReading } from "./document.ts";
import { parseJson } from "./json-document.ts";
import { all, each, entriesAt, shown, texts, textOf, type Node } from "./node.ts";
import { folderOf, inFolder } from "./paths.ts";
import { createNotes, type Notes } from "./reading.ts";

/** When Composer runs a script by itself (getcomposer.org/doc/articles/scripts.md). */
const EVENTS =
  /^(?:pre|post)-(?:install-cmd|update-cmd|autoload-dump|package-(?:install|update|uninstall)|root-package-install|create-project-cmd|dependencies-solving|pool-create|operations-exec|file-download|command-run|status-cmd|archive-cmd)$|^(?:init|command)$/;

/** `composer.json`: scripts that run at install, files that load at every start, and sources. */
export function readComposerJson(text: string, path: string): DocumentReading {
  const { root, problem } = parseJson(text);
  const notes = createNotes();
  const folder = folderOf(path);
  for (const group of ["require", "require-dev"]) {
    for (const { key, value } of entriesAt(root, group)) {
      if (!key.includes("/")) continue;
      notes.reference({ type: "composer", name: key, version: textOf(value) }, ["install"], value);
    }
  }
  for (const repository of [...each(root, "repositories"), ...mapped(root, "repositories")])
    noteRepository(repository, notes);
  for (const { key, value } of entriesAt(root, "config", "allow-plugins"))
    if (shown(value) === "true") notes.setting("composer.allowed-plugin", key, value);
  for (const value of [...all(root, "support", "source"), ...all(root, "homepage")])
    notes.setting("package.repository", shown(value), value);
  noteScripts(root, folder, notes);
  noteLoaded(root, folder, notes);
  return notes.reading(problem);
}

function mapped(root: Node, key: string): Node[] {
  return all(root, key).flatMap((node) => node.entries.map((entry) => entry.value));
}

function noteRepository(repository: Node, notes: Notes): void {
  const kind = texts(repository, "type")[0] ?? "";
  for (const url of all(repository, "url")) {
    if (kind === "path" || kind === "artifact") continue;
    notes.setting("composer.repository", `${kind}: ${shown(url)}`.replace(/^: /, ""), url);
  }
  // A package that is described here is downloaded from where it says.
  for (const url of each(repository, "package").flatMap((each) => all(each, "dist", "url")))
    notes.setting("composer.repository", shown(url), url);
}

function noteScripts(root: Node, folder: string, notes: Notes): void {
  for (const { key, value } of entriesAt(root, "scripts")) {
    const lines: string[] = [];
    for (const command of each(value)) {
      const at = Math.max(0, command.line - value.line);
      const text = shellOf(key, command, root, folder, notes);
      lines[at] = lines[at] === undefined ? text : `${lines[at]}; ${text}`;
    }
    const text = Array.from(lines, (line) => line ?? "").join("\n");
    notes.code({ language: "shell", text, trigger: triggerOf(key), name: key, folder }, value);
  }
}

/** The command as shell; what calls a class or another script is an edge, and no shell. */
function shellOf(name: string, node: Node, root: Node, folder: string, notes: Notes): string {
  const command = textOf(node) ?? "";
  const trigger = triggerOf(name);
  const callback = /^\\?([\w\\]+)::(\w+)$/.exec(command);
  if (callback !== null) {
    for (const to of classFiles(callback[1] ?? "", root, folder))
      notes.edge({ to, by: `Composer calls ${command}`, trigger: trigger ?? "build" }, node);
    return "";
  }
  const other = /^@(?!php\b|composer\b|putenv\b)([\w:.-]+)/.exec(command)?.[1];
  if (other === undefined)
    return command.replace(/^@putenv\s+/, "export ").replace(/^@(php|composer)\b/, "$1");
  if (trigger !== null)
    notes.edge({ to: `unit:${other}`, by: `${name}: ${command}`, trigger }, node);
  return "";
}

function triggerOf(name: string): Trigger | null {
  if (EVENTS.test(name)) return "install";
  return /^test(?:[:.-]|$)/.test(name) ? "test" : null;
}

/** The files in which a class of the project may stand, by its prefixes (PSR-4). */
function classFiles(name: string, root: Node, folder: string): string[] {
  const lists = ["autoload", "autoload-dev"].flatMap((key) => entriesAt(root, key, "psr-4"));
  return lists.flatMap(({ key, value }) => {
    if (!name.startsWith(key)) return [];
    const rest = `${name.slice(key.length).replaceAll("\\", "/")}.php`;
    return each(value).flatMap((place) => inFolder(folder, `${textOf(place) ?? ""}/${rest}`) ?? []);
  });
}

/** Files that Composer's autoloader includes whenever it is loaded, and commands. */
function noteLoaded(root: Node, folder: string, notes: Notes): void {
  const files = [
    ...each(root, "autoload", "files"),
    ...each(root, "autoload-dev", "files"),
    ...each(root, "bin"),
  ];
  for (const value of files) {
    const to = inFolder(folder, textOf(value) ?? "");
    if (to === null || to === "") continue;
    notes.edge({ to, by: `composer.json loads ${shown(value)}`, trigger: "import" }, value);
  }
}
