import type { DocumentReading } from "./document.ts";
import { scalarNode, textOf, type Node } from "./node.ts";
import { createNotes, type Notes } from "./reading.ts";

/** `requirements.txt`: packages by name, and options that say where they come from. */
export function readRequirements(text: string): DocumentReading {
  const notes = createNotes();
  noteRequirement(scalarNode(text.replace(/^\ufeff/, ""), 1), notes);
  return notes.reading(null);
}

/** Notes every requirement of a text, one a line (PEP 508 and pip's own options). */
export function noteRequirement(node: Node, notes: Notes): void {
  for (const [index, raw] of (textOf(node) ?? "").split("\n").entries()) {
    const at = node.textLine + index;
    const line = raw
      .replace(/(?:^|\s)#.*$/, "")
      .replace(/\\\r?$/, "")
      .trim();
    if (line === "") continue;
    if (line.startsWith("-")) noteOption(line, at, notes);
    else noteName(line, at, notes);
  }
}

function noteOption(line: string, at: number, notes: Notes): void {
  const match = /^(--?[\w-]+)[\s=]*(.*)$/.exec(line);
  const [, option = "", value = ""] = match ?? [];
  if (/^(?:-i|--index-url|--extra-index-url|-f|--find-links|--no-index)$/.test(option)) {
    notes.setting("pip.index", line, at);
  } else if (option === "--trusted-host") notes.setting("pip.insecure", line, at);
  else if (option === "-e" || option === "--editable") noteName(value, at, notes);
}

function noteName(line: string, at: number, notes: Notes): void {
  const address =
    /^(?:([\w.-]+)(?:\[[^\]]*\])?\s*@\s*)?((?:git|hg|svn|bzr)\+\S+|https?:\S+|file:\S+|\.{0,2}\/\S+)/.exec(
      line,
    );
  if (address !== null) {
    const [, name, source = ""] = address;
    notes.setting("pip.source", name === undefined ? source : `${name}: ${source}`, at);
    notes.reference({ type: "pypi", name: name ?? source, version: source }, ["install"], at);
    return;
  }
  const [, name, version] = /^([A-Za-z0-9][\w.-]*)(?:\s*\[[^\]]*\])?\s*([^;]*)/.exec(line) ?? [];
  if (name === undefined) return;
  const plain = version?.split(/\s+--/)[0]?.trim() ?? "";
  notes.reference({ type: "pypi", name, version: plain === "" ? null : plain }, ["install"], at);
}
