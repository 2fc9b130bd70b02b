import type { DocumentReading } from "./document.ts";
import { parseIni } from "./ini-document.ts";
import { textOf } from "./node.ts";
import { createNotes } from "./reading.ts";

/** Settings of git whose value is a command (git-scm.com, "git-config"). */
const COMMANDS =
  /^(?:core\.(?:fsmonitor|sshcommand|pager|editor|gitproxy|askpass)|(?:filter|diff|merge|credential|alias|pager|gpg|sequence|mergetool|difftool|browser)\..*)$/i;

/** `.gitconfig`: commands that git starts, for whoever includes the file. */
export function readGitconfig(text: string): DocumentReading {
  const notes = createNotes();
  for (const { key, value: section } of parseIni(text, { flat: true }).entries) {
    const part = key.replace(/\s+"(.*)"$/, ".$1");
    for (const entry of section.entries) {
      const name = `${part}.${entry.key}`;
      const value = (textOf(entry.value) ?? "")
        .replace(/^"(.*)"$/, "$1")
        .replace(/\\(["\\])/g, "$1");
      if (!COMMANDS.test(name)) continue;
      notes.code(
        { language: "shell", text: value.replace(/^!/, ""), trigger: null, name },
        entry.value,
      );
    }
  }
  return notes.reading(null);
}

/** `CODEOWNERS`: who must agree to a change, by pattern. */
export function readCodeowners(text: string): DocumentReading {
  const notes = createNotes();
  for (const [index, line] of text.split("\n").slice(0, 5000).entries()) {
    const [pattern = "", ...owners] = line
      .replace(/(?:^|\s)#.*$/, "")
      .trim()
      .split(/\s+/);
    if (pattern === "" || owners.length === 0) continue;
    notes.setting(`owners.${pattern.slice(0, 200)}`, owners.join(" "), index + 1);
  }
  return notes.reading(null);
}
