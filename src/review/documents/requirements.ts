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
  for (const { line, at } of logicalLines(textOf(node) ?? "")) {
    if (line.startsWith("-")) noteOption(line, node.textLine + at, notes);
    else noteName(line, node.textLine + at, notes);
  }
}

/** Lines without comments; a backslash at the end joins the next one. */
function logicalLines(text: string): { line: string; at: number }[] {
  const out: { line: string; at: number }[] = [];
  let open: { line: string; at: number } | null = null;
  for (const [at, raw] of text.split("\n").entries()) {
    const plain = raw.replace(/(?:^|\s)#.*$/, "").trim();
    const goesOn = plain.endsWith("\\");
    const line = (goesOn ? plain.slice(0, -1) : plain).trim();
    const joined: { line: string; at: number } =
      open === null ? { line, at } : { line: `${open.line} ${line}`, at: open.at };
    open = goesOn ? joined : null;
    if (!goesOn && joined.line.trim() !== "") out.push(joined);
  }
  if (open !== null && open.line !== "") out.push(open);
  return out;
}

function noteOption(line: string, at: number, notes: Notes): void {
  const match = /^(--?[\w-]+)[\s=]*(.*)$/.exec(line);
  const [, option = "", value = ""] = match ?? [];
  if (/^(?:-i|--index-url|--extra-index-url|-f|--find-links|--no-index)$/.test(option)) {
    notes.setting("pip.index", line, at);
    // Several options may stand in one line; without TLS nobody knows who answers.
    if (/--trusted-host\b|\shttp:\/\//.test(line)) notes.setting("pip.insecure", line, at);
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
  const [, name, rest = ""] = /^([A-Za-z0-9][\w.-]*)(?:\s*\[[^\]]*\])?\s*(.*)/.exec(line) ?? [];
  if (name === undefined) return;
  const plain = rest.split(/;|\s+--/)[0]?.trim() ?? "";
  const version = plain === "" ? null : plain;
  notes.reference({ type: "pypi", name, version }, ["install"], at);
  const digests = [...rest.matchAll(/--hash[=\s]+(\w+:[0-9a-f]+)/gi)].map((each) => each[1] ?? "");
  const marker = /^[^;]*;(.*?)(?:\s--hash.*)?$/.exec(rest)?.[1]?.trim();
  const only = marker === undefined || marker === "" ? [] : [marker];
  if (digests.length > 0) notes.locked({ type: "pypi-locked", name, version, digests, only }, at);
}
