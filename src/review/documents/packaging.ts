import type { Trigger } from "../../model/trigger.ts";
import { linesOf } from "../text/lines.ts";
import type { DocumentReading } from "./document.ts";
import { all, each, textOf, type Entry } from "./node.ts";
import { createNotes, type Notes } from "./reading.ts";
import { readRequirements } from "./requirements.ts";
import { parseYaml } from "./yaml-document.ts";

/** Sections of a recipe of RPM that are shell, and when they run (rpm.org, "Scriptlets"). */
const SECTIONS: readonly { name: RegExp; trigger: Trigger }[] = [
  { name: /^%(?:pre|post)(?:un|trans)?$|^%(?:file)?trigger\w*$/, trigger: "install" },
  { name: /^%(?:prep|build|install|generate_buildrequires|conf)$/, trigger: "build" },
  { name: /^%check$/, trigger: "test" },
];

/** `*.spec` of RPM: what building the package runs, and what installing it runs. */
export function readRpmSpec(text: string): DocumentReading {
  const notes = createNotes();
  if (!/^Name\s*:/im.test(text)) return notes.reading(null);
  const lines = text.split("\n");
  let open: { name: string; trigger: Trigger; line: number; code: string[] } | null = null;
  const close = () => {
    if (open === null) return;
    const { name, trigger, line, code } = open;
    notes.code({ language: "shell", text: code.join("\n"), trigger, name }, line);
  };
  for (const [index, line] of lines.entries()) {
    const word = /^(%\w+)(?:\s|$)/.exec(line)?.[1];
    const section = SECTIONS.find(({ name }) => word !== undefined && name.test(word));
    const ends = word !== undefined && /^%(?:files|changelog|description|package)$/.test(word);
    if (section === undefined && !ends) {
      open?.code.push(line.startsWith("%") ? "" : line);
      continue;
    }
    close();
    open =
      section === undefined
        ? null
        : {
            name: `${line.trim()} line ${index + 1}`,
            trigger: section.trigger,
            line: index + 2,
            code: [],
          };
  }
  close();
  return notes.reading(null);
}

/** `snapcraft.yaml`: commands that stand in for a step of the build. */
export function readSnapcraft(text: string): DocumentReading {
  const { root, problem } = parseYaml(text);
  const notes = createNotes();
  for (const parts of all(root, "parts"))
    for (const part of parts.entries)
      for (const entry of part.value.entries) noteStep(part, entry, notes);
  return notes.reading(problem);
}

function noteStep(part: Entry, { key, value }: Entry, notes: Notes): void {
  if (!/^(?:override-\w+|prepare|build|install|prime|stage)$/.test(key)) return;
  const text = textOf(value) ?? "";
  notes.code({ language: "shell", text, trigger: "build", name: `${part.key} ${key}` }, value);
}

/** `*.nix`: shell code in the attributes of phases and hooks. */
export function readNix(text: string): DocumentReading {
  const notes = createNotes();
  const lines = linesOf(text);
  const code =
    /\b(\w*(?:Hook|Phase|Script|Command)|buildCommand|script|text)\s{0,10}=\s{0,10}''((?:[^']|'(?!')|''[$'\\]){0,20000})''/g;
  for (const match of text.matchAll(code)) {
    const [, name = "", raw = ""] = match;
    const trigger = name === "shellHook" ? "open" : "build";
    const plain = raw
      .replace(/\$\{[^{}\n]{0,200}\}\/s?bin\//g, "")
      .replace(/(?<!'')\$\{[^{}\n]{0,200}\}/g, "$NIX_VALUE")
      .replaceAll("''$", "$");
    const { line } = lines.span(match.index, match.index + 1);
    notes.code({ language: "shell", text: plain, trigger, name: `${name} line ${line}` }, line);
  }
  return notes.reading(null);
}

/** `BUILD`, `*.bzl`: commands of rules that generate files. */
export function readBazel(text: string): DocumentReading {
  const notes = createNotes();
  const lines = linesOf(text);
  const command =
    /\b(?:cmd|cmd_bash|command)\s{0,10}=\s{0,10}(?:"""((?:[^"]|"(?!"")){0,8000})"""|"((?:[^"\\\n]|\\.){0,8000})"|'((?:[^'\\\n]|\\.){0,8000})')/g;
  for (const match of text.matchAll(command)) {
    const raw = match[1] ?? match[2] ?? match[3] ?? "";
    // `$(location x)` and `$@` are filled in before the shell reads `$$` as `$`.
    const plain = raw
      .replace(/\$\((?:location|execpath|rootpath)s? [^()\n]{0,300}\)/g, "./FILE")
      .replaceAll("$$", "$")
      .replace(/\\(["'\\])/g, "$1");
    const { line } = lines.span(match.index, match.index + 1);
    notes.code({ language: "shell", text: plain, trigger: "build", name: `line ${line}` }, line);
  }
  return notes.reading(null);
}

/** `environment.yml` of conda: what pip takes along. */
export function readCondaEnvironment(text: string): DocumentReading {
  const { root, problem } = parseYaml(text);
  const items = each(root, "dependencies").flatMap((item) => each(item, "pip"));
  const lines: string[] = [];
  for (const item of items) {
    const said = textOf(item) ?? "";
    if (said !== "") lines[item.line - 1] = said;
  }
  const inner = readRequirements(Array.from(lines, (line) => line ?? "").join("\n"));
  return { ...inner, problem };
}

/**
 * Texts of translations are put into pages as they are, so that markup in them is code: its
 * handlers and scripts.
 */
export function readTranslation(text: string): DocumentReading {
  const notes = createNotes();
  const lines = linesOf(text);
  const code =
    /<[a-z][^<>]{0,500}?\son[a-z]{3,20}\s{0,4}=\s{0,4}\\?(?:"([^"<>]{1,4000}?)\\?"|'([^'<>]{1,4000}?)\\?')|<script\b[^<>]{0,300}>([^]{1,2000}?)<\\?\/script>/gi;
  for (const match of text.matchAll(code)) {
    const raw = match[1] ?? match[2] ?? match[3] ?? "";
    const plain = raw
      .replaceAll("&quot;", '"')
      .replaceAll("&#39;", "'")
      .replace(/\\(["'/])/g, "$1");
    const { line } = lines.span(match.index, match.index + 1);
    notes.code({ language: "javascript", text: plain, trigger: null, name: `line ${line}` }, line);
  }
  return notes.reading(null);
}
