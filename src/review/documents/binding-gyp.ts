import type { DocumentReading } from "./document.ts";
import { each, entriesAt, shown, textOf, type Node } from "./node.ts";
import { folderOf, shellWords } from "./paths.ts";
import { createNotes, type Notes } from "./reading.ts";
import { parseYaml } from "./yaml-document.ts";

/** Levels below a target in which conditions may stand. */
const DEEPEST = 60;

/**
 * `binding.gyp`: npm builds a package that has one with `node-gyp rebuild` on install, and gyp
 * runs what stands in `<!(…)` and in actions. Its form, JSON with comments, single quotes and
 * loose commas, is read as the YAML that it nearly is; expansions are found in the text too.
 */
export function readBindingGyp(text: string, path: string): DocumentReading {
  const notes = createNotes();
  const folder = folderOf(path);
  let whole = true;
  for (const [index, line] of text.split("\n").entries())
    whole = noteExpansions(line, index + 1, folder, notes) && whole;
  noteActions(parseYaml(text).root, folder, notes, 0);
  return notes.reading(whole ? null : "says more than can be read");
}

/** More commands than any honest line holds, and longer ones. */
const MOST_OF_A_LINE = 1000;
const LONGEST_COMMAND = 10_000;

/**
 * `<!(command)`, `<!@(command)`, `>!(…)` and `^!(…)` run in a shell (gyp's input format), those
 * inside of others too. Answers whether the line was read to its end.
 */
function noteExpansions(line: string, at: number, folder: string, notes: Notes): boolean {
  if (/^\s*#/.test(line)) return true;
  const open: { start: number; runs: boolean }[] = [];
  let left = MOST_OF_A_LINE;
  const note = (start: number, end: number) => {
    const command = line.slice(start, Math.min(end, start + LONGEST_COMMAND));
    const text = command.replace(/\\"/g, '"');
    const name = `gyp line ${at}`;
    notes.code({ language: "shell", text, trigger: "install", name, folder }, at);
    left -= 1;
  };
  for (const match of line.matchAll(/(?:([<>^]!)@?)?\(|\)/g)) {
    if (left <= 0) return false;
    const start = match.index + match[0].length;
    if (match[0] !== ")") open.push({ start, runs: match[1] !== undefined });
    else {
      const last = open.pop();
      if (last?.runs === true) note(last.start, match.index);
    }
  }
  for (const { start, runs } of open) {
    if (runs && left > 0) note(start, line.length);
  }
  return left > 0;
}

function noteActions(node: Node, folder: string, notes: Notes, depth: number): void {
  if (depth > DEEPEST) return;
  for (const list of ["actions", "rules", "postbuilds"]) {
    for (const item of entriesAt(node, list).length > 0 ? [] : each(node, list)) {
      const words = each(item, "action").flatMap((word) => textOf(word) ?? []);
      if (words.length === 0) continue;
      const name = each(item, "action_name").map((value) => shown(value))[0] ?? list;
      const [command = "", ...rest] = words;
      // Variables of gyp stand for folders of the build.
      const text = shellWords([command, ...rest]).replace(/<\([\w]+\)\/?/g, "");
      notes.code({ language: "shell", text, trigger: "install", name, folder }, item);
    }
  }
  for (const child of [...node.items, ...node.entries.map((entry) => entry.value)])
    noteActions(child, folder, notes, depth + 1);
}
