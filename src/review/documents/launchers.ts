import type { DocumentReading } from "./document.ts";
import { createNotes } from "./reading.ts";

/** `.desktop`: a line of shell that starts when somebody opens it. */
export function readDesktopEntry(text: string): DocumentReading {
  const notes = createNotes();
  eachLine(text, (line, at) => {
    const command = /^(?:Try)?Exec\s*=\s*(.+)$/i.exec(line)?.[1];
    if (command === undefined || /^TryExec/i.test(line)) return;
    // Places for files and addresses are no part of the command.
    const plain = command.replace(/%[fFuUick]/g, "").replaceAll("%%", "%");
    notes.code({ language: "shell", text: plain, trigger: null, name: "Exec" }, at);
  });
  return notes.reading(null);
}

/** `autorun.inf` and setup files: commands that Windows starts for whoever opens the disk or file. */
export function readSetupInformation(text: string): DocumentReading {
  const notes = createNotes();
  let section = "";
  eachLine(text, (line, at) => {
    section = /^\[([^\]]+)\]/.exec(line)?.[1]?.toLowerCase() ?? section;
    const command = /^(?:open|shellexecute|shell\\[^=]{1,60}\\command)\s*=\s*(.+)$/i.exec(
      line,
    )?.[1];
    if (command !== undefined && section === "autorun") {
      notes.code({ language: "batch", text: command, trigger: null, name: "autorun" }, at);
    } else if (/^run(?:pre|post)setupcommands/.test(section) && !line.startsWith("[")) {
      notes.code({ language: "batch", text: line, trigger: null, name: section }, at);
    }
  });
  return notes.reading(null);
}

/** `.url`: a link to a program or script is one that starts when somebody opens it. */
export function readLink(text: string): DocumentReading {
  const notes = createNotes();
  eachLine(text, (line, at) => {
    const target = /^URL\s*=\s*(\S+)/i.exec(line)?.[1] ?? "";
    const script = /^(javascript|vbscript):(.*)/i.exec(target);
    if (script !== null) {
      const language = script[1]?.toLowerCase() ?? "";
      notes.code({ language, text: script[2] ?? "", trigger: null, name: "URL" }, at);
    }
    if (!/^(?:file:|\\\\)/i.test(target)) return;
    const path = target.replace(/^file:\/*/i, "").replaceAll("/", "\\");
    notes.code({ language: "batch", text: `start "" "${path}"`, trigger: null, name: "URL" }, at);
  });
  return notes.reading(null);
}

/** `.reg`: values that are written when somebody opens it, as the commands that would write them. */
export function readRegistryFile(text: string): DocumentReading {
  const notes = createNotes();
  let key = "";
  eachLine(text, (line, at) => {
    key = /^\[-?([^\]]+)\]/.exec(line)?.[1] ?? key;
    const value = /^(?:"((?:[^"\\]|\\.)*)"|@)\s*=\s*"((?:[^"\\]|\\.)*)"/.exec(line);
    if (value === null || key === "") return;
    const plain = (part: string | undefined) =>
      (part ?? "").replace(/\\(.)/g, "$1").replaceAll('"', "'");
    const command = `reg add "${key}" /v "${plain(value[1])}" /d "${plain(value[2])}" /f`;
    notes.code(
      { language: "batch", text: command.replaceAll("%", "%%"), trigger: null, name: key },
      at,
    );
  });
  return notes.reading(null);
}

function eachLine(text: string, use: (line: string, at: number) => void): void {
  text.split(/\r\n?|\n/).forEach((line, index) => use(line.trim(), index + 1));
}
