/** One instruction of a Dockerfile. */
export interface Instruction {
  word: string;
  /** What follows the word; continued lines are still lines. */
  rest: string;
  line: number;
  /** What stands in its heredocs, and the line on which that begins. */
  document: { text: string; line: number } | null;
}

interface Lines {
  all: readonly string[];
  /** Index of the next line. */
  next: number;
  escape: string;
}

/** Takes a Dockerfile apart (docs.docker.com, "Dockerfile reference"). */
export function instructionsOf(text: string): Instruction[] {
  const all = text
    .replace(/^\ufeff/, "")
    .split("\n")
    .map((line) => line.replace(/\r$/, ""));
  const escape = /^#\s*escape\s*=\s*`/im.test(all.slice(0, 5).join("\n")) ? "`" : "\\";
  const lines: Lines = { all, next: 0, escape };
  const found: Instruction[] = [];
  while (lines.next < all.length) {
    const line = lines.next + 1;
    const match = /^\s*([A-Za-z]+)\s+(.*)$/.exec(all[lines.next] ?? "");
    lines.next += 1;
    if (match === null) continue;
    const rest = continued(match[2] ?? "", lines)
      .join("\n")
      .trim();
    const document = heredocs(rest, lines);
    found.push({ word: (match[1] ?? "").toUpperCase(), rest, line, document });
  }
  return found;
}

/** The lines of one instruction; comments and empty lines between them do not end it. */
function continued(first: string, lines: Lines): string[] {
  const parts = [first];
  let open = isOpen(first, lines.escape);
  while (open && lines.next < lines.all.length) {
    const line = lines.all[lines.next] ?? "";
    lines.next += 1;
    const skipped = /^\s*(?:#.*)?$/.test(line);
    // A skipped line still has to continue the command for the shell that reads it.
    parts.push(skipped ? "\\" : line);
    if (!skipped) open = isOpen(line, lines.escape);
  }
  const last = parts.length - 1;
  return parts.map((part, index) => {
    const plain = isOpen(part, lines.escape)
      ? part.trimEnd().slice(0, -1)
      : part.replace(/^\\$/, "");
    return index === last ? plain : `${plain}\\`;
  });
}

function isOpen(line: string, escape: string): boolean {
  return line.trimEnd().endsWith(escape);
}

/** The lines below that belong to the heredocs of an instruction. */
function heredocs(rest: string, lines: Lines): Instruction["document"] {
  const line = lines.next + 1;
  const body: string[] = [];
  const ends = [...rest.matchAll(/<<-?\s*["']?([A-Za-z_]\w*)["']?/g)].map((each) => each[1]);
  for (const end of ends) {
    while (lines.next < lines.all.length) {
      const text = lines.all[lines.next] ?? "";
      lines.next += 1;
      if (text.trim() === end) break;
      body.push(text);
    }
  }
  return ends.length === 0 ? null : { text: body.join("\n"), line };
}
