import type { Trigger } from "../../model/trigger.ts";
import type { DocumentReading } from "./document.ts";
import { noteManifestHooks } from "./git-hooks.ts";
import { parseJson } from "./json-document.ts";
import { all, entriesAt, textOf, type Node, type Parsed } from "./node.ts";
import { folderOf, inFolder } from "./paths.ts";
import { noteDependencies } from "./package-dependencies.ts";
import { createNotes, type Notes } from "./reading.ts";
import { parseYaml } from "./yaml-document.ts";

/** When npm and its kin run a script by themselves (docs.npmjs.com, "scripts"). */
const LIFECYCLE: ReadonlyMap<string, Trigger> = new Map<string, Trigger>([
  ...scripts("install", "preinstall", "install", "postinstall", "prepare", "preprepare"),
  ...scripts("install", "postprepare", "prepublish", "dependencies", "pnpm:devPreinstall"),
  ...scripts("test", "pretest", "test", "posttest"),
  ...scripts("build", "prebuild", "build", "postbuild"),
  ...scripts("release", "prepublishOnly", "publish", "postpublish", "prepack", "postpack"),
  ...scripts("release", "preversion", "version", "postversion"),
]);

/** `package.json`: its scripts are shell code, its entry points run on import. */
export function readPackageJson(text: string, path: string): DocumentReading {
  return readManifest(parseJson(text), path);
}

/** `package.yaml` and `package.json5`, which pnpm takes as well; flow YAML covers the latter. */
export function readPackageYaml(text: string, path: string): DocumentReading {
  return readManifest(parseYaml(text.replace(/^[ \t]*\/\/.*$/gm, "")), path);
}

function readManifest({ root, problem }: Parsed, path: string): DocumentReading {
  const notes = createNotes();
  const folder = folderOf(path);
  for (const { key, value } of entriesAt(root, "scripts")) {
    const command = textOf(value);
    if (command === null) continue;
    notes.code(
      { language: "shell", text: spelt(command), trigger: triggerOf(key), name: key, folder },
      value,
    );
  }
  noteManifestHooks(root, folder, notes);
  noteEntryPoints(root, folder, notes);
  noteDependencies(root, notes);
  return notes.reading(problem);
}

/** On Windows a script is a line of `cmd.exe`: the path of a program there is one here too. */
function spelt(command: string): string {
  return command.replace(
    /(^|&&?\s*|\|\|?\s*)(?:\.\\)?((?:[\w.-]+\\){0,20}[\w.-]+\.(?:bat|cmd|exe|ps1))(?=\s|$)/gi,
    (_, before: string, path: string) => `${before}${path.replaceAll("\\", "/")}`,
  );
}

function triggerOf(name: string): Trigger | null {
  return LIFECYCLE.get(name) ?? (/^test(?:[:.-]|$)/.test(name) ? "test" : null);
}

function scripts(trigger: Trigger, ...names: string[]): [string, Trigger][] {
  return names.map((name) => [name, trigger]);
}

/** Files that run when somebody loads the package or calls its command. */
function noteEntryPoints(root: Node, folder: string, notes: Notes): void {
  for (const field of ["main", "module", "browser", "bin", "exports", "imports"]) {
    for (const value of all(root, field)) {
      for (const leaf of leaves(value)) noteEntry(leaf, field, folder, notes);
    }
  }
}

function noteEntry(leaf: Node, field: string, folder: string, notes: Notes): void {
  const file = textOf(leaf);
  const local =
    file !== null &&
    (/^\.{0,2}\//.test(file) || field === "main" || field === "module" || field === "bin");
  const to = file === null || !local || file.includes("*") ? null : inFolder(folder, file);
  if (to === null || to === "") return;
  notes.edge({ to, by: `package.json ${field}`, trigger: "import" }, leaf);
}

/** All texts below a node, without recursion: the depth is the author's. */
function leaves(node: Node): Node[] {
  const found: Node[] = [];
  const open = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === "scalar") found.push(next);
    open.push(...next.items, ...next.entries.map((entry) => entry.value));
  }
  return found;
}
