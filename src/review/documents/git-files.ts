import type { DocumentReading } from "./document.ts";
import { parseIni } from "./ini-document.ts";
import { texts, textOf, type Entry, type Node } from "./node.ts";
import { createNotes, type Notes } from "./reading.ts";

/** Folders and files that editors, agents and CI obey. */
const OBEYED =
  /(?:^|\/)\.(?:vscode|idea|devcontainer|claude|cursor|windsurf|zed|gitpod|husky|mcp\.json|cursorrules|github|circleci|fleet|nvim|exrc|envrc)(?:[/.*]|$)|\.code-workspace|CLAUDE\.md|AGENTS\.md/i;

/** `.gitignore`: lines that let files of an editor or an agent in, or keep them unseen. */
export function readGitignore(text: string): DocumentReading {
  const notes = createNotes();
  for (const [index, raw] of text.split("\n").entries()) {
    const line = raw.trim();
    if (line.startsWith("!") && OBEYED.test(line.slice(1))) {
      notes.setting("git.unignores-editor-folder", line, index + 1);
    }
    // Whole folders of the editor are commonly ignored; parts of CI or of git itself are not.
    if (/^\/?\.(?:github|gitattributes|gitmodules|circleci)(?:\/|$)/.test(line)) {
      notes.setting("git.ignores-evidence", line, index + 1);
    }
  }
  return notes.reading(null);
}

/** `.gitattributes`: programs at checkout, other encodings, differences out of sight. */
export function readGitattributes(text: string): DocumentReading {
  const notes = createNotes();
  for (const [index, raw] of text.split("\n").entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const [, ...attributes] = splitAttributes(line);
    for (const attribute of attributes) {
      const name = settingOf(attribute);
      if (name !== null) notes.setting(name, line, index + 1);
    }
  }
  return notes.reading(null);
}

/** The pattern, which may be quoted, and then the attributes. */
export function splitAttributes(line: string): string[] {
  const quoted = /^"((?:[^"\\]|\\.)*)"\s*/.exec(line);
  const rest = quoted === null ? line : line.slice(quoted[0].length);
  const words = rest.split(/[ \t]+/).filter((word) => word !== "");
  return quoted === null ? words : [quoted[1] ?? "", ...words];
}

function settingOf(attribute: string) {
  const [name = "", value] = attribute.split("=", 2);
  switch (name) {
    case "filter":
      return value === undefined ? null : value === "lfs" ? "git.lfs" : "git.filter";
    case "diff":
      return value === undefined || value === "lfs" || BUILT_IN_DRIVERS.has(value)
        ? null
        : "git.diff-driver";
    case "merge":
      return value === undefined || ["lfs", "union", "binary", "text", "ours"].includes(value)
        ? null
        : "git.merge-driver";
    case "-diff":
    case "binary":
      return "git.diff-hidden";
    case "linguist-generated":
    case "linguist-vendored":
      return value === "false" ? null : "git.diff-hidden";
    case "working-tree-encoding":
      return "git.working-tree-encoding";
    case "export-ignore":
    case "export-subst":
      return "git.export";
    default:
      return null;
  }
}

/** Drivers that git knows without configuration (gitattributes(5)). */
const BUILT_IN_DRIVERS = new Set(
  "ada bash bibtex cpp csharp css dts elixir fortran fountain golang html ini java kotlin markdown matlab objc pascal perl php python ruby rust scheme tex".split(
    " ",
  ),
);

/** `.gitmodules`: code from other repositories, and commands in disguise (CVE-2015-7545 ff.). */
export function readGitmodules(text: string): DocumentReading {
  const notes = createNotes();
  const root = parseIni(text.replace(/\r(?!\n)/g, "␍"), { flat: true });
  for (const { key, value: section } of root.entries) {
    const name = /^submodule\s+"(.*)"$/.exec(key)?.[1] ?? key;
    if (isOddPath(name)) notes.setting("git.submodule-odd-path", name, section);
    for (const entry of section.entries) noteSubmodule(name, section, entry, notes);
  }
  return notes.reading(null);
}

function noteSubmodule(name: string, section: Node, { key, value }: Entry, notes: Notes): void {
  const text = unquoted(textOf(value) ?? "");
  const said = `${name}: ${key} ${text}`;
  switch (key.toLowerCase()) {
    case "url":
      notes.reference(
        { type: "submodule", name: text, version: branchOf(section) },
        ["clone"],
        value,
      );
      // An address that begins with a dash is an option, and ext:: names a command.
      if (/^-|^ext::|␍|\$\(|`/.test(text)) notes.setting("git.submodule-command", said, value);
      return;
    case "update":
      if (text.startsWith("!")) notes.setting("git.submodule-command", said, value);
      return;
    case "path":
      if (isOddPath(text)) notes.setting("git.submodule-odd-path", said, value);
  }
}

function branchOf(section: Node): string | null {
  return texts(section, "branch")[0] ?? null;
}

function isOddPath(path: string): boolean {
  return /(?:^|\/)\.\.(?:\/|$)|^[-/~]|␍|(?:^|\/)\.git(?:\/|$)/i.test(path);
}

function unquoted(text: string): string {
  return text.replace(/^"(.*)"$/, "$1");
}
