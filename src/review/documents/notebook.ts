import type { DocumentReading } from "./document.ts";
import { parseJson } from "./json-document.ts";
import { all, scalarNode, textOf, texts, type Node } from "./node.ts";
import { readPage } from "./page.ts";
import { createNotes, type Notes } from "./reading.ts";

/** What kernels call the languages that are read here. */
const LANGUAGES: ReadonlyMap<string, string> = new Map([
  ["python", "python"],
  ["python3", "python"],
  ["javascript", "javascript"],
  ["typescript", "javascript"],
  ["bash", "shell"],
  ["ruby", "ruby"],
  ["php", "php"],
]);

/** Cells that are code of another language, by the word that begins them. */
const MAGICS: ReadonlyMap<string, string> = new Map([
  ["bash", "shell"],
  ["sh", "shell"],
  ["!", "shell"],
  ["system", "shell"],
  ["javascript", "javascript"],
  ["js", "javascript"],
  ["ruby", "ruby"],
  ["cmd", "batch"],
]);

/**
 * Jupyter notebooks: the cells are one program of the kernel's language, with commands of the
 * shell in between; pages among the outputs have scripts that run when somebody looks.
 */
export function readNotebook(text: string): DocumentReading {
  const notes = createNotes();
  const { root, problem } = parseJson(text);
  const kernel =
    texts(root, "metadata", "kernelspec", "language")[0] ??
    texts(root, "metadata", "language_info", "name")[0] ??
    "python";
  const language = LANGUAGES.get(kernel.toLowerCase()) ?? kernel.toLowerCase();
  const program: string[] = [];
  let last = 1;
  for (const cell of all(root, "cells").flatMap((each) => each.items)) {
    if (texts(cell, "cell_type")[0] !== "code") continue;
    const lines = linesOf(cell);
    const magic = /^\s*%%(\S+)([^\n]*)/.exec(lines[0]?.text ?? "");
    const other = magic === null ? undefined : MAGICS.get(scriptOf(magic[1] ?? "", magic[2] ?? ""));
    if (other !== undefined) {
      noteLines(lines.slice(1), other, notes);
      noteOutputs(cell, notes);
      continue;
    }
    noteOutputs(cell, notes);
    for (const { text: own, line } of lines) {
      // Each line stands on its own line of the document, where there is room for that.
      while (program.length < line - 1) program.push("");
      program.push(language === "python" ? plainPython(own) : own);
      last = Math.max(last, line);
    }
  }
  const code = { language, text: program.join("\n"), trigger: null, name: "cells" };
  notes.code(code, scalarNode(null, 1, last));
  return notes.reading(problem);
}

/** `%%script bash` names its program behind the word. */
function scriptOf(word: string, rest: string): string {
  return word === "script" ? (rest.trim().split(/\s+/)[0] ?? "") : word;
}

/** The lines of a cell, each with the line of the document on which it stands. */
function linesOf(cell: Node): { text: string; line: number }[] {
  return all(cell, "source").flatMap((source) => {
    const items = source.kind === "list" ? source.items : [source];
    return items.flatMap((item) => {
      const lines = (textOf(item) ?? "").replace(/\n$/, "").split("\n");
      return lines.map((text) => ({ text, line: item.line }));
    });
  });
}

function noteLines(
  lines: readonly { text: string; line: number }[],
  language: string,
  notes: Notes,
): void {
  const [first] = lines;
  if (first === undefined) return;
  const text = lines.map((each) => each.text).join("\n");
  const end = lines.at(-1)?.line ?? first.line;
  const name = `cell in line ${first.line}`;
  notes.code({ language, text, trigger: null, name }, scalarNode(null, first.line, end));
}

/** Lines that only notebooks understand: `!command` runs in a shell, `%word` does something else. */
function plainPython(line: string): string {
  const command = /^(\s*)(?:(\w+)\s*=\s*)?(?:!{1,2}|%(?:sx|system)\s)(.*)$/.exec(line);
  if (command !== null) {
    const [, indent = "", name, text = ""] = command;
    const run = `__import__("os").popen(${withValues(text)}).read()`;
    return indent + (name === undefined ? run : `${name} = ${run}`);
  }
  return /^\s*(?:%|\?)/.test(line) ? line.replace(/^(\s*).*$/, "$1pass") : line;
}

/** `{value}` in a command is a value of the program, put into the text. */
function withValues(command: string): string {
  const parts = command.split(/\{([A-Za-z_][\w.[\]'"()]{0,200})\}/);
  return parts
    .map((part, index) => (index % 2 === 0 ? JSON.stringify(part) : `str(${part})`))
    .join(" + ");
}

/** Scripts among the outputs of a cell. */
function noteOutputs(cell: Node, notes: Notes): void {
  for (const output of all(cell, "outputs").flatMap((each) => each.items)) {
    for (const node of all(output, "data", "text/html")) {
      for (const code of readPage(wholeText(node)).code) {
        notes.code({ ...code, name: `output, ${code.name}` }, node);
      }
    }
    for (const node of all(output, "data", "application/javascript")) {
      const code = { language: "javascript", text: wholeText(node), trigger: null, name: "output" };
      notes.code(code, node);
    }
  }
}

function wholeText(node: Node): string {
  if (node.kind !== "list") return textOf(node) ?? "";
  return node.items.map((item) => textOf(item) ?? "").join("");
}
