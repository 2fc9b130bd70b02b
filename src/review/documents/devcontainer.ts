import type { DocumentReading } from "./document.ts";
import { parseJson } from "./json-document.ts";
import { all, each, entriesAt, shown, texts, textOf, type Node } from "./node.ts";
import { folderOf, shellWords } from "./paths.ts";
import { notePackageVariables } from "./package-environment.ts";
import { createNotes, type Notes } from "./reading.ts";
import { noteSettings } from "./vscode-settings.ts";
import { withoutVariables } from "./vscode-tasks.ts";

/** Commands in the order in which they run (containers.dev, "Lifecycle scripts"). */
const COMMANDS = [
  "initializeCommand",
  "onCreateCommand",
  "updateContentCommand",
  "postCreateCommand",
  "postStartCommand",
  "postAttachCommand",
];

/** `devcontainer.json`: a command on the developer's machine on opening, the others in the container. */
export function readDevcontainer(text: string, path: string): DocumentReading {
  const { root, problem } = parseJson(text);
  const notes = createNotes();
  const folder = folderOf(path).replace(/(?:^|\/)\.devcontainer(?:\/.*)?$/, "");
  for (const name of COMMANDS) {
    for (const value of all(root, name)) noteCommand(name, value, folder, notes);
  }
  notePowers(root, notes);
  for (const key of ["containerEnv", "remoteEnv"])
    notePackageVariables(entriesAt(root, key), notes);
  for (const value of all(root, "image")) noteImage(textOf(value), value, notes);
  for (const { key, value } of entriesAt(root, "features")) {
    const [name, version] = splitVersion(key);
    notes.reference({ type: "devcontainer-feature", name, version }, ["open"], value);
  }
  for (const part of all(root, "customizations", "vscode", "settings")) {
    noteSettings(part, folder, notes);
  }
  return notes.reading(problem);
}

/** Text for a shell, a list without one, or several of them by name. */
function noteCommand(name: string, value: Node, folder: string, notes: Notes): void {
  if (value.kind === "map") {
    for (const entry of value.entries)
      noteCommand(`${name} ${entry.key}`, entry.value, folder, notes);
    return;
  }
  const words = value.items.flatMap((item) => textOf(item) ?? []);
  const text = value.kind === "list" ? shellWords(words) : (textOf(value) ?? "");
  if (text === "") return;
  const onHost = name.startsWith("initializeCommand");
  if (onHost) notes.setting("devcontainer.host-command", text, value);
  // All others run inside the container, while it is made and started.
  const trigger = onHost ? "open" : "build";
  notes.code({ language: "shell", text: withoutVariables(text), trigger, name, folder }, value);
}

function notePowers(root: Node, notes: Notes): void {
  for (const value of all(root, "privileged")) {
    if (textOf(value) === "true") notes.setting("devcontainer.privileged", "privileged", value);
  }
  for (const value of each(root, "capAdd"))
    notes.setting("devcontainer.privileged", shown(value), value);
  const args = each(root, "runArgs");
  for (const [index, value] of args.entries()) {
    const text = textOf(value) ?? "";
    if (
      /^--(?:privileged|cap-add|security-opt|pid|ipc|device|userns)|^--net(?:work)?(?:=host)?$/.test(
        text,
      )
    ) {
      const next = args[index + 1];
      notes.setting(
        "devcontainer.privileged",
        `${text} ${next === undefined ? "" : shown(next)}`.trim(),
        value,
      );
    }
    if (/^(?:-v|--volume|--mount)/.test(text)) {
      const next = args[index + 1];
      notes.setting(
        "devcontainer.mount",
        `${text} ${next === undefined ? "" : shown(next)}`.trim(),
        value,
      );
    }
  }
  for (const value of each(root, "mounts")) {
    const source = value.kind === "map" ? (texts(value, "source")[0] ?? "") : shown(value);
    // A named volume shows nothing of the developer's machine.
    if (/[/\\~]|\$\{localEnv/.test(source.replace(/target=[^,]*/, ""))) {
      notes.setting("devcontainer.mount", shown(value), value);
    }
  }
}

function noteImage(image: string | null, at: Node, notes: Notes): void {
  if (image === null) return;
  const [name, version] = splitVersion(image);
  notes.reference({ type: "image", name, version }, ["open"], at);
}

/** Splits an image name at its digest or tag. */
export function splitVersion(image: string): [string, string | null] {
  const digest = image.indexOf("@");
  if (digest > 0) return [image.slice(0, digest), image.slice(digest + 1)];
  const tag = image.lastIndexOf(":");
  return tag > image.lastIndexOf("/") ? [image.slice(0, tag), image.slice(tag + 1)] : [image, null];
}
