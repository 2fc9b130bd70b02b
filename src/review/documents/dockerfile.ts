import { instructionsOf, type Instruction } from "./docker-instructions.ts";
import type { DocumentReading } from "./document.ts";
import { splitVersion } from "./devcontainer.ts";
import { parseJson } from "./json-document.ts";
import { textOf } from "./node.ts";
import { folderOf, shellWords } from "./paths.ts";
import { notePackageVariable } from "./package-environment.ts";
import { createNotes, type Notes } from "./reading.ts";

/** `Dockerfile`: `RUN` is shell code at build, `FROM` and `ADD` let things in. */
export function readDockerfile(text: string, path: string): DocumentReading {
  const notes = createNotes();
  const folder = folderOf(path);
  const stages = new Set<string>();
  for (const instruction of instructionsOf(text)) note(instruction, stages, folder, notes);
  return notes.reading(null);
}

/** `NAME=value`, and the old form `NAME value`; values may be quoted. */
const VARIABLE = /(?:^|\s)(\w+)(?:=|\s+)("[^"]*"|'[^']*'|[^\s\\]+)/g;

function note(instruction: Instruction, stages: Set<string>, folder: string, notes: Notes): void {
  const { word, rest, line } = instruction;
  switch (word) {
    case "ONBUILD": {
      const [, inner = "", after = ""] = /^\s*(\w+)\s+([\s\S]*)$/.exec(rest) ?? [];
      if (inner !== "" && inner.toUpperCase() !== "ONBUILD") {
        note({ ...instruction, word: inner.toUpperCase(), rest: after }, stages, folder, notes);
      }
      return;
    }
    case "RUN":
    case "CMD":
    case "ENTRYPOINT":
    case "HEALTHCHECK":
      noteCommand(instruction, folder, notes);
      return;
    case "FROM":
      noteImage(rest, stages, line, notes);
      return;
    case "ENV":
    case "ARG":
      for (const [, name = "", value = ""] of rest.matchAll(VARIABLE))
        notePackageVariable(name, value.replace(/^["']|["']$/g, ""), line, notes);
      return;
    case "ADD":
      for (const source of rest.match(/(?:https?|git|ftp):\/\/\S+|git@\S+/g) ?? []) {
        notes.setting("docker.remote-add", source, line);
      }
      return;
    case "COPY": {
      const from = /--from=(\S+)/.exec(rest)?.[1];
      if (from !== undefined && !stages.has(from) && !/^\d+$/.test(from))
        noteReference(from, line, notes);
    }
  }
}

function noteCommand(
  { word, rest, line, document }: Instruction,
  folder: string,
  notes: Notes,
): void {
  const trigger = word === "RUN" ? "build" : null;
  const name = `${word} line ${line}`;
  if (document !== null && word === "RUN" && /^(?:--\S+\s+)*<<-?\s*["']?\w+["']?\s*$/.test(rest)) {
    notes.code({ language: "shell", text: document.text, trigger, name, folder }, document.line);
    return;
  }
  // Options are part of the instruction, not of the command; blanks keep nothing in place.
  const command = rest.replace(/^(?:--\S+\s+)+/, "").replace(/^CMD\s+/, "");
  const words = command.startsWith("[")
    ? parseJson(command).root.items.flatMap((item) => textOf(item) ?? [])
    : [];
  const text = words.length > 0 ? shellWords(words) : command;
  const whole = document === null ? text : `${text}\n${document.text}`;
  notes.code({ language: "shell", text: whole, trigger, name, folder }, line);
}

function noteImage(rest: string, stages: Set<string>, line: number, notes: Notes): void {
  const [image = "", as, stage] = rest
    .split(/\s+/)
    .filter((word) => word !== "" && !word.startsWith("--"));
  if (image !== "scratch" && image !== "" && !stages.has(image)) noteReference(image, line, notes);
  if (/^as$/i.test(as ?? "") && stage !== undefined) stages.add(stage);
}

function noteReference(image: string, line: number, notes: Notes): void {
  const [name, version] = splitVersion(image);
  notes.reference({ type: "image", name, version }, ["build"], line);
}
