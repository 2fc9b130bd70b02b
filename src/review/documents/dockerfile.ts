import type { DocumentReading } from "./document.ts";
import { splitVersion } from "./devcontainer.ts";
import { parseJson } from "./json-document.ts";
import { textOf } from "./node.ts";
import { folderOf, shellWords } from "./paths.ts";
import { createNotes, type Notes } from "./reading.ts";

interface Instruction {
  word: string;
  rest: string;
  line: number;
  /** What stands in a heredoc, and the line on which it begins. */
  document: { text: string; line: number } | null;
}

/** `Dockerfile`: `RUN` is shell code at build, `FROM` and `ADD` let things in. */
export function readDockerfile(text: string, path: string): DocumentReading {
  const notes = createNotes();
  const folder = folderOf(path);
  const stages = new Set<string>();
  for (const instruction of instructionsOf(text)) note(instruction, stages, folder, notes);
  return notes.reading(null);
}

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

/** Instructions with their continued lines; the line ends stay, so that places hold. */
function instructionsOf(text: string): Instruction[] {
  const lines = text.split("\n").map((line) => line.replace(/\r$/, ""));
  const escape = /^#\s*escape\s*=\s*`/im.test(lines.slice(0, 5).join("\n")) ? "`" : "\\";
  const found: Instruction[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const first = index;
    const match = /^\s*([A-Za-z]+)\s+(.*)$/.exec(lines[index] ?? "");
    if (match === null) continue;
    const parts = [match[2] ?? ""];
    while ((lines[index] ?? "").trimEnd().endsWith(escape) && index + 1 < lines.length) {
      index += 1;
      const next = lines[index] ?? "";
      parts.push(/^\s*#/.test(next) ? "" : next);
      // A comment or an empty line inside a continued instruction does not end it.
      while (/^\s*(?:#.*)?$/.test(lines[index] ?? "") && index + 1 < lines.length) {
        index += 1;
        parts.push(/^\s*#/.test(lines[index] ?? "") ? "" : (lines[index] ?? ""));
      }
    }
    const rest = parts
      .join("\n")
      .replaceAll(`${escape}\n`, "\\\n")
      .replace(/\\\n(?=\n)/g, "\n")
      .trim();
    const ends = [...rest.matchAll(/<<-?\s*["']?(\w+)["']?/g)].map((each) => each[1]);
    const body: string[] = [];
    for (const end of ends) {
      while (index + 1 < lines.length) {
        index += 1;
        if ((lines[index] ?? "").trim() === end) break;
        body.push(lines[index] ?? "");
      }
    }
    const document =
      ends.length === 0 ? null : { text: body.join("\n"), line: first + 1 + parts.length };
    found.push({ word: (match[1] ?? "").toUpperCase(), rest, line: first + 1, document });
  }
  return found;
}
